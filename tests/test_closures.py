"""A closure names all that a template can reach: a change moves the closures of its users, and no others."""

from pathlib import Path

import pytest

from builder.site.closures import closure, reached
from builder.site.layouts import load_layouts
from builder.site.pages import TEMPLATES


def closures(root: Path) -> dict[str, str]:
    layouts = load_layouts(root)
    return {name: closure(layouts, name) for name in TEMPLATES}


def moved(root: Path, path: str, text: str) -> set[str]:
    """Write a layout and return the templates whose closures differ then."""
    before = closures(root)
    (root / "layouts" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "layouts" / path).write_text(text, encoding="utf-8")
    after = closures(root)
    return {name for name in TEMPLATES if before[name] != after[name]}


@pytest.mark.parametrize(
    ("path", "users"),
    [
        ("guide.html", {"guide.html"}),
        ("partials/results.html", {"entry.html"}),
        ("partials/search.html", {"search.html"}),
        (
            "partials/card.html",
            {"entry.html", "guide.html", "group.html", "organisation.html", "list.html", "near.html", "answer.html"}
            | {"finder.html"},
        ),
        ("base.html", set(TEMPLATES)),
        ("partials/menu.html", set(TEMPLATES)),
        ("partials/nobody-names-it.html", set()),
    ],
)
def test_an_override_moves_its_users_only(tmp_path: Path, path: str, users: set[str]) -> None:
    assert moved(tmp_path, path, "Other words.") == users
    assert moved(tmp_path, path, "Still other words.") == users
    before = closures(tmp_path)
    (tmp_path / "layouts" / path).unlink()
    assert {name for name in TEMPLATES if before[name] != closures(tmp_path)[name]} == users


def test_an_override_that_says_the_same_is_seen(tmp_path: Path) -> None:
    """The default may change behind it: what is hidden is part of the closure."""
    (default,) = [each for each in load_layouts(tmp_path).templates if "guide.html" in each]
    assert moved(tmp_path, "guide.html", default["guide.html"].decode()) == {"guide.html"}


def test_a_template_that_may_be_absent_is_part_of_the_closure(tmp_path: Path) -> None:
    moved(tmp_path, "page.html", "{% include ['partials/own.html', 'partials/facts.html'] ignore missing %}")
    assert moved(tmp_path, "partials/own.html", "It is here now.") == {"page.html"}


def test_circles_and_unreadable_templates_have_a_closure(tmp_path: Path) -> None:
    moved(tmp_path, "page.html", "{% include 'partials/own.html' %}")
    moved(tmp_path, "partials/own.html", "{% include 'page.html' %}{% import 'partials/broken.html' as broken %}")
    assert moved(tmp_path, "partials/broken.html", "{% if %}") == {"page.html"}
    sources = load_layouts(tmp_path).sources
    assert reached(sources, "page.html") == {"page.html", "partials/own.html", "partials/broken.html"}


def test_a_closure_is_the_same_in_another_place(tmp_path: Path) -> None:
    for place in ("one", "two"):
        moved(tmp_path / place, "page.html", "Words.")
    assert closures(tmp_path / "one") == closures(tmp_path / "two")


def test_layouts_differ_by_the_folder_in_which_a_file_lies(tmp_path: Path) -> None:
    own = load_layouts(tmp_path).digest
    moved(tmp_path, "guide.html", load_layouts(tmp_path).sources["guide.html"].decode())
    assert load_layouts(tmp_path).digest != own
