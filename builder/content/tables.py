"""The YAML files of content/: vocabularies, wording, names of territories, retired ids, fit tree, words of pictures."""

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field

from builder.content.limits import TABLE_LIMIT
from builder.content.parse import check_facts
from builder.content.records import Picture
from builder.content.sources import read_source
from builder.content.strict_yaml import read_yaml
from builder.core.late import late
from builder.core.problems import Problem, Span, problem
from builder.model.fit import FIT, Fit
from builder.model.schema import record
from builder.model.values import Line, Territory, Url
from builder.model.vocabulary import VOCABULARIES, Retirement, Terms, TerritoryOverride, Vocabularies, Wording

if TYPE_CHECKING:
    import imagesize
else:
    imagesize = late("imagesize")  # it loads all that speaks HTTP, to measure pictures elsewhere

T = TypeVar("T")

PICTURE_ENDINGS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")


@record
class PictureWords:
    """`content/media/name.jpg.yaml`: what a picture is owed; its description stands where it is used."""

    licence: Annotated[Line, Field(description="SPDX name or the words of the licence")]
    credit: Annotated[Line, Field(description="who made it, as the licence asks")]
    source: Url | None = None


def read_table(root: Path, path: str, kind: Any) -> tuple[Any, list[Problem]]:
    """Read a YAML file as the given type; None with problems where it does not fit."""
    source, found = read_source(root, path, TABLE_LIMIT)
    if source is None:
        return None, found
    facts, more = read_yaml(source.text, path, limit=TABLE_LIMIT)
    if found or more:
        return None, found + more
    return check_facts(kind, facts if facts is not None else {}, path)


def read_vocabularies(root: Path, paths: list[str]) -> tuple[Vocabularies, list[Problem]]:
    """Read content/vocabulary/<name>.yaml for every vocabulary; a missing file is an empty vocabulary."""
    made: Vocabularies = {}
    problems: list[Problem] = []
    for name in VOCABULARIES:
        path = f"content/vocabulary/{name}.yaml"
        terms, found = read_table(root, path, Terms) if path in paths else ({}, [])
        made[name] = terms or {}
        problems += found
    return made, problems


def read_or_empty(root: Path, path: str, paths: list[str], kind: Any, empty: T) -> tuple[T, list[Problem]]:
    """Read an optional table; `empty` where the file is missing or broken."""
    if path not in paths:
        return empty, []
    made, found = read_table(root, path, kind)
    return (empty if made is None else made), found


def read_wording(root: Path, paths: list[str]) -> tuple[Wording, list[Problem]]:
    """Read content/vocabulary/terms.yaml."""
    return read_or_empty(root, "content/vocabulary/terms.yaml", paths, Wording, Wording())


def read_territory_names(root: Path, paths: list[str]) -> tuple[dict[str, TerritoryOverride], list[Problem]]:
    """Read content/vocabulary/territories.yaml: names that this directory says in its own way."""
    kind = dict[Territory, TerritoryOverride]
    empty: dict[str, TerritoryOverride] = {}
    return read_or_empty(root, "content/vocabulary/territories.yaml", paths, kind, empty)


def read_retired(root: Path, paths: list[str]) -> tuple[dict[str, Retirement], list[Problem]]:
    """Read content/redirects.yaml: `type/id` -> successor or tombstone."""
    empty: dict[str, Retirement] = {}
    return read_or_empty(root, "content/redirects.yaml", paths, dict[str, Retirement], empty)


def read_fit(root: Path, paths: list[str]) -> tuple[Fit | None, list[Problem]]:
    """Read content/fit.yaml; None without one, and where it is broken."""
    return read_or_empty(root, FIT, paths, Fit, None)


def read_pictures(root: Path, media: list[str]) -> tuple[dict[str, Picture], list[Problem]]:
    """Read the size and the words of every picture in content/media; each needs its `.yaml` with licence and credit."""
    made: dict[str, Picture] = {}
    problems: list[Problem] = []
    for path in media:
        if PurePosixPath(path).suffix.lower() not in PICTURE_ENDINGS:
            continue
        words_path = path + ".yaml"
        if words_path not in media:
            problems.append(problem("FP304", f'"{path}" has no licence and credit', Span(path), f"add {words_path}"))
            continue
        words, found = read_table(root, words_path, PictureWords)
        problems += found
        if words is not None:
            width, height = imagesize.get(root / path)
            made[path] = Picture(path, width, height, words.licence, words.credit, words.source or "")
    return made, problems
