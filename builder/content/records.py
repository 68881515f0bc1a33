"""What loading gives: records with their prose, translations, and everything else that stands in content/."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from builder.content.fragment import Fragment
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.page import Page
from builder.model.partnership import Partnership
from builder.model.vocabulary import Retirement, TerritoryOverride, Vocabularies, Wording

Facts = TypeVar("Facts", Partnership, Guide, Group, Organisation, Page)
AnyFacts = Partnership | Guide | Group | Organisation | Page

TYPES: dict[str, type[AnyFacts]] = {
    "partnerships": Partnership,
    "guides": Guide,
    "groups": Group,
    "organisations": Organisation,
    "pages": Page,
}


@dataclass(frozen=True, slots=True)
class Translation:
    """The prose of a record in another language; `made_from` names the sections that it was made from."""

    lang: str
    path: str
    title: str
    summary: str
    body: Fragment
    made_from: dict[str, str]


@dataclass(frozen=True, slots=True)
class Record(Generic[Facts]):
    """One file of content: its id, its checked facts, its prose.

    `sections` are the digests of the parts of the prose, known where there are translations to compare with them.
    """

    type: str
    id: str
    path: str
    digest: str
    facts: Facts
    body: Fragment
    translations: tuple[Translation, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)

    @property
    def bodies(self) -> tuple[tuple[str, Fragment], ...]:
        """Return the record's prose and that of its translations, each with the file in which it stands."""
        return ((self.path, self.body), *((each.path, each.body) for each in self.translations))


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of content/media, with the words that it is owed; width and height in pixels."""

    path: str
    width: int
    height: int
    licence: str
    credit: str
    source: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that was read, by type and id; `broken` holds the prose of files that gave no record."""

    partnerships: dict[str, Record[Partnership]]
    guides: dict[str, Record[Guide]]
    groups: dict[str, Record[Group]]
    organisations: dict[str, Record[Organisation]]
    pages: dict[str, Record[Page]]
    vocabularies: Vocabularies
    wording: Wording
    territory_names: dict[str, TerritoryOverride]
    retired: dict[str, Retirement]
    pictures: dict[str, Picture]
    media: tuple[str, ...]
    static: tuple[str, ...]
    broken: dict[str, Fragment]
