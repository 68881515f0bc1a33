"""What there is to make: units, what they become, and the kinds of unit, each of which knows its units and their pages.

A kind of page is added as one `Kind` in the module that makes its views, and one line in `site/pages.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.content.fragment import Fragment
from builder.core.noting import Noted, note
from builder.directory.directory import Directory
from builder.directory.facets import FacetIndex
from builder.site.reader import Reader
from builder.site.views.parts import Chrome, Facet

FACETS = "facets"

Indexes = tuple[FacetIndex, ...]

Bodies = Mapping[str, Fragment]
"""The prose of a unit's record, by path."""


@dataclass(frozen=True, slots=True)
class PageRecipe:
    """A page to be made: output path, template and view."""

    path: str
    template: str
    view: object


@dataclass(frozen=True, slots=True)
class FileRecipe:
    """A file that needs no template: output path and bytes."""

    path: str
    content: bytes


Recipe = PageRecipe | FileRecipe


@dataclass(frozen=True, slots=True)
class Unit:
    """What is made at one go, in all languages: a record (`kind` is its type), a list with its pages, or a single page.

    `routes` are those of its pages in each language; one that does not end in a slash is a file's. A broken file has
    none, and is there for the links in its prose.
    """

    kind: str
    id: str
    routes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def pages(self) -> int:
        """Return how many pages it has in each language."""
        return len(self.routes)


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language: its reader, what many of its pages show, the facets, and the units.

    `units` are known by kind and id where the language has others than the site: only translated entries stand there.
    """

    reader: Reader
    chrome: Chrome
    counted: tuple[Facet, ...]
    indexes: Indexes
    units: Noted[Unit] | None = None

    def own(self, unit: Unit) -> Unit | None:
        """Return a unit with the routes that it has in this language; None where it does not stand here."""
        return unit if self.units is None else self.units.get(f"{unit.kind}/{unit.id}")

    @property
    def facets(self) -> tuple[Facet, ...]:
        """Return all facets with their first values and counts; noted, because few pages show them."""
        note(f"{FACETS}/{self.reader.lang}")
        return self.counted


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit: the units that a directory has, and what a unit becomes in one language.

    The part of a unit's kind before a slash is the name of its kind: `facet/kinds` is a `facet`. What is the same in
    all languages is made `once`, with the first one; its routes are files of the site, without a language. A `long`
    unit goes through all entries: it is begun before others, so that in the end nobody waits for it alone.
    """

    name: str
    units: Callable[[Directory, Indexes], Iterable[Unit]]
    make: Callable[[Edition, Unit, Bodies], Iterator[Recipe]]
    once: bool = False
    long: bool = False
