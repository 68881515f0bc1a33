"""The rungs of the pages that find people: groups of a place, houses nearby, others farther off, the centre last."""

from collections.abc import Iterable, Iterator, Mapping

from builder.directory.facets import entries_by, known_by
from builder.directory.nearness import Nearness, houses_near, is_local
from builder.model.territories import containers, neighbours
from builder.site.cards import cards, contact, near_to, places
from builder.site.collation import sort_key
from builder.site.kinds import Edition, Indexes
from builder.site.labels import N_
from builder.site.near_names import WORLD
from builder.site.prose import site_link
from builder.site.reader import Reader, once
from builder.site.routes import FIT, alphabet_route, facet_route, near_language_route, near_route
from builder.site.views.near import Rung
from builder.site.views.parts import Contact, Link, changed

FEW = 4
"""So many houses, and so many groups that are farther off, stand on a page."""
SHOWN = 20
"""So many partners of a place stand on its page, then a link to all."""


def groups_here(reader: Reader, code: str, near: Nearness) -> Iterator[Rung]:
    """Yield the groups of a place, side by side, then those of its languages, then those of its parts."""
    if near.here:
        text = N_("Side by side: write to whichever suits you.") if len(near.here) > 1 else ""
        yield Rung("here", reader.say(N_("Groups here")), reader.say(text), _people(reader, near.here))
    for language, ids in near.of_languages.items():
        heading = reader.say(N_("In %(language)s"), language=reader.language(language))
        text = reader.say(N_("For the people of one language, not for the whole place."))
        more = Link(reader.say(N_("More people who speak it")), reader.page(near_language_route(language)))
        yield Rung("near", heading, text, _people(reader, ids), more=more)
    if near.inside:
        parts = tuple(contact(reader, id_, role=_parts(reader, id_, code)) for id_ in near.inside)
        yield Rung("near", reader.say(N_("Groups in parts of this place")), "", parts)


def _parts(reader: Reader, id_: str, code: str) -> str:
    covered = reader.directory.groups[id_].facts.covers.territories
    return places(reader, tuple(each for each in covered if code in containers(each))[:FEW])


def _people(reader: Reader, ids: Iterable[str]) -> tuple[Contact, ...]:
    return tuple(contact(reader, id_) for id_ in ids)


def houses(reader: Reader, indexes: Indexes, code: str) -> Iterator[Rung]:
    """Yield houses that did something together with volunteers nearby, and the partners of a place."""
    entries = entries_by(indexes, "territories")
    if shown := houses_near(known_by(indexes, "territories"), code, FEW):
        wider = [each for each in (code, *containers(code)) if is_local(each) and each in entries]
        heading = reader.say(N_("Houses near you that did this"))
        yield Rung(
            "houses", heading, "", (), cards(reader, "partnerships", shown), more=_all_of(reader, entries, wider)
        )
    known = reader.directory.organisations
    key = sort_key(reader.lang)
    ids = reader.directory.backlinks.of_territory.get(code, ())
    links = sorted((reader.body_link(id_) for id_ in ids if id_ in known), key=lambda each: key(each.text))
    if links:
        more = Link(reader.say(N_("All partners from A to Z")), reader.page(alphabet_route("organisations")))
        rest = more if len(links) > SHOWN else None
        yield Rung("houses", reader.say(N_("Partners from here")), "", links=tuple(links[:SHOWN]), more=rest)


def _all_of(reader: Reader, entries: Mapping[str, tuple[str, ...]], codes: list[str]) -> Link | None:
    """Return a link to all entries of the nearest of some places that has more than are shown, else of the first."""
    code = next((each for each in codes if len(entries[each]) > FEW), codes[0] if codes else "")
    if not code:
        return None
    number = reader.count("%(num)s partnership", "%(num)s partnerships", len(entries[code]))
    return Link(f"{reader.territory(code)}: {number}", reader.page(facet_route("territories", code)))


