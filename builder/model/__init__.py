"""What an entry is: value types and records, checked by one schema. Knows no files, no Markdown, no pages."""
