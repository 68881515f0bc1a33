"""The pipeline: `pipeline` runs it, `last` knows when there is nothing to do, `preview` makes a page at once."""
