"""The page that somebody looks at, made at once: as the next build will make it, but for what only the whole can tell.

Lists, links back and addresses are those of the last build; the build that follows a moment later puts them right.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from builder.content.load import parts_of
from builder.content.parse import parse_facts, parse_prose, read_body
from builder.content.records import TYPES, Translation
from builder.content.tables import read_vocabularies
from builder.core.noting import Noted
from builder.directory.directory import Directory
from builder.site.editions import with_directory
from builder.site.kinds import PageRecipe, Unit
from builder.site.layouts import load_layouts
from builder.site.pages import unit_pages
from builder.site.plan import Plan
from builder.site.rendering import language_environment, render

PREVIEWED = ("content/vocabulary/", "layouts/", *(f"content/{type_}/" for type_ in TYPES))


def preview(plan: Plan, changed: Iterable[str], screen: Iterable[str]) -> dict[str, bytes]:
    """Return pages on screen (output paths) with the changed files in them; none where a change reaches too far.

    Raises `Stop` for a mistake in a layout.
    """
    after = _changed(plan, list(changed))
    made: dict[str, bytes] = {}
    for path in screen if after else ():
        page = _page(after, path) if after else None
        if page is not None:
            made[path] = page
    return made


def _page(plan: Plan, path: str) -> bytes | None:
    found = unit_at(plan, path)
    if found is None:
        return None
    lang, unit = found
    edition = next(each for each in plan.editions if each.reader.lang == lang)
    bodies = {file: parse_prose(read_body(plan.root, file)).value for file, _ in plan.own_files(unit)}
    for recipe in unit_pages(edition, unit, bodies):
        if recipe.path == path and isinstance(recipe, PageRecipe):
            return render(language_environment(plan.layouts, edition.reader.catalogue), recipe.template, recipe.view)
    return None


def unit_at(plan: Plan, path: str) -> tuple[str, Unit] | None:
    """Return the language and the unit of a page by its output path, None where no page is."""
    prefixes = {edition.reader.addresses.prefix: edition.reader.lang for edition in plan.editions}
    first, _, rest = path.partition("/")
    prefix = first if first in prefixes else ""
    route = "/" + (rest if prefix else path).removesuffix("index.html")
    found = next((unit for unit in plan.units if route in unit.routes), None)
    lang = prefixes.get(prefix)
    return (lang, found) if lang is not None and found else None


def _changed(plan: Plan, paths: list[str]) -> Plan | None:
    """Return the plan with changed files in it; None where one is broken, came, went or concerns everything."""
    directory: Directory | None = plan.directory
    if not paths or not all(path.startswith(PREVIEWED) for path in paths):
        return None
    for path in paths:
        if path.endswith(".md") and directory:
            directory = _with_file(plan.root, directory, path)
    if directory is None:
        return None
    if any(path.startswith("content/vocabulary/") for path in paths):
        tables = [f"content/vocabulary/{each.name}" for each in (plan.root / "content/vocabulary").glob("*.yaml")]
        vocabularies, problems = read_vocabularies(plan.root, tables)
        if problems:
            return None
        directory = replace(directory, content=replace(directory.content, vocabularies=vocabularies))
    layouts = load_layouts(plan.root) if any(path.startswith("layouts/") for path in paths) else plan.layouts
    editions = with_directory(plan.editions, directory)
    return replace(plan, directory=directory, editions=editions, layouts=layouts) if editions else None


def _with_file(root: Path, directory: Directory, path: str) -> Directory | None:
    """Return the directory with the facts of one file as they are now; None if the file is new, gone or broken."""
    type_, id_, lang = parts_of(path)
    parsed = parse_facts(root, path)
    record = directory.records(type_).get(id_)
    if parsed.value is None or record is None:
        return None
    if not lang:
        changed = replace(record, held=parsed.value, digest=parsed.digest)
    else:
        told = Translation(lang, path, parsed.digest, parsed.value.title or "", parsed.value.summary or "", {})
        if not any(each.lang == lang for each in record.translations):
            return None
        changed = replace(
            record, translations=tuple(told if each.lang == lang else each for each in record.translations)
        )
    records: dict[str, Any] = {type_: Noted(type_, {**directory.records(type_), id_: changed})}
    return replace(directory, **records)
