"""The pipeline: inputs, records, directory, plan, pieces, commit. It knows the order of things and no more."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from builder.build.gathering import Gathered, passing, write_open_data
from builder.build.last import STORE, Looked, last_pages, look, remember, remember_check
from builder.build.options import Options, Progress, Report
from builder.build.pieces import making, verified
from builder.build.publishing import artifacts, read_origin
from builder.build.reading import Site, read_site
from builder.build.searching import searching
from builder.build.watch import Watch
from builder.content.places import locate
from builder.core.engine import engine
from builder.core.memory import NOTHING, Memory
from builder.core.problems import Problems
from builder.core.store import Damaged, Store, throw_away
from builder.publish.artifacts import Damaged as DamagedBytes
from builder.publish.commit import Difference, commit
from builder.publish.lock import building
from builder.site.made import Made
from builder.site.plan import Plan

DATA = Path(".cache/directory.json")
SEARCH = Path(".cache/search")


def check(root: Path, options: Options, progress: Progress, looked: Looked | None = None) -> tuple[Report, Plan | None]:
    """Find everything that a build would complain about, without rendering; no plan without a configuration."""
    looked = looked or look(root, options, "checked")
    memory = Memory(engine(), Store(root / STORE) if (root / STORE).is_file() else None)
    try:
        report, plan = _check(root, options, looked, memory, progress)
        remember_check(memory, options, looked.named, report)
    except Damaged:  # or somebody is at work on it: checking needs no memory
        report, plan = _check(root, options, looked, NOTHING, progress)
    finally:
        memory.release()
    return report, plan


def build(root: Path, options: Options, progress: Progress, looked: Looked | None = None) -> Report:
    """Bring the output directory to what a clean build of these sources would write.

    `looked` is what `last.look` found before, if somebody looked.
    """
    looked = looked or look(root, options)
    if looked.report:
        return looked.report
    with building(root):
        try:
            return _build(root, options, looked, progress)
        except (Damaged, DamagedBytes) as fault:
            throw_away(root / STORE)
            note = f"What .cache held could not be trusted ({fault}), so that everything was made anew."
            return replace(_build(root, options, looked, progress), note=note)


def _check(
    root: Path, options: Options, looked: Looked, memory: Memory, progress: Progress
) -> tuple[Report, Plan | None]:
    problems = Problems()
    site = read_site(root, options, looked, memory, problems, progress)
    gathered = Gathered()
    with making(site.plan, memory, {}, options.jobs, rendering=False) as (pieces, _):
        for _done in passing(pieces, site.plan, gathered, lambda step, done, total: None):
            pass
    return _report(root, site, problems, gathered), site.plan if site.configured else None


def _build(root: Path, options: Options, looked: Looked, progress: Progress) -> Report:
    watch, problems = Watch(), Problems()
    memory = Memory(engine(), Store(root / STORE))
    with watch("read"):
        site = read_site(root, options, looked, memory, problems, progress)
    report, pages = _make(root, options, site, memory, problems, progress, watch)
    if report.difference:
        remember(memory, options, looked.named, report, pages)
    memory.release()
    return replace(report, seconds=watch.seconds)


def _make(
    root: Path, options: Options, site: Site, memory: Memory, problems: Problems, progress: Progress, watch: Watch
) -> tuple[Report, dict[str, Made]]:
    """Make all pieces and the search bundle; if nothing is wrong, publish them."""
    plan, gathered, blocked = site.plan, Gathered(), problems.block(options.strict)
    with (
        making(plan, memory, last_pages(memory, options), options.jobs, not blocked) as (pieces, pool),
        searching(root / SEARCH, memory.engine, options, plan.search and not blocked) as search,
    ):
        with watch("render"):
            passed = passing(verified(pieces, plan, memory, options.verify), plan, gathered, progress)
            data = write_open_data(plan, passed, root / DATA, search.add if search else None)
        report = _report(root, site, problems, gathered)
        if report.problems.block(options.strict):
            return report, {}
        with watch("search"):
            bundle = search.bundle() if search else None
        with watch("write"):
            made = artifacts(plan, gathered, data, bundle)
            read = partial(read_origin, memory)
            difference = commit(options.output, made, read, lambda done, total: progress("write", done, total), pool)
    files, counts = difference.keep + len(difference.write), _counts(site, gathered, difference)
    report = replace(report, pages=len(gathered.pages), files=files, difference=difference, counts=counts)
    return report, gathered.pages


def _counts(site: Site, gathered: Gathered, difference: Difference) -> dict[str, int]:
    return {
        "parsed": site.parsed,
        "rendered": gathered.rendered,
        "reused": len(gathered.pages) - gathered.rendered,
        "written": len(difference.write),
        "deleted": len(difference.delete),
    }


def _report(root: Path, site: Site, problems: Problems, gathered: Gathered) -> Report:
    if not site.configured:
        gathered.problems = [each for each in gathered.problems if each.code != "FP405"]
    problems.extend(gathered.problems)
    located = Problems(locate(problems, root))
    entries = len(site.plan.directory.partnerships)
    return Report(located, entries, configuration=not site.configured, plan=site.plan if site.configured else None)
