"""From views to bytes: the templates of a process, compiled once; strict, and deaf to all but a view."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError

from builder.core.problems import USAGE, Span, Stop, problem
from builder.site.i18n import Catalogue
from builder.site.layouts import Layouts
from builder.site.markup import PIECES, label_pieces
from builder.site.templates import ONCE, Compiled, Templates, once


def warm_up(layouts: Layouts, catalogues: Iterable[Catalogue]) -> None:
    """Make every template ready, for this process and those that are forked from it."""
    for catalogue in catalogues:
        for template in layouts.sources:
            with suppress(TemplateError):  # told with its place when a page is rendered
                language_environment(layouts, catalogue).get_template(template)


@lru_cache(maxsize=32)
def language_environment(layouts: Layouts, catalogue: Catalogue) -> Environment:
    """Return the templates of one language, compiled once in each process."""
    return environment(layouts, catalogue)


def environment(layouts: Layouts, catalogue: Catalogue) -> Environment:
    """Return the template environment of one language: autoescape, strict, with labels from its catalogue."""
    made = Templates(layouts.sources, compiled())
    made.globals = {**label_pieces(catalogue), **PIECES, "range": range, ONCE: once(made)}
    return made


@cache
def compiled() -> Compiled:
    """Return the compiled templates of this process."""
    return Compiled()


def render(environment: Environment, template: str, page: object) -> bytes:
    """Render one view; a template's mistake stops the run with its file and line."""
    try:
        return environment.get_template(template).render(page=page).encode()
    except TemplateSyntaxError as error:
        span = Span(f"layouts/{error.name}", error.lineno, 1, 1)
        raise Stop(problem("FP401", error.message or "the template cannot be read", span), USAGE) from error
    except TemplateNotFound as error:
        name, line = _place(error)
        found = problem("FP403", f'there is no layout file "{error.message}"', Span(name, line, 1, 1))
        raise Stop(found, USAGE) from error
    except Exception as error:
        name, line = _place(error)
        if not line:  # it rose outside of any template: a bug of ours
            raise
        raise Stop(problem("FP402", str(error) or type(error).__name__, Span(name, line, 1, 1)), USAGE) from error


def _place(error: Exception) -> tuple[str, int]:
    """Return the template and the line at which an error rose, from its traceback."""
    here, found = error.__traceback__, ("layouts", 0)
    while here is not None:
        name = here.tb_frame.f_code.co_filename
        if name.startswith("layouts/") and name.endswith(".html"):
            found = (name, here.tb_lineno)
        here = here.tb_next
    return found
