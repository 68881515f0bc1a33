"""Rendering: recipes become bytes, in batches, here or in worker processes; the same for any number of workers."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import lru_cache
from itertools import islice

from jinja2 import Environment, TemplateError

from builder.site.i18n import load_catalogue
from builder.site.layouts import Layouts, compiled, environment, render
from builder.site.pages import TEMPLATES, PageRecipe

BATCH = 50
AHEAD = 8
"""How many batches may wait for workers, so that views do not pile up in memory."""


def render_pages(
    layouts: Layouts,
    recipes: Iterable[PageRecipe],
    pool: Executor | None = None,
    progress: Callable[[int], object] = lambda done: None,
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every page in the order of the recipes; `progress` hears how many are done."""
    done = 0
    for batch in _rendered(layouts, _batches(recipes), pool):
        done += len(batch)
        progress(done)
        yield from batch


def _rendered(
    layouts: Layouts, batches: Iterator[list[PageRecipe]], pool: Executor | None
) -> Iterator[list[tuple[str, bytes]]]:
    if pool is None:
        yield from (render_batch(layouts, batch) for batch in batches)
        return
    waiting: list[Future[list[tuple[str, bytes]]]] = []
    for batch in batches:
        waiting.append(pool.submit(render_batch, layouts, batch))
        if len(waiting) >= AHEAD:
            yield waiting.pop(0).result()
    yield from (each.result() for each in waiting)


def _batches(recipes: Iterable[PageRecipe]) -> Iterator[list[PageRecipe]]:
    stream = iter(recipes)
    while batch := list(islice(stream, BATCH)):
        yield batch


def render_batch(layouts: Layouts, recipes: list[PageRecipe]) -> list[tuple[str, bytes]]:
    """Render some pages: a pure function of layouts and views."""
    return [
        (recipe.path, render(_environment(layouts, recipe.lang), recipe.template, recipe.view)) for recipe in recipes
    ]


def warm_up(layouts: Layouts, languages: tuple[str, ...], code: dict[str, bytes]) -> dict[str, bytes]:
    """Make every page's template ready, and return what was compiled so that other processes need not do it again.

    `code` is what another process compiled, by key; a template that is not in it is compiled here.
    """
    compiled().code.update(code)
    for lang in languages:
        for template in TEMPLATES:
            with suppress(TemplateError):  # told with its place when a page is rendered
                _environment(layouts, lang).get_template(template)
    return dict(compiled().code)


@lru_cache(maxsize=32)
def _environment(layouts: Layouts, lang: str) -> Environment:
    """Return the templates of one language, compiled once in each process."""
    return environment(layouts, load_catalogue(layouts.folders, lang)[0])
