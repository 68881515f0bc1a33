"""Addresses: language-neutral ids, a final slash, the default language at the root, others below /<lang>/.

A route that does not end in a slash is that of a file, such as a feed.
"""

from dataclasses import dataclass
from functools import lru_cache

from builder.content.records import TYPES
from builder.model.config import SiteConfig

RECORD_TYPES = tuple(TYPES)


def record_route(type_: str, id_: str) -> str:
    """Return the route of a record without language: `/partnerships/x/`; pages stand at the top, home at `/`."""
    if type_ == "pages":
        return "/" if id_ == "home" else f"/{id_}/"
    return f"/{type_}/{id_}/"


def facet_route(facet: str, value: str = "") -> str:
    """Return the route of a facet, or of one of its values."""
    return f"/browse/{facet}/" + (f"{value.lower()}/" if value else "")


def list_route(type_: str) -> str:
    """Return the route of the list of a type."""
    return f"/{type_}/"


def body_list_route(type_: str, id_: str) -> str:
    """Return the route of the list of all entries of a group or organisation."""
    return f"/{type_}/{id_}/partnerships/"


def near_route(territory: str = "") -> str:
    """Return the route of the people near a territory, or of all places."""
    return f"/near/{territory.lower()}/" if territory else "/near/"


def near_language_route(tag: str = "") -> str:
    """Return the route of the people who speak a language, or of all languages."""
    return f"/near/language/{tag.lower()}/" if tag else "/near/language/"


IDS = "/finder/ids.json"
"""The ids of all entries in their order; a language in which only some stand has a file of its own."""

DATA = "/data/"
FIT = "/fit/"


def fit_route(id_: str) -> str:
    """Return the route of a question or an answer of the fit tree; the first question stands at `FIT`."""
    return f"{FIT}{id_}/"


def card_route(route: str) -> str:
    """Return the route of the meeting card about a page."""
    return f"/card{route}"


def alphabet_route(type_: str) -> str:
    """Return the route of all records of a type from A to Z."""
    return f"/browse/a-z/{type_}/"


def numbered_route(route: str, number: int) -> str:
    """Return the route of a page of a list, from 1: the first has no number."""
    return route + (f"page/{number}/" if number > 1 else "")


def feed_route(route: str) -> str:
    """Return the route of a list's feed."""
    return f"{route}feed.xml"


ROUTES = "routes"
"""The place of all routes together among what is noted."""


STEADY = ("/browse/", "/near/", "/fit/", "/card/fit/")
"""What stands here comes and goes with places, terms and questions, not with every record."""


@lru_cache(maxsize=100_000)
def asked_by(route: str) -> str:
    """Return the name under which it is noted that somebody asks for a page: that of its record, if it has one.

    Facets and their values have none: few changes add or remove one (`is_steady`).
    """
    if is_steady(route):
        return ""
    parts = route.removeprefix("/card").strip("/").split("/")
    if len(parts) == 2 and parts[0] in RECORD_TYPES:
        return f"{parts[0]}/{parts[1]}"
    return f"pages/{parts[0] or 'home'}" if len(parts) == 1 else ROUTES


def is_steady(route: str) -> bool:
    """Say whether a page is there as long as some entry has the value of a facet, or always."""
    return route.startswith(STEADY) and "/page/" not in route


def entry_of(route: str) -> str:
    """Return the id of the entry that a page, or a card, is about; empty for all other pages."""
    parts = route.removeprefix("/card").strip("/").split("/")
    return parts[1] if len(parts) == 2 and parts[0] == "partnerships" else ""


def content_route(path: str) -> str | None:
    """Return the route of a content file (`content/guides/x.md`, `guides/x.md`), None if it makes no page."""
    parts = path.removeprefix("content/").split("/")
    if len(parts) == 2 and parts[0] in RECORD_TYPES and parts[1].endswith(".md"):
        return record_route(parts[0], parts[1][:-3])
    return None


def is_outside(target: str) -> bool:
    """Say whether a menu item or door leads to another site."""
    return target.startswith(("https://", "http://"))


def language_addresses(config: SiteConfig, lang: str) -> "Addresses":
    """Return the addresses of one language of a site; the first language has no prefix."""
    return Addresses(config.base_url, config.base_path, "" if lang == config.default_language else lang)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns routes into addresses in one language: `base_path` ends in a slash, `prefix` is `` or `ar`."""

    base_url: str
    base_path: str
    prefix: str

    def page(self, route: str) -> str:
        """Return the address of a page route in this language, with the base path."""
        return f"{self.base_path}{self._inside(route)}"

    def absolute(self, route: str) -> str:
        """Return the whole address of a page route in this language."""
        return f"{self.base_url}{self._inside(route)}"

    def file(self, path: str) -> str:
        """Return the address of a file that has no language, such as `assets/site.css`."""
        return self.base_path + path

    def path(self, route: str) -> str:
        """Return the output path of a route: `ar/partnerships/x/index.html`, `ar/partnerships/feed.xml`."""
        inside = self._inside(route)
        return f"{inside}index.html" if route.endswith("/") else inside

    def _inside(self, route: str) -> str:
        """Return a route below the base path: `ar/partnerships/x/`, empty at the top."""
        inside = route.lstrip("/")
        return f"{self.prefix}/{inside}" if self.prefix else inside
