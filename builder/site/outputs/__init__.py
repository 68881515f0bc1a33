"""What a site gives besides pages: open data, search records, later feeds and sitemaps; each a function of the directory."""
