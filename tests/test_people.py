"""Who is named first: people near a partner, and the centre last, on every page of the real directory."""

from datetime import date
from pathlib import Path

import pytest

from builder.build.options import Options
from builder.build.pipeline import check
from builder.directory.nearness import nearness
from builder.site.kinds import PageRecipe
from builder.site.pages import unit_pages
from builder.site.views.pages import EntryView, ListView
from builder.site.views.parts import Contact

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def recipes() -> list[PageRecipe]:
    _, plan = check(ROOT, Options(ROOT / "public", date(2026, 11, 22), jobs=1), lambda step, done, total: None)
    assert plan is not None
    english = plan.editions[0]
    made = (recipe for unit in plan.units for recipe in unit_pages(english, unit, {}))
    return [recipe for recipe in made if isinstance(recipe, PageRecipe)]


def people(recipe: PageRecipe) -> tuple[Contact, ...]:
    if isinstance(recipe.view, EntryView):
        return recipe.view.contacts
    return recipe.view.people if isinstance(recipe.view, ListView) else ()


def test_the_centre_never_stands_before_somebody_local(recipes: list[PageRecipe]) -> None:
    seen = 0
    for recipe in recipes:
        central = [contact.central for contact in people(recipe)]
        assert central == sorted(central), recipe.path
        seen += any(central)
    assert seen > 5


def test_the_centre_stands_alone_only_where_nobody_nearer_is_known(recipes: list[PageRecipe]) -> None:
    _, plan = check(ROOT, Options(ROOT / "public", date(2026, 11, 22), jobs=1), lambda step, done, total: None)
    assert plan is not None
    directory = plan.directory
    for recipe in recipes:
        if not isinstance(recipe.view, EntryView) or not all(contact.central for contact in recipe.view.contacts):
            continue
        entry = directory.partnerships[recipe.path.split("/")[1]]
        assert not any(nearness(directory, place).here for place in directory.territories(entry)), recipe.path


def test_every_group_says_whether_it_was_asked(recipes: list[PageRecipe]) -> None:
    contacts = [contact for recipe in recipes for contact in people(recipe)]
    assert len(contacts) > 100
    assert {contact.kept for contact in contacts} == {"Listed from public pages; not asked"}
