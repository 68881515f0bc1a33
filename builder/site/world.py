"""The map: every country that has a partnership or a group here, as a link, and the same as a list."""

from collections import Counter
from collections.abc import Iterator

from builder.directory.directory import Directory
from builder.directory.facets import entries_by
from builder.model.territories import country_of, is_country
from builder.model.world_map import world_map
from builder.site.collation import sort_key
from builder.site.frames import make_frame
from builder.site.kinds import Bodies, Edition, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.lists import count_words
from builder.site.reader import Reader, once
from builder.site.routes import facet_route, near_route
from builder.site.standing import partly
from builder.site.views.parts import Link
from builder.site.views.world import MapPlace, MapView

ROUTE = "/map/"

LEVELS = (2, 5)
"""So many partnerships lift a country to the second and third level; one is the first, only groups are none."""


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("map", "", (ROUTE,))


def _page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    yield PageRecipe(edition.reader.addresses.path(ROUTE), "map.html", map_view(edition))


MAP = Kind("map", _units, _page)


def map_view(edition: Edition) -> MapView:
    """Return the view of the map."""
    reader, drawing = edition.reader, world_map()
    entries = entries_by(edition.indexes, "territories")
    partnerships = {code: len(ids) for code, ids in entries.items() if is_country(code)}
    groups = _groups(reader)
    key = sort_key(reader.lang)
    codes = sorted({*partnerships, *groups}, key=lambda code: (key(reader.territory(code)), code))
    heading = reader.say(N_("Map"))
    intro = reader.say(N_("Countries in which this list knows a partnership or a group. A blank is a gap in the list."))
    crumbs = (Link(reader.say(N_("Browse")), reader.page("/browse/")),)
    return MapView(
        frame=partly(reader, make_frame(reader, edition.chrome, ROUTE, heading, intro, crumbs), ROUTE),
        title=heading,
        intro=intro,
        width=drawing.width,
        height=drawing.height,
        land="".join(shape for code, shape in drawing.shapes.items() if code not in codes),
        places=tuple(_place(reader, code, partnerships.get(code, 0), groups.get(code, 0)) for code in codes),
    )


@once
def _groups(reader: Reader) -> dict[str, int]:
    """Return the number of groups by country; who is there for the whole world is not counted for each of its parts."""
    found: Counter[str] = Counter()
    for group in reader.directory.groups.values():
        codes = group.facts.covers.territories
        found.update({country for code in codes if (country := code if is_country(code) else country_of(code))})
    return dict(found)


def _place(reader: Reader, code: str, partnerships: int, groups: int) -> MapPlace:
    drawing = world_map()
    counts = [count_words(reader, "partnerships", partnerships)] if partnerships else []
    counts += [count_words(reader, "groups", groups)] if groups else []
    x, y = drawing.dots.get(code, (0, 0))
    level = sum(partnerships >= least for least in (1, *LEVELS))
    href = reader.page(near_route(code)) or reader.page(facet_route("territories", code))
    return MapPlace(reader.territory(code), href, reader.join(counts), level, drawing.shapes.get(code, ""), x, y)
