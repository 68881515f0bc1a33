"""From files to a plan: configuration, records, directory and what is wrong with the facts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from builder.build.last import Looked
from builder.build.options import Options, Progress
from builder.content.load import load_config, load_content
from builder.content.records import TYPES
from builder.core.memory import Memory
from builder.core.problems import Problems
from builder.core.workers import workers
from builder.directory.check import check_directory
from builder.directory.directory import make_directory
from builder.model.config import SiteConfig
from builder.publish.search_bundle import too_many
from builder.site.plan import Plan, plan_site
from builder.site.rendering import warm_up

PRELOAD = ("builder.content.parse",)

STAND_IN = SiteConfig(name={"": "?"}, base_url="https://example.org/", languages=("en",))
"""While the configuration is broken, the content is still checked, so that all problems are told at once."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was read: a plan, and how many files had to be parsed; without `configured` the plan is a stand-in's."""

    plan: Plan
    configured: bool
    parsed: int


def read_site(
    root: Path, options: Options, looked: Looked, memory: Memory, problems: Problems, progress: Progress
) -> Site:
    """Read everything and plan the site; what is wrong goes to the collector."""
    inputs, layouts = looked.inputs, looked.layouts
    config, found = load_config(root, options.base_url)
    problems.extend(found)
    paths = [path for path in inputs.paths if path.endswith(".md") and path.split("/")[1] in TYPES]
    keys = [memory.key("facts", path, inputs.digests[path]) for path in paths]
    missing = len(keys) - len(memory.there("facts", keys))
    memory.release()  # an open store must not be carried into another process
    with workers(missing, options.jobs, PRELOAD) as pool, ThreadPoolExecutor(1) as beside:
        ready = beside.submit(warm_up, layouts, (config or STAND_IN).languages) if pool else None
        content = load_content(root, inputs, problems, memory, pool, lambda done, total: progress("read", done, total))
        if ready:
            ready.result()
    directory = make_directory(config or STAND_IN, content, options.as_of, options.drafts)
    problems.extend(check_directory(directory))
    excess = too_many(sum(len(directory.records(type_)) for type_ in TYPES)) if options.search else None
    problems.extend([excess] if excess else [])
    plan, found = plan_site(root, inputs, directory, layouts, options.search and not excess)
    problems.extend(found if config else ())
    return Site(plan, config is not None, missing)
