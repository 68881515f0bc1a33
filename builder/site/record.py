"""The public record: what the entries of this directory document, counted for the whole site, never for a group.

Shown as what is documented, never as a verdict: *not documented* is not *no*, and a gap is the list's.
"""

from collections.abc import Iterable, Iterator, Mapping

from builder.directory.directory import Directory, Ids
from builder.directory.facets import entries_by
from builder.directory.gaps import GAPS
from builder.directory.tally import Tally, Total, tally
from builder.site import labels
from builder.site.cards import title
from builder.site.collation import sort_key
from builder.site.frames import make_frame
from builder.site.kinds import Bodies, Edition, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.reader import Reader, term_or_text
from builder.site.routes import DATA, near_route
from builder.site.standing import partly
from builder.site.views.parts import Heading, Link
from builder.site.views.record import Block, Count, Counts, Figure, RecordView, ResultsView, TotalView

ROUTE = "/record/"
RESULTS = "/record/results/"

FEW = 12
"""So many entries stand behind a number; of more there is only the number."""
MOST_PLACES = 60
"""So many countries, likewise."""
MOST_YEARS = 12
"""So many years stand one by one; what is older stands together."""
SHOWN = 20
"""So many figures of a total stand on the page of the totals, the largest; all are in the open data."""

TITLE = N_("The public record")
INTRO = N_(
    "What the entries of this list document, counted over all of them. This is a count, not a verdict: "
    "not documented is not no."
)
METHODS = {
    "asked-group": N_("Confirmed by a group that took part"),
    "asked-partner": N_("Confirmed by the partner"),
    "read-source": N_("Sources read again by somebody"),
}


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("record", "", (ROUTE, RESULTS))


