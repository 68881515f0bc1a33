"""The templates of a process: compiled once, for all languages and pages."""

from contextlib import suppress
from functools import lru_cache

from jinja2 import Environment, TemplateError

from builder.site.i18n import load_catalogue
from builder.site.layouts import Layouts, environment


def warm_up(layouts: Layouts, languages: tuple[str, ...]) -> None:
    """Make every template ready, for this process and those that are forked from it."""
    for lang in languages:
        for template in layouts.sources:
            with suppress(TemplateError):  # told with its place when a page is rendered
                language_environment(layouts, lang).get_template(template)


@lru_cache(maxsize=32)
def language_environment(layouts: Layouts, lang: str) -> Environment:
    """Return the templates of one language, compiled once in each process."""
    return environment(layouts, load_catalogue(layouts.folders, lang)[0])
