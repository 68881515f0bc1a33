"""The pipeline: sources, records, directory, plan, pages, commit. It knows the order of things and how none is done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from builder.content.load import load_config, load_content
from builder.content.places import locate
from builder.core.problems import Problems
from builder.core.workers import workers
from builder.directory.check import check_directory
from builder.directory.directory import make_directory
from builder.publish.commit import Difference, commit
from builder.publish.lock import building
from builder.publish.search_bundle import make_bundle
from builder.site.plan import Plan, plan_site
from builder.site.rendering import render_pages


PRELOAD = ("builder.content.parse", "builder.site.rendering")


class Progress(Protocol):
    """Hears how far a long step is; `total` is None where nobody knows it beforehand."""

    def __call__(self, step: str, done: int, total: int | None) -> None: ...


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
    """What a run found and did; `difference` is None when nothing was published, `configuration` true when that is broken."""

    problems: Problems
    entries: int = 0
    pages: int = 0
    files: int = 0
    difference: Difference | None = None
    configuration: bool = False


def check(root: Path, options: Options, progress: Progress) -> tuple[Report, Plan | None]:
    """Find everything that a build would complain about, without rendering; the plan is None without a configuration."""
    problems = Problems()
    config, found = load_config(root)
    problems.extend(found)
    plan: Plan | None = None
    entries = 0
    if config is not None:
        if options.base_url:
            config = replace(config, base_url=options.base_url)
        with workers(len(list((root / "content").rglob("*.md"))), options.jobs, PRELOAD) as pool:
            content = load_content(root, problems, pool, lambda done, total: progress("read", done, total))
        directory = make_directory(config, content, options.as_of, options.drafts)
        entries = len(directory.partnerships)
        problems.extend(check_directory(directory))
        plan, found = plan_site(root, directory, options.search)
        problems.extend(found)
    return Report(Problems(locate(problems, root)), entries, configuration=config is None), plan


def build(root: Path, options: Options, progress: Progress) -> Report:
    """Bring the output directory to what a clean build of these sources would write."""
    with building(root):
        report, plan = check(root, options, progress)
        if plan is None or report.problems.block(options.strict):
            return report
        files = _make(root, plan, options, progress)
        pages = sum(path.endswith(".html") for path in files)
        difference = commit(options.output, files, lambda done, total: progress("write", done, total))
        return replace(report, pages=pages, files=len(files), difference=difference)


def _make(root: Path, plan: Plan, options: Options, progress: Progress) -> dict[str, bytes]:
    """Make every file of the site; the search index is made beside the pages."""
    with ThreadPoolExecutor(1) as beside, workers(plan.page_count, options.jobs, PRELOAD) as pool:
        index = beside.submit(make_bundle, plan.search_records())
        files = dict(render_pages(plan.folders, plan.pages(), pool, lambda done: progress("render", done, None)))
        files |= {path: read() for path, read, _ in plan.files}
        files |= {f"pagefind/{name}": content for name, content in index.result().items()}
    return files
