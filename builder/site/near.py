"""Finding people: who is near a place or speaks a language, rung by rung, and the centre always on the last one.

Nobody is put before whoever the reader knows already; where no group is known, that is a gap in the list and said so.
"""

from collections.abc import Iterator

from builder.directory.directory import Directory
from builder.directory.facets import entries_by, known_by
from builder.directory.nearness import is_local
from builder.model.languages import fallbacks
from builder.model.territories import containers
from builder.site.cards import cards, contact, near_to
from builder.site.collation import sort_key
from builder.site.frames import make_frame
from builder.site.kinds import Bodies, Edition, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.near_names import (
    CONTINENTS,
    group_languages,
    inside,
    language_letters,
    listed,
    near_languages,
    near_places,
    own_names,
    place_letters,
)
from builder.site.near_rungs import (
    FEW,
    SHOWN,
    at_home,
    farther,
    groups_here,
    houses,
    last_rungs,
    named,
    ways_to_tell,
)
from builder.site.reader import Reader
from builder.site.routes import facet_route, near_language_route, near_route
from builder.site.standing import partly
from builder.site.views.near import NearIndexView, NearView, Rung, Ways
from builder.site.views.parts import Frame, Link
from builder.site.world import ROUTE as MAP_ROUTE

ELSEWHERE = "/near/elsewhere/"
MOST_CONTACTS = 12
"""Of more groups of one language only the names are shown: to choose some of them would be a judgement."""

FIRST = N_("Whoever you already know comes first. Already in touch with someone? Stay with them.")
NOBODY = N_("This list names no group here. That is a gap in the list, not proof that nobody is there.")


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("near/index", "", (near_route(), near_language_route(), ELSEWHERE))
    yield from (Unit("near/place", code, (near_route(code),)) for code in near_places(directory, indexes))
    yield from (Unit("near/language", tag, (near_language_route(tag),)) for tag in near_languages(directory, indexes))


def _pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    path = edition.reader.addresses.path
    if unit.kind == "near/index":
        yield PageRecipe(path(near_route()), "near-index.html", _index_view(edition))
        yield PageRecipe(path(near_language_route()), "near-index.html", _languages_view(edition))
        yield PageRecipe(path(ELSEWHERE), "near.html", _elsewhere_view(edition))
    else:
        make = _place_view if unit.kind == "near/place" else _language_view
        yield PageRecipe(path(unit.routes[0]), "near.html", make(edition, unit.id))


def _heading(reader: Reader) -> str:
    return reader.say(N_("Find people near you"))


def _crumbs(reader: Reader, *more: Link) -> tuple[Link, ...]:
    return (Link(_heading(reader), reader.page(near_route())), *more)


def _frame(edition: Edition, route: str, title: str, crumbs: tuple[Link, ...]) -> Frame:
    reader = edition.reader
    frame = make_frame(reader, edition.chrome, route, title, reader.say(FIRST), _crumbs(reader, *crumbs))
    return partly(reader, frame, route)


# ------------------------------------------------------------------------------------------------ a place


def _place_view(edition: Edition, code: str) -> NearView:
    reader, near = edition.reader, near_to(edition.reader, code)
    name = reader.territory(code)
    title = reader.say(N_("People near you: %(place)s"), place=name)
    known = near.here or any(near.of_languages.values())
    parts = place_letters(reader, inside(reader).get(code, ()))
    nobody = ""
    if not known and (is_local(code) or not parts):
        nobody = reader.say(_NOBODY_FOR_ALL if near.inside else NOBODY)
    rungs = (
        *groups_here(reader, code, near),
        *houses(reader, edition.indexes, code),
        *farther(reader, code, near, bool(known or near.inside)),
        *last_rungs(reader),
    )
    around = reversed(containers(code))
    crumbs = tuple(Link(reader.territory(each), page) for each in around if (page := reader.page(near_route(each))))
    return NearView(
        frame=_frame(edition, near_route(code), title, crumbs),
        title=title,
        own=own_names(reader, code),
        first=reader.say(FIRST),
        nobody=nobody,
        tell=ways_to_tell(edition) if nobody else (),
        rungs=rungs,
        letters=parts,
    )


_NOBODY_FOR_ALL = N_(
    "This list names no group for the whole of this place. That is a gap in the list, not proof that nobody is there. "
    "Groups in parts of it stand below."
)


# ------------------------------------------------------------------------------------------------ a language


