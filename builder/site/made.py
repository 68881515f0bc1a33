"""What is known of a page without its bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the site: the key of what it was made from, the SHA-256 and the size of its bytes."""

    key: str
    sha256: str
    size: int
