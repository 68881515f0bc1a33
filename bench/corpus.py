"""A made-up directory of any size, as plain values: the same seed gives the same directory on every machine.

Nothing is held: each record is made when it is asked for, so that the measuring process stays small.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.words import Writer, name

TERMS = {
    "kinds": (
        "training", "content-donation", "data-donation", "photography-campaign", "translation", "education-programme",
        "edit-a-thon-series", "digitisation",
    ),
    "projects": ("wikipedia", "commons", "wikidata", "wikisource", "wikivoyage", "wiktionary"),
    "org-types": ("museum", "library", "archive", "university", "ngo", "government"),
    "metrics": ("files-uploaded", "articles-improved", "people-trained"),
}  # fmt: skip
LANGUAGES = ("en", "ca", "es", "fr", "de", "ar", "he", "sv", "id", "pt", "ja", "hi")
TERRITORIES = (
    "ES", "FR", "DE", "GB", "SE", "NO", "DK", "FI", "IT", "PT", "BR", "AR", "MX", "CL", "CO", "PE", "US", "CA", "IN",
    "ID", "JP", "KR", "TH", "VN", "PH", "MY", "AU", "NZ", "ZA", "NG", "GH", "KE", "TZ", "UG", "EG", "MA", "TN", "TR",
    "GR", "PL", "CZ", "SK", "HU", "RO", "BG", "UA", "RS", "HR", "SI", "AT", "CH", "BE", "NL", "IE", "IS", "EE", "LV",
)  # fmt: skip
LIFECYCLES = ("active", "completed", "completed", "agreed", "unknown")
ROLES = ("host", "content-holder", "data-holder", "supporter")
ORIGINS = ("volunteer-contact", "local-event", "existing-network", "open-call")
STAGES = ("first-contact", "scoping", "agreeing", "running", "reporting")
GROUPS, GUIDES = 40, 24
TRANSLATED = 3
"""Where a directory has more languages than one, every third entry is translated."""


def label(term: str) -> str:
    """Return the words that readers see for a term."""
    return term.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Prose:
    """What is written in one language; a link in `body` is `(partnerships:ID)` or `(guides:ID)`."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure with its year."""

    metric: str
    value: int
    year: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One partnership; `partners` are organisations with their roles, `related` another entry."""

    id: str
    prose: Prose
    partners: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    projects: tuple[str, ...]
    languages: tuple[str, ...]
    territory: str
    lifecycle: str
    origin: str
    start: int
    outcomes: tuple[Outcome, ...]
    related: str
    translations: tuple[tuple[str, Prose], ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """One partner."""

    id: str
    name: str
    type: str
    territory: str
    body: str


@dataclass(frozen=True, slots=True)
class Group:
    """One group of volunteers."""

    id: str
    name: str
    territory: str
    languages: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide; `based_on` are entries."""

    id: str
    prose: Prose
    stages: tuple[str, ...]
    kinds: tuple[str, ...]
    based_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A directory of `size` entries, a partner for every five, and some groups and guides.

    `indexed` is how many characters of each text our search reads; other programs read the whole page.
    """

    size: int
    seed: int = 1
    languages: tuple[str, ...] = ("en",)
    indexed: int = 1000

    def entries(self) -> Iterator[Entry]:
        """Yield all entries."""
        return map(self.entry, range(self.size))

    def organisations(self) -> Iterator[Organisation]:
        """Yield all partners."""
        for number in range(self._partners):
            writer = self._writer("organisation", number)
            type_ = writer.chance.choice(TERMS["org-types"])
            title = f"{label(type_)} of {name(number)}"
            yield Organisation(
                f"org-{number:05d}", title, type_, writer.chance.choice(TERRITORIES), writer.paragraph(3)
            )

    def groups(self) -> Iterator[Group]:
        """Yield all groups."""
        for number in range(GROUPS):
            writer = self._writer("group", number)
            territory = TERRITORIES[number % len(TERRITORIES)]
            title = f"Friends of {name(500_000 + number)}"
            yield Group(f"group-{number:02d}", title, territory, writer.some(LANGUAGES, 3), writer.paragraph(3))

    def guides(self) -> Iterator[Guide]:
        """Yield all guides."""
        for number in range(GUIDES):
            writer = self._writer("guide", number)
            body = (writer.paragraph(), "## Steps", writer.bullets(8), "## Checklist", writer.tasks(), writer.quote())
            prose = Prose(f"How to begin: {name(600_000 + number)}", writer.sentence(6, 12), "\n\n".join(body))
            based_on = tuple(dict.fromkeys(self._some_entry(writer) for _ in range(3)))
            stages, kinds = writer.some(STAGES, 2), writer.some(TERMS["kinds"], 2)
            yield Guide(f"guide-{number:02d}", prose, stages, kinds, based_on)

    def entry(self, number: int) -> Entry:
        """Return one entry; numbers from `size` on are entries that are not there yet."""
        writer = self._writer("entry", number)
        chance = writer.chance
        partners = {f"org-{chance.randrange(self._partners):05d}": chance.choice(ROLES) for _ in range(1 + number % 3)}
        groups = (f"group-{chance.randrange(GROUPS):02d}",) if number % 4 else ()
        outcomes = tuple(
            Outcome(metric, chance.randint(1, 90_000), writer.year()) for metric in writer.some(TERMS["metrics"], 2)
        )
        languages = self.languages[1:] if number % TRANSLATED == 0 else ()
        return Entry(
            id=f"entry-{number:06d}",
            prose=self._prose(writer, number),
            partners=tuple(partners.items()),
            groups=groups,
            kinds=writer.some(TERMS["kinds"], 2),
            projects=writer.some(TERMS["projects"], 2),
            languages=writer.some(LANGUAGES, 2),
            territory=chance.choice(TERRITORIES),
            lifecycle=chance.choice(LIFECYCLES),
            origin=chance.choice(ORIGINS),
            start=chance.randint(2008, 2020),
            outcomes=outcomes,
            related=f"entry-{chance.randrange(min(number, self.size)):06d}" if number else "",
            translations=tuple((each, self._prose(writer, number)) for each in languages),
        )

    @property
    def _partners(self) -> int:
        return max(1, self.size // 5)

    def _writer(self, what: str, number: int) -> Writer:
        return Writer(random.Random(f"{self.seed}/{what}/{number}"))

    def _some_entry(self, writer: Writer) -> str:
        return f"entry-{writer.chance.randrange(self.size):06d}"

    def _prose(self, writer: Writer, number: int) -> Prose:
        guide = f"guide-{writer.chance.randrange(GUIDES):02d}"
        links = f"See [a similar one](partnerships:{self._some_entry(writer)}) and [what helped](guides:{guide})."
        parts = [
            writer.paragraph(3),
            "## What was done", writer.paragraph(), writer.bullets(),
            "## What we would do again", writer.table(),
            "## What the volunteers say", f"{writer.paragraph()} {links}", writer.quote(),
            f"{writer.paragraph(2)} **{writer.words(2).capitalize()}**, *{writer.words(3)}*: {writer.sentence()}",
        ]  # fmt: skip
        return Prose(f"{writer.words(2).capitalize()} {name(number)}", writer.sentence(8, 16), "\n\n".join(parts))
