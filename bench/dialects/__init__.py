"""One module for each program: the same directory, in the words that the program reads."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from bench.corpus import Corpus, Entry, Group, Guide, Organisation

LINK = re.compile(r"\((partnerships|guides):([a-z0-9-]+)\)")


class File(NamedTuple):
    """A file of a site: where it stands in it, and what is in it."""

    path: str
    text: str


class Dialect(Protocol):
    """How a program writes things down; a module with these functions is one."""

    def frame(self, corpus: Corpus) -> Iterator[File]:
        """Yield settings and layouts: all that is not content."""

    def template(self, mark: str) -> File:
        """Return the layout of an entry, showing a mark."""

    def terms(self, vocabulary: str, labels: Mapping[str, str]) -> Iterator[File]:
        """Yield what says how the terms of a vocabulary are called."""

    def entry(self, entry: Entry) -> Iterator[File]:
        """Yield an entry and its translations."""

    def organisation(self, organisation: Organisation) -> File:
        """Return a partner."""

    def group(self, group: Group) -> File:
        """Return a group."""

    def guide(self, guide: Guide) -> File:
        """Return a guide."""
