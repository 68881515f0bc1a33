"""What happens between two builds, and the proof that the build has seen it."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bench.corpus import TERMS, Corpus, Entry, label
from bench.dialects import Dialect, File
from bench.programs import Program

BODY, TITLE = 3, 5
"""The entries that are edited, by number; no test directory is so small that it lacks them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A directory on disk as one program reads it."""

    corpus: Corpus
    program: Program
    folder: Path

    @property
    def dialect(self) -> Dialect:
        """Return how the program writes things down."""
        assert self.program.dialect, f"{self.program.name} has no directory"
        return self.program.dialect

    def write(self, files: Iterable[File]) -> None:
        """Write files of the site."""
        for path, text in files:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def remove(self, *names: str) -> None:
        """Remove folders of the site."""
        for name in names:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def shows(self, address: str, words: str) -> bool:
        """Say whether a page was built and shows some words."""
        page = self.folder / self.program.output / address / "index.html"
        return page.is_file() and words in page.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is changed before a command is run, and how the output shows that it was seen; both know the turn."""

    name: str
    about: str
    command: str = "build"
    change: Callable[[Place, int], None] = lambda place, turn: None
    seen: Callable[[Place, int], bool] = lambda place, turn: True


def edited_body(corpus: Corpus, turn: int) -> Entry:
    """Return an entry with another sentence at its end."""
    entry = corpus.entry(BODY)
    return replace(entry, prose=replace(entry.prose, body=f"{entry.prose.body}\n\nFresh words {turn}."))


def edited_title(corpus: Corpus, turn: int) -> Entry:
    """Return an entry with another title, which every list shows that names it."""
    entry = corpus.entry(TITLE)
    return replace(entry, prose=replace(entry.prose, title=f"Fresh title {turn}"))


def _added(corpus: Corpus, turn: int) -> Entry:
    return corpus.entry(corpus.size + turn)


def _cold(place: Place, turn: int) -> None:
    place.remove(place.program.output, *place.program.cache)


def _cold_check(place: Place, turn: int) -> None:
    place.remove(*place.program.cache)


def _body(place: Place, turn: int) -> None:
    place.write(place.dialect.entry(edited_body(place.corpus, turn)))


def _body_seen(place: Place, turn: int) -> bool:
    return place.shows(f"partnerships/{edited_body(place.corpus, turn).id}", f"Fresh words {turn}.")


def _title(place: Place, turn: int) -> None:
    place.write(place.dialect.entry(edited_title(place.corpus, turn)))


def _title_seen(place: Place, turn: int) -> bool:
    entry = edited_title(place.corpus, turn)
    pages = (f"partnerships/{entry.id}", *(f"organisations/{org}" for org, _ in entry.partners))
    return all(place.shows(each, entry.prose.title) for each in pages)


def _term(place: Place, turn: int) -> None:
    labels = {each: label(each) for each in TERMS["kinds"]}
    labels[place.corpus.entry(BODY).kinds[0]] = f"Fresh kind {turn}"
    place.write(place.dialect.terms("kinds", labels))


def _term_seen(place: Place, turn: int) -> bool:
    return place.shows(f"partnerships/{place.corpus.entry(BODY).id}", f"Fresh kind {turn}")


def _template(place: Place, turn: int) -> None:
    place.write([place.dialect.template(f"Fresh look {turn}")])


def _template_seen(place: Place, turn: int) -> bool:
    return place.shows(f"partnerships/{place.corpus.entry(0).id}", f"Fresh look {turn}")


def _add(place: Place, turn: int) -> None:
    place.write(place.dialect.entry(_added(place.corpus, turn)))


def _add_seen(place: Place, turn: int) -> bool:
    entry = _added(place.corpus, turn)
    return place.shows(f"partnerships/{entry.id}", entry.prose.title)


def _delete(place: Place, turn: int) -> None:
    for path, _ in place.dialect.entry(_added(place.corpus, turn)):
        (place.folder / path).unlink(missing_ok=True)
    if not place.program.follows:
        place.remove(place.program.output)


def _delete_seen(place: Place, turn: int) -> bool:
    return not _add_seen(place, turn) and place.shows(f"partnerships/{place.corpus.entry(BODY).id}", "")


SCENARIOS = (
    Scenario("cold", "no output and no cache", change=_cold, seen=lambda place, turn: place.shows("", "")),
    Scenario("same", "nothing changed since the last build"),
    Scenario("body", "a sentence added to one entry", change=_body, seen=_body_seen),
    Scenario("title", "one entry's title changed, which lists show", change=_title, seen=_title_seen),
    Scenario("term", "a kind of work renamed, which a fifth of the entries show", change=_term, seen=_term_seen),
    Scenario("template", "the layout of all entries changed", change=_template, seen=_template_seen),
    Scenario("added", "an entry added", change=_add, seen=_add_seen),
    Scenario("deleted", "that entry deleted again", change=_delete, seen=_delete_seen),
    Scenario("check warm", "mistakes looked for after a build", "check"),
    Scenario("check cold", "mistakes looked for without a cache", "check", change=_cold_check),
    Scenario("help", "the list of commands", "help"),
)
"""In this order; each goes on from where the last one ended."""
