"""Fingerpost compiles Markdown partnership entries and guides into a fast, searchable static site."""

__version__ = "0.1.0"
