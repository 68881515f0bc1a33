"""Everything that is checked about the facts of a directory as a whole; its prose is checked where it is read."""

from collections.abc import Iterator

from builder.core.problems import Problem
from builder.directory.directory import Directory
from builder.directory.fit import check_fit
from builder.directory.references import check_references
from builder.directory.rules import check_rules
from builder.directory.tables import check_tables
from builder.directory.warnings import check_warnings


def check_directory(directory: Directory) -> Iterator[Problem]:
    """Yield all problems of the facts: references, vocabularies, the fit tree, rules, warnings."""
    yield from check_references(directory)
    yield from check_tables(directory)
    yield from check_fit(directory)
    yield from check_rules(directory)
    yield from check_warnings(directory)
