"""Every file of the site with the place where its bytes are, and the way to them."""

from collections.abc import Iterator
from pathlib import Path

from builder.build.gathering import Gathered
from builder.core.memory import Memory
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Damaged
from builder.publish.artifacts import Artifact
from builder.publish.search_bundle import Bundle
from builder.publish.search_fragments import is_fragment
from builder.site.plan import Plan

PAGE, FILE = "page", "file"


def artifacts(plan: Plan, gathered: Gathered, data: tuple[Artifact, ...], bundle: Bundle | None) -> Iterator[Artifact]:
    """Yield pages, copied files, the open data and the search bundle."""
    for path, made in gathered.pages.items():
        yield Artifact(path, made.sha256, made.size, f"{PAGE}:{made.key}")
    for each in plan.copied:
        yield Artifact(each.path, each.sha256, each.size, f"{FILE}:{each.file}")
    yield from data
    if bundle:
        folder = bundle.folder.as_posix()
        for name, (sha256, size) in bundle.files.items():
            place = f"{folder}/{name}"
            yield Artifact(f"pagefind/{name}", sha256, size, f"{FILE}:{place}", place if is_fragment(name) else "")


def read_origin(memory: Memory, artifact: Artifact) -> bytes:
    """Return the bytes of an artifact, from memory or from its file.

    Raises `core.store.Damaged` where the store has lost them, `Stop` (FP509) for a file that is no longer there.
    """
    kind, _, place = artifact.origin.partition(":")
    if kind == FILE:
        try:
            return Path(place).read_bytes()
        except OSError as error:
            raise Stop(problem("FP509", f'"{place}" is gone', Span(place)), MACHINE) from error
    content = memory.get(PAGE, place)
    if content is None:
        raise Damaged(f'the page "{artifact.path}" is missing')
    return content
