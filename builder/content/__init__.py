"""From files to records: walking, front matter with places, Markdown, loading. Knows one file at a time."""
