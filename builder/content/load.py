"""All of content/ becomes records: files are parsed one by one (many of them in processes), then put together."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zlib import crc32

from builder.content.inputs import CONFIG, COPIED, Inputs
from builder.content.kept import Facts, decoded_facts, encoded, packed_facts, stop_if_changed, unpacked_facts
from builder.content.parse import parse_facts, read_body
from builder.content.records import TYPES, Content, Record, Translation, facts_decoder
from builder.content.sections import sections
from builder.content.tables import (
    read_fit,
    read_pictures,
    read_retired,
    read_table,
    read_territory_names,
    read_vocabularies,
    read_wording,
)
from builder.core.memory import NOTHING, Memory
from builder.core.problems import USAGE, Problem, Problems, Span, Stop, problem
from builder.core.store import sealed
from builder.core.text import did_you_mean
from builder.model.config import SiteConfig
from builder.model.languages import language
from builder.model.page import TranslationFacts
from builder.model.schema import adapter, check

PLACES = 64
"""In so many places facts are kept: each of them is a piece of work for a process, and written anew for one edit."""


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
    root: Path,
    inputs: Inputs,
    problems: Problems,
    memory: Memory = NOTHING,
    known: Mapping[str, Facts] | None = None,
    pool: Executor | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Content:
    """Read everything below content/; problems go to the collector, and what they broke is left out.

    Facts that are not in `known` are parsed, and kept.
    """
    paths = [path for path in inputs.paths if path in inputs.sizes or not path.startswith(COPIED)]
    parsed = _parse_all(root, inputs, memory, known or {}, pool, progress)
    records, lost = _join(root, inputs, parsed)
    problems.extend([*inputs.problems, *(found for each in parsed.values() for found in each.problems), *lost])
    vocabularies, of_vocabularies = read_vocabularies(root, paths)
    wording, of_wording = read_wording(root, paths)
    territory_names, of_territories = read_territory_names(root, paths)
    retired, of_retired = read_retired(root, paths)
    fit, of_fit = read_fit(root, paths)
    media = [path for path in paths if path.startswith("content/media/")]
    pictures, of_pictures = read_pictures(root, media)
    problems.extend([*of_vocabularies, *of_wording, *of_territories, *of_retired, *of_fit, *of_pictures])
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
            **{path: each.digest for path, each in parsed.items() if each.value is None},
            **{each.span.path: "" for each in (*of_vocabularies, *of_fit)},
        },
        fit=fit,
    )


def record_paths(inputs: Inputs) -> list[str]:
    """Return the Markdown files of records and translations."""
    return [path for path in inputs.digests if path.endswith(".md") and path.split("/")[1] in TYPES]


def known_facts(inputs: Inputs, memory: Memory) -> dict[str, Facts]:
    """Return what is remembered of the facts of Markdown files as they are now, by path."""
    wanted = {memory.key("facts", str(place), ""): place for place in {place_of(path) for path in record_paths(inputs)}}
    found = (unpacked_facts(value).items() for _, value in memory.all("facts", wanted))
    return {path: each for some in found for path, each in some if inputs.digests.get(path) == each.digest}


def place_of(path: str) -> int:
    """Return the place where a file's facts are kept: those of many files together, which is several times as fast."""
    return crc32(path.encode()) % PLACES


def _parse_all(
    root: Path,
    inputs: Inputs,
    memory: Memory,
    known: Mapping[str, Facts],
    pool: Executor | None,
    progress: Callable[[int, int], None],
) -> dict[str, Facts]:
    """Return the facts of every Markdown file, in bytes; the order is that of the paths, for any number of workers."""
    paths = record_paths(inputs)
    found = dict(known)
    missing: dict[int, list[tuple[str, str]]] = {}
    for path in paths if len(found) < len(paths) else ():
        if path not in found:
            missing.setdefault(place_of(path), []).append((path, inputs.digests[path]))
    kept: dict[int, dict[str, Facts]] = {place: {} for place in missing}
    for path, each in known.items() if missing else ():
        if (place := place_of(path)) in kept:
            kept[place][path] = each
    work = partial(_parse_batch, root)
    with memory.gathering() as rows:
        for place, batch in zip(missing, (pool.map if pool else map)(work, missing.values()), strict=True):
            kept[place] |= {path: decoded_facts(value) for path, value in batch}
            found |= kept[place]
            rows.append(sealed("facts", memory.key("facts", str(place), ""), packed_facts(kept[place])))
            memory.spill(rows)
            progress(len(found), len(paths))
    return {path: found[path] for path in paths}


def _parse_batch(root: Path, files: list[tuple[str, str]]) -> list[tuple[str, bytes]]:
    return [(path, encoded(path, wanted, parse_facts(root, path))) for path, wanted in files]


def _join(
    root: Path, inputs: Inputs, parsed: dict[str, Facts]
) -> tuple[dict[str, dict[str, Record[Any]]], list[Problem]]:
    """Sort records by type and id, and give each its translations."""
    records: dict[str, dict[str, Record[Any]]] = {name: {} for name in TYPES}
    problems: list[Problem] = []
    translated: dict[tuple[str, str], list[Translation]] = {}
    for path, each in parsed.items():
        if each.value is None:
            continue
        type_, stem, lang = parts_of(path)
        if not lang:
            records[type_][stem] = Record(type_, stem, path, each.digest, each.value, prose=each.prose)
        elif found := _translation_problems(path, inputs):
            problems += found
        else:
            facts = facts_decoder(TranslationFacts).decode(each.value)
            made = Translation(lang, path, each.digest, facts.title or "", facts.summary or "", facts.made_from)
            translated.setdefault((type_, stem), []).append(made)
    for (type_, id_), made_ in translated.items():
        if record := records[type_].get(id_):
            body = read_body(root, record.path)
            stop_if_changed(body.path, body.digest, record.digest)
            records[type_][id_] = replace(record, translations=tuple(made_), sections=sections(body.text))
    return records, problems


def parts_of(path: str) -> tuple[str, str, str]:
    """Return the type, id and language that a path says; the language is empty for the record itself."""
    _, type_, name = path.split("/")
    stem, _, lang = name.removesuffix(".md").partition(".")
    return type_, stem, lang


def _translation_problems(path: str, inputs: Inputs) -> list[Problem]:
    type_, id_, lang = parts_of(path)
    try:
        if language(lang) != lang:
            return [problem("FP110", f'write the language as "{language(lang)}"', Span(path), "rename the file")]
    except ValueError:
        return [problem("FP110", f'unknown language "{lang}" in the name of the file', Span(path))]
    original = f"content/{type_}/{id_}.md"
    if original in inputs.digests:
        return []
    ids = [parts_of(each) for each in inputs.paths if each.startswith(f"content/{type_}/")]
    remedy = did_you_mean(id_, [stem for _, stem, lang in ids if not lang])
    return [problem("FP210", f"there is no {original}", Span(path), remedy)]
