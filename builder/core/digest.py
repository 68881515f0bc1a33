"""Digests: short, stable names for bytes."""

from hashlib import sha256


def digest(*chunks: bytes) -> str:
    """Return 32 hex digits that name these chunks; where one ends and the next begins matters too."""
    framed = [part for chunk in chunks for part in (len(chunk).to_bytes(8, "little"), chunk)]
    return sha256(b"".join(framed)).hexdigest()[:32]
