"""How much one file may hold: content comes from many hands, and a giant file would stop everybody's build."""

from builder.core.problems import Problem, Span, problem

SIZE_LIMIT = 256 * 1024
"""Bytes of a file, of its front matter, of its body."""

TABLE_LIMIT = 1024 * 1024
"""Bytes of a table, such as the fit tree: one file says the same in all languages, and grows with each of them."""


def oversize(what: str, size: int, path: str, limit: int = SIZE_LIMIT) -> Problem:
    """Return the problem of something in a file that is larger than the limit; `what` names it in the message."""
    return problem("FP002", f"{what} holds {size / 1024:,.0f} KiB; at most {limit // 1024:,} are read", Span(path))


def byte_size(text: str) -> int:
    """Return the length of a text in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
