"""The pipeline: `pipeline` for a run, `unchanged` for one that has nothing to do, `options` for what goes in and out."""
