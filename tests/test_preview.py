"""The preview: a page on screen, made at once as the next build will make it."""

import pytest

from builder.build.preview import preview, unit_at
from builder.site.plan import Plan
from tests.conftest import Site

PAGE = "partnerships/first/index.html"


def plan_of(site: Site) -> Plan:
    report = site.build()
    assert report.earlier
    return report.earlier.plan


@pytest.fixture
def bilingual(site: Site) -> Site:
    site.write("site_config.yaml", "name: Test\nbase_url: https://example.org/deep/\nlanguages: [en, ar]\n")
    site.entry("second", body="Other words.").group("helpers")
    return site.write("content/pages/about.md", "---\ntitle: About us\n---\nWords.\n")


def test_every_page_is_found_by_its_path_and_comes_out_as_the_build_makes_it(bilingual: Site) -> None:
    plan = plan_of(bilingual)
    bilingual.entry("first", front="title: A new title", body="New words.")
    pages = [path for path in bilingual.files() if path.endswith(".html")]
    assert all(unit_at(plan, path) for path in pages)
    shown = preview(plan, ["content/partnerships/first.md"], pages)
    bilingual.build()
    built = bilingual.files()
    assert shown.keys() == set(pages)
    differing = {path for path in pages if shown[path] != built[path]}
    assert {PAGE, "ar/" + PAGE, "partnerships/index.html"}.isdisjoint(differing)
    assert "A new title" in shown[PAGE].decode()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/vocabulary/kinds.yaml", "training: {label: {en: Lessons}}\n"),
        ("layouts/entry.html", "{{ page.title.text }} in our own way"),
    ],
)
def test_a_term_and_a_layout_are_seen_at_once(site: Site, path: str, text: str) -> None:
    plan = plan_of(site)
    site.write(path, text)
    shown = preview(plan, [path], [PAGE])
    site.build()
    assert shown[PAGE] == site.files()[PAGE]
    assert ("Lessons" if "vocabulary" in path else "our own way") in shown[PAGE].decode()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/partnerships/new.md", "---\npartners: [museum]\n---\n"),
        ("content/partnerships/first.md", "---\nstart: Spring\n---\n"),
        ("site_config.yaml", "name: Another\nbase_url: https://example.org/\nlanguages: [en]\n"),
    ],
)
def test_what_only_a_build_can_tell_is_left_to_it(site: Site, path: str, text: str) -> None:
    plan = plan_of(site)
    site.write(path, text)
    assert preview(plan, [path], [PAGE]) == {}


def test_a_page_that_is_not_there_is_not_made_up(site: Site) -> None:
    plan = plan_of(site)
    assert preview(plan, ["content/partnerships/first.md"], ["partnerships/nothing/index.html", "x/y/z.html"]) == {}
