"""Long lists are made in stretches: all pages are there, in order, and an edit costs the stretches that show it."""

import re
import shutil

import pytest

from builder.core import noting
from builder.site import stretches
from builder.site.kinds import Unit
from builder.site.stretches import list_pages, list_units, stretch
from tests.conftest import CONFIG, Site

PAGE, STRETCH = 5, 2
ENTRIES = 33


@pytest.fixture
def long(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A directory whose lists have up to seven pages, made in stretches of two, in orders of short runs."""
    monkeypatch.setattr(stretches, "STRETCH", STRETCH)
    monkeypatch.setattr(noting, "RUN", 4)
    config = CONFIG.replace("[en]", "[en, fr, cy]") + f"page_size: {PAGE}\ntranslated_only: [cy]\n"
    site.write("site_config.yaml", config)
    (site.root / "content/partnerships/first.md").unlink()
    for number in range(ENTRIES):
        entry(site, number)
        if number % 2:
            site.write(f"content/partnerships/e{number:02}.cy.md", f"---\ntitle: Enw {number:02}\n---\nGeiriau.\n")
    site.build()
    return site


def entry(site: Site, number: int, title: str = "", kind: str = "") -> None:
    """Write an entry; every third one is a donation, the others are training."""
    kind = kind or ("content-donation" if number % 3 == 0 else "training")
    site.entry(f"e{number:02}", f"title: {title or f'Title {number:02}'}\nkinds: [{kind}]\n", "Some words.")


def same_as_clean(site: Site) -> bool:
    """Build what changed, and compare it with what is built of a copy that has no past."""
    site.build()
    clean = Site(site.root.parent / "clean")
    shutil.rmtree(clean.root, ignore_errors=True)
    shutil.copytree(site.root, clean.root, ignore=shutil.ignore_patterns(".cache", "public"))
    clean.build()
    return site.files() == clean.files()


def shown(site: Site, route: str) -> list[str]:
    """Return the numbers in the titles on all pages of a list, page by page."""
    pages = sorted((site.root / "public" / route).glob("page/*/index.html"), key=lambda path: int(path.parent.name))
    every = [site.root / "public" / route / "index.html", *pages]
    return [found for page in every for found in re.findall(r">(?:Title|Enw) (\d\d)<", page.read_text("utf-8"))]


def test_a_list_has_every_page_once_and_its_feed_in_the_first_stretch() -> None:
    units = list(list_units("list", "guides", "/guides/", list_pages(241, 10)))
    assert [unit.id for unit in units] == ["guides", "guides/2", "guides/3"]
    pages = [route for unit in units for route in unit.routes if not route.endswith(".xml")]
    assert pages == ["/guides/", *(f"/guides/page/{number}/" for number in range(2, 26))]
    assert [unit.id for unit in units if "/guides/feed.xml" in unit.routes] == ["guides"]
    assert [range(25)[stretch(unit)[1]] for unit in units] == [range(10), range(10, 20), range(20, 25)]


def test_the_only_page_of_an_empty_list_is_there() -> None:
    assert list(list_units("list", "guides", "/guides/", list_pages(0, 10))) == [Unit("list", "guides")]


def test_all_entries_stand_in_their_order_across_stretches(long: Site) -> None:
    every = [f"{number:02}" for number in range(ENTRIES)]
    assert shown(long, "partnerships/") == every
    assert shown(long, "browse/kinds/training/") == [each for each in every if int(each) % 3]
    assert shown(long, "cy/partnerships/") == every[1::2]


def test_whatever_moves_between_stretches_a_build_is_a_clean_one(long: Site) -> None:
    entry(long, 2, title="Title 99")  # from the first page to the last
    assert same_as_clean(long)
    entry(long, 3, kind="training")
    assert same_as_clean(long)
    for number in (0, 1, 4):
        (long.root / f"content/partnerships/e{number:02}.md").unlink()
        (long.root / f"content/partnerships/e{number:02}.cy.md").unlink(missing_ok=True)
    assert same_as_clean(long)
    for number in range(ENTRIES, ENTRIES + 12):  # lists grow by a stretch
        entry(long, number)
    assert same_as_clean(long)
    for number in range(20, ENTRIES + 12):  # and shrink by two
        (long.root / f"content/partnerships/e{number:02}.md").unlink()
        (long.root / f"content/partnerships/e{number:02}.cy.md").unlink(missing_ok=True)
    assert same_as_clean(long)


def test_a_summary_renders_only_the_pages_that_show_it(long: Site) -> None:
    site = long.entry("e14", "title: Title 14\nsummary: Fresh words.\nkinds: [training]\n", "Some words.")
    before = site.files()
    assert site.build().counts["rendered"] == len(
        {path for path, content in site.files().items() if path.endswith(".html") and before[path] != content}
    )
