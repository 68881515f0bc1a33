"""Bytes to disk: commit with marker and lock, the search program and its bundle. Knows no partnership."""
