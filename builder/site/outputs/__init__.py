"""What a site gives besides pages: open data, search records, each a function of the directory."""
