"""The pipeline: sources, records, directory, plan, pages, commit. It knows the order of things and how none is done."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from builder.content.load import load_config, load_content
from builder.content.places import locate
from builder.core.problems import Problems
from builder.core.workers import job_count, workers
from builder.directory.check import check_directory
from builder.directory.directory import make_directory
from builder.model.config import SiteConfig
from builder.publish.commit import Difference, commit
from builder.publish.lock import building
from builder.publish.search_bundle import make_bundle
from builder.site.layouts import load_layouts
from builder.site.plan import Plan, plan_site
from builder.site.rendering import render_pages, warm_up

PRELOAD = ("builder.content.parse", "builder.site.rendering")


STAND_IN = SiteConfig(name={"": "?"}, base_url="https://example.org/", languages=("en",))
"""While the configuration is broken, the content is still checked, so that all problems are told at once."""

Progress = Callable[[str, int, int | None], None]
"""Hears how far a long step is: (step, done, total); the total is None where nobody knows it beforehand."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; `as_of` is the day that ages are counted to, `jobs` the number of processes (0: one a core)."""

    output: Path
    as_of: date
    base_url: str = ""
    strict: bool = False
    drafts: bool = False
    search: bool = True
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found and did.

    `difference` is None when nothing was published; `configuration` is true when the configuration itself is broken.
    """

    problems: Problems
    entries: int = 0
    pages: int = 0
    files: int = 0
    difference: Difference | None = None
    configuration: bool = False


def check(root: Path, options: Options, progress: Progress) -> tuple[Report, Plan | None]:
    """Find everything that a build would complain about, without rendering; no plan without a configuration."""
    with _workers(root, options) as pool:
        return _check(root, options, progress, pool)


def build(root: Path, options: Options, progress: Progress) -> Report:
    """Bring the output directory to what a clean build of these sources would write."""
    with building(root), _workers(root, options) as pool:
        report, plan = _check(root, options, progress, pool)
        if plan is None or report.problems.block(options.strict):
            return report
        files = _make(plan, progress, pool)
        pages = sum(path.endswith(".html") for path in files)
        difference = commit(options.output, files, lambda done, total: progress("write", done, total))
        return replace(report, pages=pages, files=len(files), difference=difference)


def _workers(root: Path, options: Options) -> AbstractContextManager[Executor | None]:
    """Return worker processes for a large directory; they are started before any thread."""
    return workers(sum(1 for _ in (root / "content").rglob("*.md")), options.jobs, PRELOAD)


def _check(root: Path, options: Options, progress: Progress, pool: Executor | None) -> tuple[Report, Plan | None]:
    problems = Problems()
    config, found = load_config(root, options.base_url)
    problems.extend(found)
    plan: Plan | None = None
    layouts = load_layouts(root)
    with ThreadPoolExecutor(1) as beside:
        ready = beside.submit(warm_up, layouts, config.languages, {}) if config and pool else None
        content = load_content(root, problems, pool, lambda done, total: progress("read", done, total))
        if ready and config and pool:  # the workers have nothing to do while the directory is checked
            for _ in range(job_count(options.jobs)):
                pool.submit(warm_up, layouts, config.languages, ready.result())
    directory = make_directory(config or STAND_IN, content, options.as_of, options.drafts)
    problems.extend(check_directory(directory))
    if config is not None:
        plan, found = plan_site(root, directory, layouts, options.search)
        problems.extend(found)
    report = Report(Problems(locate(problems, root)), len(directory.partnerships), configuration=config is None)
    return report, plan


def _make(plan: Plan, progress: Progress, pool: Executor | None) -> dict[str, bytes]:
    """Make every file of the site; the search index is made beside the pages."""
    records = plan.search_records()
    with ThreadPoolExecutor(1) as beside:
        index = beside.submit(make_bundle, records)
        pages = render_pages(plan.layouts, plan.pages(), pool, lambda done: progress("render", done, plan.page_count))
        files = dict(pages) | {path: read() for path, read, _ in plan.files}
        return files | {f"pagefind/{name}": content for name, content in index.result().items()}
