"""Every file of the site with the place where its bytes are, the way to them, and to the output directory."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path

from builder.build.gathering import Gathered
from builder.build.last import is_same, remember
from builder.build.options import Report
from builder.build.run import Run
from builder.core.memory import Memory
from builder.core.problems import MACHINE, Span, Stop, problem
from builder.core.store import Damaged
from builder.publish.artifacts import Artifact
from builder.publish.commit import Difference, commit
from builder.publish.search_bundle import Bundle
from builder.publish.search_fragments import is_fragment
from builder.site.plan import Plan

PAGE, FILE = "page", "file"


def artifacts(plan: Plan, gathered: Gathered) -> Iterator[Artifact]:
    """Yield pages, copied files and the open data."""
    for path, made in gathered.pages.items():
        yield Artifact(path, made.sha256, made.size, f"{PAGE}:{made.key}")
    for each in plan.copied:
        yield Artifact(each.path, each.sha256, each.size, f"{FILE}:{each.file}")
    yield from gathered.data


def of_search(bundle: Bundle | None) -> Iterator[Artifact]:
    """Yield the files of the search, if there is any."""
    if bundle:
        folder = bundle.folder.as_posix()
        for name, (sha256, size) in bundle.files.items():
            place = f"{folder}/{name}"
            yield Artifact(f"pagefind/{name}", sha256, size, f"{FILE}:{place}", place if is_fragment(name) else "")


def publish(run: Run, files: Iterable[Artifact], pool: Executor | None = None, standing: str = "") -> Difference:
    """Bring the output to these files, if what they were made from is still what it was; `standing` as in `commit`."""
    if not is_same(run.root, run.looked):
        raise Stop(
            problem("FP509", "the configuration, a table or a layout changed while it was read", Span("")), MACHINE
        )
    read, progress = partial(read_origin, run.memory), partial(run.progress, "write")
    return commit(run.options.output, files, read, progress, pool, standing)


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


def published(run: Run, report: Report, difference: Difference) -> Report:
    """Return the report of a run that has published, and remember it."""
    report = replace(report, files=difference.keep + len(difference.write), difference=difference)
    remember(run.memory, run.options, run.looked.named, report)
    return report