def _language_view(edition: Edition, tag: str) -> NearView:
    reader, groups = edition.reader, edition.reader.directory.groups
    name = reader.language(tag)
    title = reader.say(N_("People who speak %(language)s"), language=name)
    ids = [
        id_ for id_, group in groups.items() if not group.facts.central and _speaks(group_languages(group.facts), tag)
    ]
    key = sort_key(reader.lang)
    ids.sort(key=lambda id_: key(reader.name(groups[id_]).text))
    heading = reader.say(N_("Groups that work in it"))
    if len(ids) > MOST_CONTACTS:
        rungs = [Rung("here", heading, links=tuple(named(reader, id_, at_home(reader, id_)) for id_ in ids))]
    else:
        asked = tuple(contact(reader, id_, role=at_home(reader, id_)) for id_ in ids)
        rungs = [Rung("here", heading, people=asked)] if ids else []
    rungs += _places_of(reader, ids)
    entries = entries_by(edition.indexes, "languages").get(tag, ())
    if entries:
        shown = cards(reader, "partnerships", known_by(edition.indexes, "languages")[tag][:FEW])
        number = reader.count("%(num)s partnership", "%(num)s partnerships", len(entries))
        more = Link(f"{name}: {number}", reader.page(facet_route("languages", tag)))
        rungs.append(Rung("houses", reader.say(N_("Partnerships in it")), cards=shown, more=more))
    nobody = "" if ids else reader.say(_NOBODY_SPEAKS)
    crumb = Link(reader.say(N_("By language")), reader.page(near_language_route()))
    return NearView(
        frame=_frame(edition, near_language_route(tag), title, (crumb,)),
        title=title,
        own=(),
        first=reader.say(FIRST),
        nobody=nobody,
        tell=() if ids else ways_to_tell(edition),
        rungs=(*rungs, *last_rungs(reader)),
        letters=(),
    )


_NOBODY_SPEAKS = N_(
    "This list names no group for this language. That is a gap in the list, not proof that nobody speaks it."
)


def _speaks(spoken: set[str], tag: str) -> bool:
    """Say whether one of some languages is the wanted one, a wider one (`es` for `es-MX`) or a variety of it."""
    return any(tag == each or tag in fallbacks(each) or each in fallbacks(tag) for each in spoken)


def _places_of(reader: Reader, ids: list[str]) -> list[Rung]:
    groups = reader.directory.groups
    codes = dict.fromkeys(code for id_ in ids for code in groups[id_].facts.covers.territories if is_local(code))
    key = sort_key(reader.lang)
    links = sorted(
        (Link(reader.territory(code), reader.page(near_route(code))) for code in codes), key=lambda each: key(each.text)
    )
    return [Rung("near", reader.say(N_("Their places")), links=tuple(links[: 2 * SHOWN]))] if links else []


# ------------------------------------------------------------------------------------------------ from A to Z


def _index_view(edition: Edition) -> NearIndexView:
    reader = edition.reader
    title = _heading(reader)
    known = listed(reader)
    regions = tuple(Link(reader.territory(code), reader.page(near_route(code))) for code in CONTINENTS if code in known)
    languages = reader.directory.config.languages
    spoken = tuple(
        Link(reader.language(tag), page) for tag in languages if (page := reader.page(near_language_route(tag)))
    )
    more = Link(reader.say(N_("All languages")), reader.page(near_language_route()))
    return NearIndexView(
        frame=make_frame(reader, edition.chrome, near_route(), title, reader.say(FIRST)),
        title=title,
        first=reader.say(FIRST),
        ways=(
            Ways(reader.say(N_("By part of the world")), regions, Link(reader.say(N_("Map")), reader.page(MAP_ROUTE))),
            Ways(reader.say(N_("By language")), spoken, more),
        ),
        heading=reader.say(N_("By place")),
        letters=place_letters(reader, known),
        elsewhere=Link(reader.say(N_("My place is not here")), reader.page(ELSEWHERE)),
    )


def _languages_view(edition: Edition) -> NearIndexView:
    reader = edition.reader
    title = reader.say(N_("Find people by language"))
    return NearIndexView(
        frame=make_frame(reader, edition.chrome, near_language_route(), title, reader.say(FIRST), _crumbs(reader)),
        title=title,
        first=reader.say(FIRST),
        ways=(),
        heading=reader.say(N_("The language you want to talk in")),
        letters=language_letters(reader, near_languages(reader.directory, edition.indexes)),
        elsewhere=Link(reader.say(N_("My language is not here")), reader.page(ELSEWHERE)),
    )


def _elsewhere_view(edition: Edition) -> NearView:
    reader = edition.reader
    title = reader.say(N_("My place is not here"))
    return NearView(
        frame=make_frame(reader, edition.chrome, ELSEWHERE, title, reader.say(FIRST), _crumbs(reader)),
        title=title,
        own=(),
        first=reader.say(FIRST),
        nobody=reader.say(NOBODY),
        tell=ways_to_tell(edition),
        rungs=last_rungs(reader),
        letters=(),
    )


NEAR = Kind("near", _units, _pages)
