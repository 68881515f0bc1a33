"""From files to a plan: configuration, records, directory and what is wrong with the facts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from builder.build.run import Run
from builder.content.load import known_facts, load_config, load_content, record_paths
from builder.content.records import TYPES, taken_over
from builder.core.beside import beside
from builder.core.digest import digest
from builder.core.memory import Memory, key_of
from builder.core.problems import Problem, Stop
from builder.core.store import sealed
from builder.core.workers import ENOUGH, workers
from builder.directory.check import check_directory
from builder.directory.directory import Directory, make_directory
from builder.directory.facets import FacetIndex, facet_index, facets_after
from builder.model.config import SiteConfig
from builder.publish.commit import intact
from builder.publish.listing import LISTING
from builder.publish.search_bundle import too_many
from builder.site.closures import closure
from builder.site.i18n import Catalogue, MoFile, compile_labels, load_catalogue
from builder.site.layouts import assets
from builder.site.lint import lint_layouts
from builder.site.pages import TEMPLATES
from builder.site.plan import Form, Looks, Plan, plan_site
from builder.site.rendering import warm_up

PRELOAD = ("builder.content.parse",)

STAND_IN = SiteConfig(name={"": "?"}, base_url="https://example.org/", languages=("en",))
"""While the configuration is broken, the content is still checked, so that all problems are told at once."""


Checked = tuple[list[Problem], str]
"""What is wrong with the facts, and the SHA-256 of the output's `build.json` if all of its files stand there."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was read: a plan, and how many files had to be parsed; without `configured` the plan is a stand-in's.

    `checked` waits for what is found out beside, encoded: see `check`.
    """

    plan: Plan
    configured: bool
    parsed: int
    checked: Callable[[], bytes]

    def check(self, run: Run) -> str:
        """Tell the run's collector what is wrong with the facts, and return what is known of the output."""
        problems: list[Problem]
        standing: str
        problems, standing = msgspec.msgpack.decode(self.checked(), type=Checked)
        run.problems.extend(problems)
        return standing


def read_site(run: Run, ends: ExitStack, output: Path | None = None) -> Site:
    """Read everything and plan the site; what is wrong goes to the run's collector.

    The facts are checked beside the run, until `ends` at the latest, and so is whether an output stands.
    """
    inputs, layouts, memory, problems = run.looked.inputs, run.looked.layouts, run.memory, run.problems
    found_config, found = load_config(run.root, run.options.base_url)
    problems.extend(found)
    config = found_config or STAND_IN
    labels = [load_catalogue(layouts.folders, lang, partial(_compiled, memory)) for lang in config.languages]
    known = known_facts(inputs, memory)
    missing = len(record_paths(inputs)) - len(known)
    memory.release()  # an open store must not be carried into another process
    with workers(missing, run.options.jobs, PRELOAD) as pool, ThreadPoolExecutor(1) as waiting:
        ready = waiting.submit(warm_up, layouts, [catalogue for catalogue, _ in labels]) if pool else None
        content = load_content(run.root, inputs, problems, memory, known, pool, partial(run.progress, "read"))
        if ready:
            ready.result()
    content = taken_over(content, run.before.plan.directory.content) if run.before else content
    directory = make_directory(config, content, run.options.as_of, run.options.drafts)
    memory.release()
    checked = ends.enter_context(beside(partial(_checked, directory, output), pays=len(record_paths(inputs)) >= ENOUGH))
    plan, found = _planned(run, directory, tuple(catalogue for catalogue, _ in labels))
    if found_config:
        problems.extend([*found, *(each for _, some in labels for each in some)])
    return Site(plan, found_config is not None, missing, checked)


def _checked(directory: Directory, output: Path | None) -> bytes:
    found, standing = list(check_directory(directory)), ""
    with suppress(Stop):  # a damaged marker: the commit tells of it
        if output and (manifest := intact(output)):
            standing = manifest.files[LISTING].sha256
    return msgspec.msgpack.encode((found, standing))


def _planned(run: Run, directory: Directory, catalogues: tuple[Catalogue, ...]) -> tuple[Plan, list[Problem]]:
    """Plan the site; the problems are those of the layouts, and what only a plan can see."""
    excess = too_many(sum(len(directory.records(type_)) for type_ in TYPES)) if run.options.search else None
    run.problems.extend([excess] if excess else [])
    closures, faults = _look_through(run, catalogues)
    looks = Looks(run.looked.layouts, closures, catalogues)
    form = Form(search=run.options.search and not excess, offline=run.options.offline)
    plan, found = plan_site(run.root, run.looked.inputs, directory, _faceted(run, directory), looks, form)
    return plan, [*found, *faults]


def _faceted(run: Run, directory: Directory) -> tuple[FacetIndex, ...]:
    if run.before is None:
        return facet_index(directory)
    return facets_after(directory, run.before.plan.directory, run.before.plan.indexes)


def _compiled(memory: Memory, name: str, content: bytes) -> MoFile:
    """Return a file of labels compiled, remembered by its bytes: to read one takes a twentieth of a second."""
    key = memory.key("labels", name, digest(content))
    if kept := memory.get("labels", key):
        remembered: MoFile = msgspec.msgpack.decode(kept, type=MoFile)
        return remembered
    made = compile_labels(name, content)
    memory.keep([sealed("labels", key, msgspec.msgpack.encode(made))])
    return made


Found = tuple[dict[str, str], list[Problem]]
"""The closure of each page's template, and what is wrong with the layouts."""


def _look_through(run: Run, catalogues: tuple[Catalogue, ...]) -> Found:
    """Return what can be said of the layouts, remembered by all that it depends on."""
    layouts, memory = run.looked.layouts, run.memory
    labels = [f"{each.lang}={each.digest}" for each in catalogues]
    key = key_of("layouts", memory.engine, layouts.digest, *labels, *assets(layouts))
    if kept := memory.get("layouts", key):
        remembered: Found = msgspec.msgpack.decode(kept, type=Found)
        return remembered
    found = ({name: closure(layouts, name) for name in TEMPLATES}, lint_layouts(layouts, catalogues))
    memory.keep([sealed("layouts", key, msgspec.msgpack.encode(found))])
    return found