def farther(reader: Reader, code: str, near: Nearness, known: bool) -> Iterator[Rung]:
    """Yield whom to ask farther off: the countries next door, then hubs and groups of the regions around."""
    beside = tuple(
        Link(reader.territory(each), page)
        for each in (neighbours(code) if is_local(code) else ())
        if (page := reader.page(near_route(each))) and (there := near_to(reader, each)) and (there.here or there.inside)
    )
    shown = () if known else tuple(id_ for id_ in near.next_door if id_ not in near.inside)[:FEW]
    if beside or shown:
        asked = tuple(contact(reader, id_, role=at_home(reader, id_)) for id_ in shown)
        yield Rung("around", reader.say(N_("Next door")), "", asked, links=beside)
    around = [id_ for id_ in near.regional if not _worldwide(reader, id_)]
    if around:
        asked = tuple(contact(reader, id_, role=at_home(reader, id_)) for id_ in around[:FEW])
        yield Rung("around", reader.say(N_("In the region around")), "", asked)


def _worldwide(reader: Reader, id_: str) -> bool:
    return WORLD in reader.directory.groups[id_].facts.covers.territories


def at_home(reader: Reader, id_: str) -> str:
    """Return the first places of a group, in words."""
    return places(reader, reader.directory.groups[id_].facts.covers.territories[:FEW])


# ------------------------------------------------------------------------------------------------ the last rungs


@once
def last_rungs(reader: Reader) -> tuple[Rung, ...]:
    """Yield what is the same everywhere: groups of one subject, people who can explain, oneself, the centre last."""
    groups, central = reader.directory.groups, near_to(reader, WORLD).central
    rungs = []
    subjects = tuple(
        named(reader, id_, reader.join(reader.term("topics", each).text for each in groups[id_].facts.covers.topics))
        for id_ in near_to(reader, WORLD).here + near_to(reader, WORLD).regional
        if _worldwide(reader, id_)
    )
    if subjects:
        rungs.append(Rung("around", reader.say(N_("Groups for one subject, wherever you are")), "", links=subjects))
    helpdesks = [id_ for id_ in central if groups[id_].facts.type == "hub"]
    if helpdesks:
        text = reader.say(N_("They help where nobody nearer does, and help the groups above."))
        people = tuple(changed(each, central=False) for each in _people(reader, helpdesks))  # the heading says so
        rungs.append(Rung("explain", reader.say(N_("People who can explain")), text, people))
    alone = [*_links(reader), *_fit(reader)]
    if alone:
        text = reader.say(N_("You need no permission to begin."))
        rungs.append(Rung("alone", reader.say(N_("On your own")), text, links=tuple(alone)))
    centre = tuple(named(reader, id_, "") for id_ in central if id_ not in helpdesks)
    if centre:
        text = reader.say(N_("The centre knows your place less well than those above."))
        rungs.append(Rung("last", reader.say(N_("If nobody else can help")), text, links=centre))
    return tuple(rungs)


def named(reader: Reader, id_: str, note: str) -> Link:
    """Return a link to a group, with a short text behind it."""
    name = reader.name(reader.directory.groups[id_])
    return Link(name.text, reader.record_address("groups", id_), note, name.lang, name.dir)


def _links(reader: Reader) -> Iterator[Link]:
    yield from (site_link(reader, item) for item in reader.directory.config.near.on_your_own)


def _fit(reader: Reader) -> Iterator[Link]:
    yield Link(reader.say(N_("Find people by language")), reader.page(near_language_route()))
    if fit := reader.page(FIT):
        yield Link(reader.say(N_("See what could fit")), fit)


def ways_to_tell(edition: Edition) -> tuple[Link, ...]:
    """Return where more groups are listed, and where to tell us of one."""
    reader, chrome = edition.reader, edition.chrome
    found = []
    if listed_there := reader.directory.config.near.movement_list:
        found.append(site_link(reader, listed_there))
    if chrome.corrections:
        found.append(Link(reader.say(N_("Tell us of a group")), chrome.corrections.href))
    return tuple(found)
