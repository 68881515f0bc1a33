"""The pages of a unit as they were made: what is known of each without its bytes, which are in the store.

`make_pages` is a pure function of the plan and the unit's own files; what is remembered only saves time.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from builder.content.fragment import Fragment
from builder.content.kept import kept_prose, stop_if_changed
from builder.content.parse import parse_prose, read_body
from builder.core.digest import digest
from builder.core.memory import Memory, key_of
from builder.core.noting import note
from builder.core.store import Row, sealed
from builder.site.extract import Fresh
from builder.site.kinds import Edition, FileRecipe, PageRecipe, Unit
from builder.site.offline import for_offline
from builder.site.pages import unit_pages
from builder.site.plan import TEMPLATE, Plan
from builder.site.rendering import language_environment, render


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the site: the key of what it was made from, the SHA-256 and the size of its bytes."""

    key: str
    sha256: str
    size: int


Pages = dict[str, Made]
"""Pages by output path."""


def make_pages(plan: Plan, memory: Memory, unit: Unit, before: Pages | None = None) -> Fresh[Pages]:
    """Make the pages of a unit; those that it had `before` and that are made from the same are not rendered again.

    Raises `Stop` (FP509) when a file is no longer what it was when it was hashed.
    """
    bodies = {path: _prose(plan, memory, path, named) for path, named in plan.own_files(unit)}
    rows: list[Row] = []
    files: list[Row] = []
    pages = {
        recipe.path: _keep_file(memory, recipe, before or {}, files)
        if isinstance(recipe, FileRecipe)
        else _make_page(plan, memory, edition, recipe, before or {}, rows)
        for edition in plan.editions
        for recipe in unit_pages(edition, unit, bodies)
    }
    return Fresh(pages, rows + files, rendered=len(rows))


def _prose(plan: Plan, memory: Memory, path: str, named: str) -> Fragment:
    """Return the prose of a file, which the extract has left in the store, if there is one."""
    kept = kept_prose(path, named, memory)
    if kept is not None:
        return kept.value
    body = read_body(plan.root, path)
    stop_if_changed(path, body.digest, named)
    return parse_prose(body).value


def _make_page(
    plan: Plan, memory: Memory, edition: Edition, recipe: PageRecipe, before: Mapping[str, Made], rows: list[Row]
) -> Made:
    """Return a page as it was made before, if that was from the same; else render it and add what is to be kept."""
    note(f"{TEMPLATE}/{recipe.template}")
    labels = edition.reader.catalogue.digest
    view = digest(msgspec.msgpack.encode(recipe.view))
    place = recipe.path if plan.form.offline else ""
    key = key_of("page", memory.engine, plan.closures[recipe.template], labels, recipe.template, view, place)
    made = before.get(recipe.path)
    if made and made.key == key:
        return made
    content = memory.get("page", key)
    if content is None:
        content = render(language_environment(plan.layouts, edition.reader.catalogue), recipe.template, recipe.view)
        if plan.form.offline:
            content = for_offline(content, recipe.path, plan.directory.config.base_path)
        rows.append(sealed("page", key, content))
    return Made(key, hashlib.sha256(content).hexdigest(), len(content))


def _keep_file(memory: Memory, recipe: FileRecipe, before: Mapping[str, Made], rows: list[Row]) -> Made:
    """Return a file as it was before, if it was the same; else add it to what is to be kept."""
    key = key_of("file", memory.engine, digest(recipe.content))
    made = before.get(recipe.path)
    if made and made.key == key:
        return made
    if memory.get("page", key) is None:
        rows.append(sealed("page", key, recipe.content))
    return Made(key, hashlib.sha256(recipe.content).hexdigest(), len(recipe.content))
