"""The last build: what it was made from and what it made, so that the next one knows what is still right."""

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from builder.build.options import Options, Report
from builder.content.inputs import COPIED, Inputs, hashed, read_inputs
from builder.core.digest import digest
from builder.core.engine import engine
from builder.core.memory import Memory, key_of
from builder.core.problems import Problem, Problems
from builder.core.store import Damaged, Store, sealed
from builder.publish.commit import Difference, intact
from builder.publish.listing import LISTING
from builder.publish.pagefind_client import PATH_VARIABLE
from builder.site.layouts import Layouts, assets, load_layouts

STORE = Path(".cache/store.sqlite")

UNTOUCHED = {"parsed": 0, "rendered": 0, "reused": 0, "written": 0, "deleted": 0}


@dataclass(frozen=True, slots=True)
class Last:
    """A build that was published: a name for its inputs, the SHA-256 of its `build.json`, and what it reported."""

    inputs: str
    listing: str
    problems: tuple[Problem, ...]
    entries: int
    pages: int = 0
    files: int = 0
    configuration: bool = False


def name_inputs(engine: str, options: Options, inputs: Inputs, layouts: Layouts) -> str:
    """Return a name for everything that can change what is built."""
    asked = (str(options.as_of), slot(engine, options), str(options.stale_search))
    looks = [f"{name}={digest(file.read_bytes())}" for name, file in assets(layouts).items()]
    files = [f"{path}={named}" for path, named in inputs.digests.items()]
    files += [
        repr(each) for each in inputs.problems
    ]  # what has no place there is read by nobody, and told all the same
    program = os.environ.get(PATH_VARIABLE, "") if options.search else ""
    return key_of("inputs", engine, *asked, program, layouts.digest, *looks, *files)


@lru_cache(maxsize=8)
def slot(engine: str, options: Options) -> str:
    """Return the name under which a build is remembered: those of different options stand side by side."""
    form = (options.drafts, options.search, options.offline)
    return key_of("slot", engine, options.base_url, *map(str, form))


@dataclass(frozen=True, slots=True)
class Looked:
    """What stands there before a run: the inputs with a name for all of them, and a report if nothing is to be done."""

    inputs: Inputs
    layouts: Layouts
    named: str
    report: Report | None = None


def look(root: Path, options: Options, inputs: Inputs | None = None, publishing: bool = True) -> Looked:
    """Hash all inputs, and look whether a run had the same before: a build that still stands, for a check any run.

    `inputs` are those of now, if somebody has hashed them.
    """
    inputs, layouts = inputs or read_inputs(root, shared=True), load_layouts(root)
    named = name_inputs(engine(), options, inputs, layouts)
    memory = Memory(engine(), Store(root / STORE) if (root / STORE).is_file() else None)
    report = None
    with suppress(Damaged):  # a build finds it damaged as well, and throws it away
        for kind in ("last",) if publishing else ("checked", "last"):
            kept = memory.get(kind, slot(engine(), options))
            last = msgspec.msgpack.decode(kept, type=Last) if kept else None
            if last and last.inputs == named and not options.verify:
                report = report or (still_there(options.output, last) if publishing else _report(last))
    memory.release()
    refused = publishing and report and report.problems.block(options.strict)
    return Looked(inputs, layouts, named, None if refused else report)


def is_same(root: Path, looked: Looked) -> bool:
    """Say whether configuration, tables and layouts are what they were; other files are checked as they are read."""
    digests = looked.inputs.digests
    small = [path for path in digests if not path.endswith(".md") and not path.startswith(COPIED)]
    return all(hashed(root, path) == digests[path] for path in small) and load_layouts(root) == looked.layouts


def _report(last: Last) -> Report:
    return Report(Problems(last.problems), last.entries, configuration=last.configuration)


def remembered(memory: Memory, options: Options) -> list[tuple[str, str]]:
    """Return kind and key of what is remembered of the last run with these options."""
    return [(kind, slot(memory.engine, options)) for kind in ("last", "checked")]


def remember_check(memory: Memory, options: Options, inputs: str, report: Report) -> None:
    """Keep what was found in inputs with this name."""
    last = Last(inputs, "", tuple(report.problems), report.entries, configuration=report.configuration)
    memory.keep([sealed("checked", slot(memory.engine, options), msgspec.msgpack.encode(last))])


def remember(memory: Memory, options: Options, inputs: str, report: Report) -> None:
    """Keep what was published, of inputs with this name."""
    listing = report.difference.listing if report.difference else ""
    last = Last(inputs, listing, tuple(report.problems), report.entries, report.pages, report.files)
    memory.keep([sealed("last", slot(memory.engine, options), msgspec.msgpack.encode(last))])


def still_there(output: Path, last: Last) -> Report | None:
    """Return the report of a build that has nothing to do, if the output holds what the last one published."""
    manifest = intact(output)
    listing = manifest.files.get(LISTING) if manifest else None
    if manifest is None or listing is None or listing.sha256 != last.listing:
        return None
    difference = Difference((), (), len(manifest.files), last.listing)
    counts = UNTOUCHED | {"reused": last.pages}
    return Report(Problems(last.problems), last.entries, last.pages, last.files, difference, counts=counts)
