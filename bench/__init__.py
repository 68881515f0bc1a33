"""Our own benchmark: `python -m bench`, or `make bench`. What it measures and what it means: docs/speed.md."""
