"""Scripts for those who work on the builder itself."""
