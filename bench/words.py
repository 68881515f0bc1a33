"""Invented prose: some words common and most of them rare, as in a language; all of it follows from random numbers."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou")
COMMON = """
the and of a to in for with by from at archive museum library university collection image scan volunteer editor
workshop training upload licence catalogue region language heritage photograph newspaper map school teacher student
report budget agreement contact chapter local public partner project
"""
SCATTER = 7_919
"""A step that has nothing in common with the number of syllables, so that rare words begin with every letter."""
RARE = 6_000
"""So many words beside the common ones: about as many as the pages of a directory of some thousand entries know."""


def name(number: int) -> str:
    """Return a made-up name of at least three syllables; no two numbers have the same one."""
    syllables: list[str] = []
    while number or len(syllables) < 3:
        number, digit = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[digit])
    return "".join(reversed(syllables)).capitalize()


@cache
def _lexicon() -> tuple[list[str], list[float]]:
    """Return all words, and how often each is used, added up: the n-th word is n times rarer than the first (Zipf)."""
    rare = [name(number * SCATTER % len(SYLLABLES) ** 3).lower() for number in range(1, RARE + 1)]
    words = [*COMMON.split(), *rare]
    return words, list(itertools.accumulate(1 / place for place in range(2, len(words) + 2)))


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes Markdown out of random numbers."""

    chance: random.Random

    def words(self, number: int) -> str:
        """Return so many words."""
        words, weights = _lexicon()
        return " ".join(self.chance.choices(words, cum_weights=weights, k=number))

    def sentence(self, shortest: int = 8, longest: int = 18) -> str:
        """Return a sentence of so many words."""
        return self.words(self.chance.randint(shortest, longest)).capitalize() + "."

    def paragraph(self, sentences: int = 4) -> str:
        """Return a paragraph of so many sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def bullets(self, number: int = 5) -> str:
        """Return a list."""
        return "\n".join(f"- {self.sentence(4, 10)}" for _ in range(number))

    def tasks(self, number: int = 5) -> str:
        """Return a list of things to do."""
        return "\n".join(f"- [ ] {self.sentence(3, 8)}" for _ in range(number))

    def table(self, rows: int = 4) -> str:
        """Return a table of three columns."""
        cells = (f"| {self.words(2)} | {self.year()} | {self.chance.randint(1, 90_000)} |" for _ in range(rows))
        return "\n".join(("| Measure | Year | Value |", "| --- | --- | ---: |", *cells))

    def quote(self) -> str:
        """Return a quotation."""
        return f"> {self.sentence(12, 24)}"

    def year(self) -> int:
        """Return a year that is over."""
        return self.chance.randint(2010, 2025)

    def some(self, choice: Sequence[str], most: int) -> tuple[str, ...]:
        """Return one or more of a choice, each once."""
        return tuple(self.chance.sample(choice, min(len(choice), self.chance.randint(1, most))))
