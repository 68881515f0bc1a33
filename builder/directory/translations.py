"""How far a translation is behind its original: which sections are no longer what it was made from."""

from typing import Any

from builder.content.records import Record, Translation


def changed_since(record: Record[Any], translation: Translation) -> tuple[str, ...]:
    """Return the ids of the sections that changed, came or went since a translation was made, in the original's order.

    "" is what stands before the first heading. Nothing is known of a translation that does not say what it was made
    from.
    """
    before, now = translation.made_from, record.sections
    if not before:
        return ()
    fresh = [id_ for id_, digest in now.items() if before.get(id_) != digest]
    return (*fresh, *(id_ for id_ in before if id_ not in now))
