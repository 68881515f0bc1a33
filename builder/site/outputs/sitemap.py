"""What search programs look for: /sitemap.xml and what it lists, /robots.txt, /.well-known/security.txt.

In a sitemap stands each page in each language in which it really is, with its other languages. `lastmod` is the first
day that the newest word on a record can mean; what has none has no `lastmod`. Pages that are kept out of search
(fallbacks, retired ids, cards, the search page) are not there.
"""

from collections.abc import Iterable, Iterator

from builder.core.digest import digest
from builder.directory.directory import Directory
from builder.directory.freshness import told_on
from builder.site.fit import languages_of
from builder.site.frames import absolute, alternates
from builder.site.heads import real_languages, source_language
from builder.site.kinds import Bodies, Edition, FileRecipe, Indexes, Kind, Recipe, Unit
from builder.site.markup import escaped
from builder.site.reader import Reader
from builder.site.routes import FIT, RECORD_TYPES

MOST = 50_000
"""So many addresses a sitemap may list (sitemaps.org)."""

WEIGHT = 250_000
"""So many links one may have, with those to other languages: 50 MB is the most that it may weigh."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"""
_INDEX = """<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


def sitemap_units(directory: Directory, routes: Iterable[str]) -> Iterator[Unit]:
    """Yield the sitemaps of these pages and their index.

    What each lists is in the name of its unit, so that nothing has to ask for all routes.
    """
    parts = _parts(directory, routes)
    yield Unit("sitemap", f"index {len(parts)}", ("/sitemap.xml",))
    for number, part in enumerate(parts, 1):
        yield Unit("sitemap", f"{number} {digest(*map(str.encode, part))}", (f"/sitemap-{number}.xml",))


def _parts(directory: Directory, routes: Iterable[str]) -> list[list[str]]:
    """Return the routes of each sitemap."""
    listed = sorted(route for route in routes if _is_listed(directory, route))
    languages = len(directory.config.languages)
    size = min(MOST // languages, WEIGHT // (languages * (languages + 1))) or 1
    return [listed[at : at + size] for at in range(0, len(listed), size)]


def _is_listed(directory: Directory, route: str) -> bool:
    kept_out = route == "/search/" or route.startswith("/card/") or not route.endswith("/")
    return not kept_out and "/".join(_record_of(route)) not in directory.content.retired


def _record_of(route: str) -> tuple[str, str]:
    """Return type and id of the record whose page may stand at a route."""
    parts = route.strip("/").split("/")
    if len(parts) == 2 and parts[0] in RECORD_TYPES:
        return parts[0], parts[1]
    return ("pages", parts[0] or "home") if len(parts) == 1 else ("", "")


def _sitemap(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    reader = edition.reader
    name, _, rest = unit.id.partition(" ")
    if name == "index":
        at = reader.directory.config.base_url
        each = [
            f"<sitemap><loc>{escaped(at)}sitemap-{number}.xml</loc></sitemap>\n" for number in range(1, int(rest) + 1)
        ]
        text = "".join([_INDEX, *each, "</sitemapindex>\n"])
    else:
        part = _parts(reader.directory, reader.routes)[int(name) - 1]
        text = "".join([_HEAD, *(_page(reader, route) for route in part), "</urlset>\n"])
    yield FileRecipe(unit.routes[0].lstrip("/"), text.encode())


def _page(reader: Reader, route: str) -> str:
    """Return a page in each of its languages."""
    type_, id_ = _record_of(route)
    record = reader.directory.records(type_).get(id_) if type_ else None
    real = _of_fit(reader, route) or real_languages(reader, record, route)
    on = told_on(record.facts) if record else None
    lastmod = f"<lastmod>{on.isoformat()}</lastmod>" if on else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{each.text}" href="{escaped(each.href)}"/>'
        for each in alternates(reader, route, real)
    )
    tags = real or (source_language(reader, record, real) if record else reader.default,)
    found = (f"<url><loc>{escaped(absolute(reader, tag, route))}</loc>{lastmod}{others}</url>\n" for tag in tags)
    return "".join(found)


def _of_fit(reader: Reader, route: str) -> tuple[str, ...]:
    """Return the languages in which a page of the fit tree is written; nothing for other pages."""
    fit = reader.directory.content.fit
    if fit is None or not route.startswith(FIT):
        return ()
    return languages_of(reader, route.removeprefix(FIT).strip("/") or fit.start)


# ------------------------------------------------------------------------------------------------ at the top of a host


def _host_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield what belongs to a host, where the site has one of its own and does not bring the file itself."""
    config = directory.config
    files = ["/robots.txt", *(["/.well-known/security.txt"] if config.security else [])]
    for route in files:
        if config.base_path == "/" and f"content/static{route}" not in directory.content.static:
            yield Unit("host", route, (route,))


def _host_file(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    config = edition.reader.directory.config
    lines = ["User-agent: *", "Allow: /", "", f"Sitemap: {config.base_url}sitemap.xml"]
    if unit.id != "/robots.txt" and config.security:
        lines = [
            f"Contact: {config.security.contact}",
            f"Expires: {config.security.expires}T00:00:00Z",
            f"Canonical: {config.base_url}{unit.id.lstrip('/')}",
        ]
    yield FileRecipe(unit.id.lstrip("/"), "\n".join([*lines, ""]).encode())


def _no_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    """Yield nothing: `sitemap_units` needs the routes of all other units."""
    yield from ()


SITEMAP = Kind("sitemap", _no_units, _sitemap, once=True, long=True)
HOST = Kind("host", _host_units, _host_file, once=True)