def _pages(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    path = edition.reader.addresses.path
    counted = tally(edition.reader.directory, entries_by(edition.indexes, "territories"))
    yield PageRecipe(path(ROUTE), "record.html", _record_view(edition, counted))
    yield PageRecipe(path(RESULTS), "record-results.html", _results_view(edition, counted))


RECORD = Kind("record", _units, _pages, long=True)


def _record_view(edition: Edition, counted: Tally) -> RecordView:
    reader = edition.reader
    heading, intro = reader.say(TITLE), reader.say(INTRO)
    made = (_results, _posts, _interests, _ages, _beginnings, _gaps, _changes)
    blocks = tuple(make(reader, counted) for make in made)
    return RecordView(
        frame=partly(reader, make_frame(reader, edition.chrome, ROUTE, heading, intro), ROUTE),
        title=heading,
        intro=intro,
        headings=tuple(Heading(block.title, f"#{block.id}") for block in blocks),
        blocks=blocks,
    )


# ------------------------------------------------------------------------------------------------ counts


def _entry(reader: Reader, id_: str) -> Link:
    words = title(reader, reader.directory.partnerships[id_])
    return Link(words.text, reader.record_address("partnerships", id_), lang=words.lang, dir=words.dir)


def _count(reader: Reader, label: str, ids: Ids, most: int, named: bool = False) -> Count:
    """Return a row; `named` ones lead to their entries where these are few."""
    apart = tuple(dict.fromkeys(ids))
    entries = tuple(_entry(reader, id_) for id_ in apart) if named and len(apart) <= FEW else ()
    return Count(label, reader.number(len(ids)), len(ids), most, entries=entries)


def _by_value(
    reader: Reader,
    words: Mapping[str, str],
    found: Mapping[str, Ids],
    named: Iterable[str] = (),
    always: Iterable[str] = (),
) -> tuple[Count, ...]:
    """Return a row for each value that there is, or that is always told, in the order of its words."""
    most = sum(map(len, found.values()))
    return tuple(
        _count(reader, reader.say(label), found.get(value, ()), most, value in named)
        for value, label in words.items()
        if value in found or value in always
    )


def _of(reader: Reader, label: str, number: int, whole: int) -> Count:
    """Return a row that says how many there are of how many."""
    words = reader.say(N_("%(number)s of %(all)s"), number=reader.number(number), all=reader.number(whole))
    return Count(reader.say(label), words, number, whole)


# ------------------------------------------------------------------------------------------------ blocks


def _results(reader: Reader, counted: Tally) -> Block:
    whole = (
        _of(reader, N_("Entries with a figure of what came of it"), len(counted.results), counted.entries),
        _count(reader, reader.say(N_("Entries whose sources differ")), counted.rivals, counted.entries, named=True),
    )
    kinds = _by_value(reader, labels.CLAIMS, counted.claims)
    totals = tuple(_total(reader, total) for total in counted.totals)
    lists = [Counts("", whole)]
    lists += [Counts(reader.say(N_("All figures, by their kind")), kinds)] if kinds else []
    lists += [Counts(reader.say(N_("Added up: a rough size")), totals)] if totals else []
    text = N_("A figure is a claim with its source. What was announced or planned is counted here, and is in no total.")
    more = (Link(reader.say(N_("How each total was added up")), reader.page(RESULTS)),) if totals else ()
    return Block("results", reader.say(N_("Results and who says so")), reader.say(text), tuple(lists), more)


def _total(reader: Reader, total: Total) -> Count:
    note = reader.count("In %(num)s entry", "In %(num)s entries", len(total.parts))
    return Count(_metric(reader, total), reader.number(total.value), 0, 0, note=note)


def _metric(reader: Reader, total: Total) -> str:
    """Return what is counted, with its unit where the metric is counted in several."""
    label = reader.term("metrics", total.metric).text
    unit = term_or_text(reader, "units", {"": total.unit}) if total.several and total.unit else None
    return f"{label} ({unit.text})" if unit else label


def _posts(reader: Reader, counted: Tally) -> Block:
    number = sum(map(len, counted.pay.values()))
    lists = [
        Counts(reader.say(heading), _by_value(reader, words, found, named))
        for heading, words, found, named in (
            (N_("Pay"), labels.PAID, counted.pay, ()),
            (N_("Open call"), labels.YES_NO, counted.calls, ("yes",)),
            (N_("Chosen by"), labels.DECIDED_BY, counted.chosen, ()),
        )
        if found
    ]
    text = reader.count("%(num)s post, told as a role.", "%(num)s posts, told as roles.", number)
    if lists:
        text += " " + reader.say(N_("Not documented means that no source we read says so. It does not mean no."))
    return Block("posts", reader.say(N_("Posts and how they were filled")), text, tuple(lists))


def _interests(reader: Reader, counted: Tally) -> Block:
    first = ("declared", "none-declared")
    words = {answer: labels.BLANKS[answer] for answer in (*first, *labels.BLANKS)}
    rows = _by_value(reader, words, counted.interests, ("declared",), first)
    text = N_(
        "Whether anyone involved had an interest to declare, as their own public words say. Silence is no answer."
    )
    return Block("interests", reader.say(N_("Interests")), reader.say(text), (Counts("", rows),))


def _ages(reader: Reader, counted: Tally) -> Block:
    confirmed = [
        _of(reader, label, len(counted.confirmed.get(method, ())), counted.entries)
        for method, label in METHODS.items()
        if method == "asked-group" or method in counted.confirmed
    ]
    if counted.groups:
        kept = N_("Pages of groups that the group keeps itself")
        confirmed.append(_of(reader, kept, counted.groups_kept, counted.groups))
    lists = (
        Counts(reader.say(N_("Year of the newest description")), tuple(_years(reader, counted))),
        Counts(reader.say(N_("Confirmed since")), tuple(confirmed)),
    )
    text = N_("An entry is as old as the newest source that describes how it stands.")
    return Block("ages", reader.say(N_("How old it is")), reader.say(text), lists)


def _years(reader: Reader, counted: Tally) -> Iterator[Count]:
    years = sorted((year for year in counted.described if year != "0"), key=int, reverse=True)
    for year in years[:MOST_YEARS]:
        yield _count(reader, year, counted.described[year], counted.entries)
    if older := tuple(id_ for year in years[MOST_YEARS:] for id_ in counted.described[year]):
        yield _count(reader, reader.say(N_("Earlier")), older, counted.entries)
    if undated := counted.described.get("0"):
        yield _count(reader, reader.say(N_("No date known")), undated, counted.entries)


def _beginnings(reader: Reader, counted: Tally) -> Block:
    rows = _by_value(
        reader, labels.BEGINNINGS, counted.origins, set(labels.BEGINNINGS) - {"unknown"}, ("this-directory",)
    )
    text = N_(
        "If partnerships that begin here push aside those that begin when people meet, it shows in these numbers."
    )
    return Block("beginnings", reader.say(N_("How partnerships began")), reader.say(text), (Counts("", rows),))


def _gaps(reader: Reader, counted: Tally) -> Block:
    missing = tuple(
        _count(reader, reader.say(labels.GAPS[gap]), counted.gaps[gap], counted.entries)
        for gap in GAPS
        if gap in counted.gaps
    )
    countries = (
        _countries(reader, reader.say(N_("Countries with a group, but no partnership here")), counted.without_entry),
        _countries(reader, reader.say(N_("Countries with a partnership, but no group here")), counted.without_group),
    )
    lists = [Counts(reader.say(N_("What entries do not say yet")), missing)] if missing else []
    lists.append(Counts(reader.say(N_("Places")), countries))
    text = N_("What this list lacks. The gaps are the list's own, and nobody has to fill them.")
    return Block("gaps", reader.say(N_("Gaps of this list")), reader.say(text), tuple(lists))


def _countries(reader: Reader, label: str, codes: Ids) -> Count:
    """Return how many countries there are, and those that have a page from A to Z, where they are few."""
    key = sort_key(reader.lang)
    links = [Link(reader.territory(code), reader.page(near_route(code))) for code in codes]
    shown = tuple(sorted(links, key=lambda link: key(link.text))) if len(links) <= MOST_PLACES else ()
    return Count(label, reader.number(len(codes)), len(codes), 0, entries=shown)


def _changes(reader: Reader, counted: Tally) -> Block:
    config = reader.directory.config
    text = reader.say(N_("There is no list of changes here."))
    if config.compiled:
        on = reader.date(config.compiled)
        text = reader.say(N_("All that is known here is when the list was compiled: %(date)s."), date=on)
    more = (Link(reader.say(N_("All the facts as data")), reader.page(DATA)),)
    return Block("changes", reader.say(N_("What changed")), text, (), more)


# ------------------------------------------------------------------------------------------------ totals


def _results_view(edition: Edition, counted: Tally) -> ResultsView:
    reader = edition.reader
    heading = reader.say(N_("How each total was added up"))
    intro = reader.say(
        N_(
            "One figure of each entry: its largest, or the smallest where its sources differ. What was announced or "
            "planned is left out. The figures are of different years and sources, so a total is a rough size."
        )
    )
    crumbs = (Link(reader.say(TITLE), reader.page(ROUTE)),)
    return ResultsView(
        frame=partly(reader, make_frame(reader, edition.chrome, RESULTS, heading, intro, crumbs), RESULTS),
        title=heading,
        intro=intro,
        totals=tuple(_total_view(reader, total) for total in counted.totals),
    )


def _total_view(reader: Reader, total: Total) -> TotalView:
    figures = []
    for part in total.parts[:SHOWN]:
        claim = reader.directory.partnerships[part.entry].facts.outcomes[part.place]
        figures.append(Figure(_entry(reader, part.entry), reader.number(claim.value), reader.date(claim.year)))
    more = len(total.parts) - len(figures)
    rest = reader.count("and %(num)s more entry", "and %(num)s more entries", more) if more else ""
    return TotalView(_metric(reader, total), reader.number(total.value), tuple(figures), rest)
