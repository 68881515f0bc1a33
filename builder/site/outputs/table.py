"""/data/partnerships.csv: the partnerships for a spreadsheet, one row each, made from one line a record (RFC 4180).

Where a cell has several values, a space is between them: they are ids, codes and tags, the same as in the open data.
"""

import csv
from io import StringIO

from builder.content.records import Record
from builder.directory.facets import facet_values
from builder.model.dates import PartialDate
from builder.model.partnership import Partnership
from builder.site.cards import title
from builder.site.reader import Reader
from builder.site.routes import record_route

PATH = "data/partnerships.csv"

COLUMNS = (
    "id", "title", "partners", "kinds", "territories", "languages", "projects", "lifecycle", "start", "end",
    "described", "page",
)  # fmt: skip

RUN = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would take for a formula, and run."""


def head() -> bytes:
    """Return what stands before all rows: the mark by which spreadsheets know UTF-8, and the names of the columns."""
    return b"\xef\xbb\xbf" + _line(COLUMNS)


def row(reader: Reader, entry: Record[Partnership]) -> bytes:
    """Return the row of an entry; `reader` is of the site's first language."""
    facts, directory = entry.facts, reader.directory
    found = facet_values(directory, entry)
    lists = ((share.org for share in facts.partners), *(found[name] for name in COLUMNS[3:7]))
    return _line(
        [
            entry.id,
            title(reader, entry).text,
            *map(" ".join, lists),
            facts.lifecycle,
            *map(_day, (facts.start, facts.end, facts.described)),
            directory.config.base_url + record_route(entry.type, entry.id).lstrip("/"),
        ]
    )


def _day(on: PartialDate | None) -> str:
    return str(on) if on else ""


def _line(cells: list[str] | tuple[str, ...]) -> bytes:
    line = StringIO()
    csv.writer(line).writerow([f"'{cell}" if cell.startswith(RUN) else cell for cell in cells])
    return line.getvalue().encode()
