"""All of content/ becomes records: files are parsed one by one (many of them in processes), then put together."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from builder.content.fragment import EMPTY
from builder.content.parse import Parsed, parse_file, read_body
from builder.content.records import TYPES, Content, Record, Translation
from builder.content.sections import sections
from builder.content.sources import walk
from builder.content.tables import (
    read_pictures,
    read_retired,
    read_table,
    read_territory_names,
    read_vocabularies,
    read_wording,
)
from builder.core.problems import USAGE, Problem, Problems, Span, Stop, problem
from builder.core.text import did_you_mean
from builder.model.config import SiteConfig
from builder.model.languages import language
from builder.model.schema import adapter, check

CONFIG = "site_config.yaml"
BATCH = 64


def load_config(root: Path, base_url: str = "") -> tuple[SiteConfig | None, list[Problem]]:
    """Read site_config.yaml, with another address if one is given; Stop when there is no site here at all."""
    if not (root / CONFIG).is_file():
        raise Stop(problem("FP406", f'there is no {CONFIG} in "{root.resolve()}"', Span(CONFIG)), USAGE)
    config, found = read_table(root, CONFIG, SiteConfig)
    if config is None or not base_url:
        return config, found
    changed, faults = check(SiteConfig, {**adapter(SiteConfig).dump_python(config, mode="json"), "base_url": base_url})
    if changed is None:
        raise Stop(problem(faults[0].code, faults[0].message, Span("--base-url"), faults[0].remedy), USAGE)
    return changed, []


def load_content(
    root: Path, problems: Problems, pool: Executor | None = None, progress: Callable[[int, int], None] | None = None
) -> Content:
    """Read everything below content/; problems go to the collector, and what they broke is left out."""
    paths, found = walk(root)
    problems.extend(found)
    prose = [path for path in paths if path.endswith(".md") and path.split("/")[1] in TYPES]
    parsed = _parse_all(root, prose, pool, progress)
    for each in parsed:
        problems.extend(each.problems)
    records, lost = _join(root, parsed)
    problems.extend(lost)
    media = [path for path in paths if path.startswith("content/media/")]
    vocabularies, of_vocabularies = read_vocabularies(root, paths)
    wording, of_wording = read_wording(root, paths)
    territory_names, of_territories = read_territory_names(root, paths)
    retired, of_retired = read_retired(root, paths)
    pictures, of_pictures = read_pictures(root, media)
    problems.extend([*of_vocabularies, *of_wording, *of_territories, *of_retired, *of_pictures])
    return Content(
        **records,
        vocabularies=vocabularies,
        wording=wording,
        territory_names=territory_names,
        retired=retired,
        pictures=pictures,
        media=tuple(path for path in media if not path.endswith(".yaml")),
        static=tuple(path for path in paths if path.startswith("content/static/")),
        broken={
            **{each.path: each.body for each in parsed if each.made is None},
            **{each.span.path: EMPTY for each in of_vocabularies},
        },
    )


def _parse_all(
    root: Path, paths: list[str], pool: Executor | None, progress: Callable[[int, int], None] | None
) -> list[Parsed]:
    """Parse files in batches; the order of the result is that of the paths, for any number of workers."""
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    work = partial(_parse_batch, root)
    made: list[Parsed] = []
    for batch in pool.map(work, batches) if pool else map(work, batches):
        made += batch
        if progress:
            progress(len(made), len(paths))
    return made


def _parse_batch(root: Path, paths: list[str]) -> list[Parsed]:
    return [parse_file(root, path) for path in paths]


def _join(root: Path, parsed: Iterable[Parsed]) -> tuple[dict[str, dict[str, Record[Any]]], list[Problem]]:
    """Sort records by type and id, and give each its translations."""
    records: dict[str, dict[str, Record[Any]]] = {name: {} for name in TYPES}
    translations: dict[tuple[str, str], list[Translation]] = {}
    present = {each.path for each in parsed}
    problems: list[Problem] = []
    for each in parsed:
        if isinstance(each.made, Record):
            records[each.type][each.id] = each.made
        elif isinstance(each.made, Translation):
            found = _translation_problem(each, each.made, present)
            problems += found
            if not found:
                translations.setdefault((each.type, each.id), []).append(each.made)
    for (type_, id_), made in translations.items():
        if id_ in records[type_]:
            record = records[type_][id_]
            parts = sections(read_body(root, record.path))
            records[type_][id_] = replace(record, translations=tuple(made), sections=parts)
    return records, problems


def _translation_problem(parsed: Parsed, made: Translation, present: set[str]) -> list[Problem]:
    try:
        if language(made.lang) != made.lang:
            return [
                problem("FP110", f'write the language as "{language(made.lang)}"', Span(parsed.path), "rename the file")
            ]
    except ValueError:
        return [problem("FP110", f'unknown language "{made.lang}" in the name of the file', Span(parsed.path))]
    original = f"content/{parsed.type}/{parsed.id}.md"
    if original not in present:
        ids = [path.split("/")[2][:-3] for path in present if path.startswith(f"content/{parsed.type}/")]
        remedy = did_you_mean(parsed.id, [each for each in ids if "." not in each])
        return [problem("FP210", f"there is no {original}", Span(parsed.path), remedy)]
    return []
