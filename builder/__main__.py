"""`python -m builder` is `fingerpost`."""

from builder.cli import run

if __name__ == "__main__":
    run()
