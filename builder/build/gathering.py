"""What the pieces give, gathered: pages, links, problems, the open data and the records for the search."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.build.options import Progress
from builder.build.pieces import Done
from builder.core.problems import Problem
from builder.directory.links import Linked, check_links
from builder.publish.artifacts import Artifact
from builder.site.made import Made
from builder.site.outputs import open_data
from builder.site.plan import Plan, check_prose_addresses
from builder.site.search_record import SearchRecord


@dataclass(slots=True)
class Gathered:
    """The sum of all pieces; it grows while they come."""

    pages: dict[str, Made] = field(default_factory=dict)
    linked: dict[str, Linked] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rendered: int = 0

    def add(self, done: Done) -> None:
        """Take in what one piece gives, but for what is passed on at once."""
        self.pages |= done.piece.pages
        self.linked |= done.piece.linked
        self.problems += done.piece.problems
        self.rendered += done.rendered


def passing(pieces: Iterable[Done], plan: Plan, gathered: Gathered, progress: Progress) -> Iterator[Done]:
    """Yield pieces as they come, each taken in; at the end the links are checked, which only the whole can tell."""
    total = plan.page_count
    for done in pieces:
        gathered.add(done)
        progress("render", len(gathered.pages), total)
        yield done
    gathered.problems += check_links(plan.directory, gathered.linked)
    gathered.problems += check_prose_addresses(plan, gathered.linked)


def write_open_data(
    plan: Plan, pieces: Iterable[Done], file: Path, search: Callable[[SearchRecord], object] | None
) -> Artifact:
    """Write the open data of all pieces to a file, record by record; the search gets its records on the way."""
    named, size = hashlib.sha256(), 0

    def records() -> Iterator[tuple[str, bytes]]:
        for done in pieces:
            if search and done.piece.search:
                search(done.piece.search)
            if done.piece.data:
                yield done.unit.kind, done.piece.data

    with file.open("wb") as out:
        for chunk in open_data.directory_json(plan.directory, records()):
            named.update(chunk)
            size += out.write(chunk)
    return Artifact(open_data.PATH, named.hexdigest(), size, f"file:{file}")
