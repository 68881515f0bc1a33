"""Groups that offer what a page is about stand below its text, as long as their word holds."""

import re
import shutil
from datetime import date

import pytest

from tests.conftest import Site

PAGE = "---\ntitle: Practise\noffers: first-talks\n---\n\nTry it aloud.\n"
NOBODY = "In this list nobody has offered that yet."


def offering(*offers: str) -> str:
    return "offers:\n" + "".join(f"  - {{what: We listen and ask, {each}}}\n" for each in offers)


def named(site: Site, path: str = "practise/index.html") -> list[str]:
    """Return the groups of the list, in its order."""
    return re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", site.page(path))


@pytest.fixture
def practise(site: Site) -> Site:
    """A site with a page that asks for helpers, and a group that offers something else."""
    site.write("content/pages/practise.md", PAGE)
    return site.group("other", more=offering("kind: other", "until: 2030"))


def test_a_page_says_that_nobody_offers_it_until_somebody_does(practise: Site) -> None:
    practise.build()
    assert NOBODY in practise.page("practise/index.html")
    practise.group("helper", more=offering("kind: first-talks, until: 2027-06")).build()
    html = practise.page("practise/index.html")
    assert named(practise) == ["Helper"]
    assert "until June 2027" in html
    assert NOBODY not in html
    built = practise.files()
    shutil.rmtree(practise.root / ".cache")
    practise.build(output="clean")
    assert practise.files("clean")["practise/index.html"] == built["practise/index.html"]


def test_an_offer_ends_with_its_day(practise: Site) -> None:
    practise.group("helper", more=offering("kind: first-talks, until: 2026-12-01"))
    practise.build(as_of=date(2026, 12, 1))
    assert named(practise) == ["Helper"]
    practise.build(as_of=date(2026, 12, 2))
    assert named(practise) == []
    assert NOBODY in practise.page("practise/index.html")


def test_who_is_there_for_all_is_named_last_and_everybody_once(practise: Site) -> None:
    practise.group("all-help", more=f"central: true\n{offering('kind: first-talks')}")
    practise.group("zeal", more=offering("kind: first-talks", "kind: first-talks, until: 2027")).build()
    assert named(practise) == ["Zeal", "All-Help"]


def test_a_page_that_does_not_ask_shows_no_offers(practise: Site) -> None:
    practise.write("content/pages/practise.md", PAGE.replace("offers: first-talks\n", ""))
    practise.group("helper", more=offering("kind: first-talks")).build()
    assert "Someone to practise with" not in practise.page("practise/index.html")
