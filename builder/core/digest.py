"""Digests: short, stable names for bytes."""

from hashlib import blake2b


def digest(*chunks: bytes) -> str:
    """Return 32 hex digits that name these chunks; where one ends and the next begins matters too."""
    state = blake2b(digest_size=16)
    for chunk in chunks:
        state.update(len(chunk).to_bytes(8, "little"))
        state.update(chunk)
    return state.hexdigest()
