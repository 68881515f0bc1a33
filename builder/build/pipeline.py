"""The pipeline: inputs, records, directory, plan, steps, commit. It knows the order of things and no more."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from builder.build.earlier import Earlier, Name, Stood
from builder.build.gathering import Gathered, gather_pages, passing, with_checksums
from builder.build.last import STORE, Looked, look, remember_check
from builder.build.options import Options, Progress, Report
from builder.build.pruning import prune
from builder.build.publishing import artifacts, of_search, publish, published
from builder.build.reading import Site, read_site
from builder.build.run import Run
from builder.build.searching import Later, searching
from builder.build.steps import EXTRACTS, PAGES, Done, Making, making, verified
from builder.build.telling import search_records, telling
from builder.content.places import locate
from builder.content.records import keeping_open
from builder.core.engine import engine
from builder.core.memory import NOTHING, Memory
from builder.core.problems import Problems
from builder.core.store import Damaged, Store, throw_away
from builder.publish.artifacts import NotAsPromised
from builder.publish.commit import Difference
from builder.publish.disk import stopping_at
from builder.publish.lock import building
from builder.site.made import Pages
from builder.site.plan import Plan

DATA = Path(".cache")


def check(root: Path, options: Options, progress: Progress, looked: Looked | None = None) -> tuple[Report, Plan | None]:
    """Find everything that a build would complain about, without rendering; no plan without a configuration."""
    looked = looked or look(root, options, publishing=False)
    memory = Memory(engine(), Store(root / STORE) if (root / STORE).is_file() else None)
    try:
        report = _check(Run(root, options, looked, memory, progress))
        remember_check(memory, options, looked.named, report)
    except Damaged:  # or somebody is at work on it: checking needs no memory
        report = _check(Run(root, options, looked, NOTHING, progress))
    finally:
        memory.release()
    return report, report.earlier.plan if report.earlier else None


def build(
    root: Path, options: Options, progress: Progress, looked: Looked | None = None, before: Earlier | None = None
) -> Report:
    """Bring the output directory to what a clean build of these sources would write.

    `looked` is what `last.look` found before, if somebody looked, `before` an earlier build in this process.
    """
    looked = looked or look(root, options)
    if looked.report:
        return looked.report
    with building(root):
        run = Run(root, options, looked, Memory(engine(), Store(root / STORE)), progress, before)
        try:
            return _build(run)
        except (Damaged, NotAsPromised) as fault:
            run.memory.release()
            with stopping_at(root / STORE):
                throw_away(root / STORE)
            note = f"What .cache held could not be trusted ({fault}), so that everything was made anew."
            anew = replace(run, problems=Problems(), seconds={}, before=before.plan_alone() if before else None)
            return replace(_build(anew), note=note)
        finally:
            run.memory.release()


def _check(run: Run) -> Report:
    with ExitStack() as ends:
        with keeping_open():
            site, gathered = read_site(run, ends), Gathered()
        with making(run, site.plan, EXTRACTS) as steps:
            for _done in passing(steps.begin(EXTRACTS), site.plan, gathered.problems, run.progress):
                pass
        site.check(run)
    return _report(run, site, gathered, {})


def _build(run: Run) -> Report:
    with ExitStack() as ends:
        with run.stage("read"), keeping_open():
            site = read_site(run, ends, run.options.output)
            site.plan.answers.prepare()  # now that all records are open, and for all workers
        gathered, blocked = Gathered(), run.blocked()
        steps = (EXTRACTS,) if blocked else (EXTRACTS, PAGES)
        made = ends.enter_context(making(run, site.plan, *steps))
        search = ends.enter_context(searching(run, partial(search_records, made), site.plan.search and not blocked))
        with run.stage("extract"):
            tell = telling(run, made, search, run.root / DATA, ends)
            begun = made.begin(PAGES) if made.hurries and not blocked else None
            if not tell.apart:
                tell.told()
            standing = site.check(run)
        if tell.apart and not run.blocked():
            _gather(run, made, gathered, begun)
            if search:
                search.there()  # while the extracts are read
        with run.stage("extract"):
            told = tell.told()
        gathered.problems += told.problems
        report = _report(run, site, gathered, made.stood)
        if run.blocked():
            return report
        if search:
            search.end(told.digests)
        if not tell.apart:
            _gather(run, made, gathered, begun)
        gathered.data = with_checksums(told.data, gathered, run.root / DATA)
        with run.stage("search"):
            bundle = search.bundle() if search else None
        with run.stage("write"):
            files = tuple(artifacts(site.plan, gathered))
            difference = publish(run, chain(files, of_search(bundle)), made.pool, standing)
    report = replace(report, pages=gathered.page_count, counts=_counts(site, gathered, difference))
    report = published(run, report, difference)
    prune(run, made.batches, gathered.pages)
    return replace(report, later=Later(run, report, search, bundle, files) if search and search.is_late else None)


def _gather(run: Run, made: Making, gathered: Gathered, begun: Iterator[Done[Pages]] | None) -> None:
    plan = made.held.plan
    with run.stage("render"):
        gather_pages(verified(PAGES, begun or made.begin(PAGES), plan, run), plan, gathered, run.progress)


def _counts(site: Site, gathered: Gathered, difference: Difference) -> dict[str, int]:
    return {
        "parsed": site.parsed,
        "rendered": gathered.rendered,
        "reused": gathered.page_count - gathered.rendered,
        "written": len(difference.write),
        "deleted": len(difference.delete),
    }


def _report(run: Run, site: Site, gathered: Gathered, stood: Mapping[Name, Stood]) -> Report:
    if not site.configured:
        gathered.problems = [each for each in gathered.problems if each.code != "FP405"]
    run.problems.extend(gathered.problems)
    located = Problems(locate(run.problems, run.root))
    entries = len(site.plan.directory.partnerships)
    earlier = Earlier(site.plan, run.slot, stood) if site.configured else None
    return Report(located, entries, configuration=not site.configured, seconds=run.seconds, earlier=earlier)
