"""What the steps give, gathered: links and problems, the open data, the records for the search, and the pages."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.build.options import Progress
from builder.build.steps import Done
from builder.core.problems import Problem
from builder.directory.links import Linked, check_links
from builder.publish.artifacts import Artifact
from builder.site.data import SUMS
from builder.site.extract import Extract
from builder.site.made import Made, Pages
from builder.site.outputs import open_data, table
from builder.site.outputs.schema import SCHEMA
from builder.site.plan import Plan, check_prose_addresses
from builder.site.search_record import SearchRecord

AT_ONCE = 500
"""So many records of the open data are written at a time."""


@dataclass(slots=True)
class Gathered:
    """The sum of all units; it grows while they come. `data` are the files of the open data."""

    pages: dict[str, Made] = field(default_factory=dict)
    data: tuple[Artifact, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    rendered: int = 0

    @property
    def page_count(self) -> int:
        """Return how many pages there are; feeds and other files stand beside them."""
        return sum(path.endswith(".html") for path in self.pages)


def passing(
    extracts: Iterable[Done[Extract]], plan: Plan, problems: list[Problem], progress: Progress
) -> Iterator[Done[Extract]]:
    """Yield extracts as they come, and add their problems; those of links can only be told at the end."""
    linked: dict[str, Linked] = {}
    for number, done in enumerate(extracts, 1):
        linked |= done.value.linked
        problems += done.value.problems
        progress("check", number, len(plan.units))
        yield done
    problems += check_links(plan.directory, linked)
    problems += check_prose_addresses(plan, linked)


def gather_pages(pages: Iterable[Done[Pages]], plan: Plan, gathered: Gathered, progress: Progress) -> None:
    """Take in all pages."""
    total = plan.page_count
    for done in pages:
        gathered.pages |= done.value
        gathered.rendered += done.rendered
        progress("render", len(gathered.pages), total)


def write_open_data(
    plan: Plan, extracts: Iterable[Done[Extract]], folder: Path, search: Callable[[SearchRecord], object] | None
) -> tuple[Artifact, ...]:
    """Write the open data of all units to files, record by record; the search gets its records on the way."""
    rows = [table.head()]

    def records() -> Iterator[tuple[str, bytes]]:
        for done in extracts:
            if search and done.value.search:
                search(done.value.search)
            if done.value.row:
                rows.append(done.value.row)
            if done.value.data:
                yield done.unit.kind, done.value.data

    whole = _write(folder, open_data.PATH, open_data.directory_json(plan.directory, records()))
    return whole, _write(folder, table.PATH, rows)


def with_checksums(data: tuple[Artifact, ...], gathered: Gathered, folder: Path) -> tuple[Artifact, ...]:
    """Return the open data with the checksums of it and of its schema, written to a file that `sha256sum` reads."""
    named = {SCHEMA: gathered.pages[SCHEMA].sha256, **{each.path: each.sha256 for each in data}}
    lines = [f"{sha256}  {path.rpartition('/')[2]}\n".encode() for path, sha256 in sorted(named.items())]
    return (*data, _write(folder, SUMS, lines))


def _write(folder: Path, path: str, chunks: Iterable[bytes]) -> Artifact:
    """Write a file of the site to a folder of ours, under its own name."""
    named, size, file = hashlib.sha256(), 0, folder / Path(path).name
    fresh = file.with_name(f"{file.name}.tmp")  # the file itself may have a second name in the output
    fresh.unlink(missing_ok=True)
    with fresh.open("wb") as out:
        for chunk in _blocks(chunks):
            named.update(chunk)
            size += out.write(chunk)
    fresh.chmod(0o644)  # as all files of the output
    fresh.replace(file)
    return Artifact(path, named.hexdigest(), size, f"file:{file}", twin=str(file))


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Join pieces to blocks: to write and to digest every small one takes twice as long."""
    some: list[bytes] = []
    for chunk in chunks:
        some.append(chunk)
        if len(some) == AT_ONCE:
            yield b"".join(some)
            some.clear()
    yield b"".join(some)
