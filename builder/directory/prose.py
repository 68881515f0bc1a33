"""What is checked about a piece of prose by itself: private contacts and refused phrases."""

from collections.abc import Iterable, Iterator

from builder.content.fragment import Fragment
from builder.core.problems import Problem
from builder.directory.persons import persons_in
from builder.directory.wording import Refused, check_wording


def check_prose(refused: Refused, said: Iterable[tuple[str, str, Fragment]]) -> Iterator[Problem]:
    """Yield what is wrong with the prose of some files, each given as (path, language, prose)."""
    for path, lang, body in said:
        yield from persons_in(path, body)
        yield from check_wording(refused, [(path, (), lang, body.text)])
