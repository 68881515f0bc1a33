"""Layouts: Jinja2 templates and assets, the site's own over the default ones; strict, and deaf to all but a view."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

import builder
from builder.core.digest import digest
from builder.core.problems import USAGE, Span, Stop, problem
from builder.site.i18n import Catalogue
from builder.site.markup import PIECES
from builder.site.views.parts import Card


@cache
def default_layouts() -> Path:
    """Return the folder of the default look: inside the installed package, or at the top of the repository."""
    packed = Path(builder.__file__).parent / "_layouts"
    return packed if packed.is_dir() else Path(builder.__file__).parent.parent / "layouts"


@dataclass(frozen=True, slots=True)
class Layouts:
    """Where a layout file is looked for, the site's own folder first; `digest` names all templates and labels."""

    folders: tuple[Path, ...]
    digest: str


def load_layouts(root: Path) -> Layouts:
    """Return the layouts of a site: its own over the default ones."""
    folders = tuple(dict.fromkeys([(root / "layouts").resolve(), default_layouts()]))
    files = [
        (path.relative_to(folder).as_posix().encode(), path.read_bytes())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".po"} and path.is_file()
    ]
    return Layouts(folders, digest(*(part for file in files for part in file)))


def assets(layouts: Layouts) -> dict[str, Path]:
    """Return every asset by its path below `assets/`; a site's own file hides the default one of the same name."""
    found: dict[str, Path] = {}
    for folder in reversed(layouts.folders):
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder / "assets").as_posix()] = path
    return dict(sorted(found.items()))


def environment(layouts: Layouts, catalogue: Catalogue) -> Environment:
    """Return the template environment of one language: autoescape, strict, with labels from its catalogue."""
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in layouts.folders]),
        bytecode_cache=compiled(),
        autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    labels = {name: made.globals[name] for name in ("gettext", "ngettext", "pgettext", "npgettext", "_")}
    made.globals = {**labels, **PIECES, "range": range, "card_of": _card_of(made)}
    return made


class Compiled(BytecodeCache):
    """Compiled templates of this process: one compilation serves all languages, as long as the source is the same."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled from the same source."""
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self.code[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled() -> Compiled:
    """Return the compiled templates of this process."""
    return Compiled()


def _card_of(environment: Environment) -> Callable[[Card, str], Markup]:
    """Return the function that makes a card's HTML; a card stands on many pages and is rendered once."""

    @lru_cache(maxsize=5000)
    def card_of(card: Card, heading: str) -> Markup:
        return Markup(environment.get_template("partials/card.html").render(card=card, heading=heading))

    return card_of


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
        path = Path(here.tb_frame.f_code.co_filename)
        if path.suffix in {".html", ".xml", ".txt"}:
            found = (
                f"layouts/{path.name}" if "partials" not in path.parts else f"layouts/partials/{path.name}",
                here.tb_lineno,
            )
        here = here.tb_next
    return found
