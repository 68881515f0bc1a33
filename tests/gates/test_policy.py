"""P12 and the rest of P1: nothing that the strict policy forbids, nothing from elsewhere, and few requests."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from builder.site.pages import TEMPLATES
from tests.figures import Figures
from tests.gates.page_types import FINDERS, LANGUAGES, PAGE_TYPES, PAGES
from tests.gates.visits import Visit, until, visiting
from tests.published import Published

pytestmark = pytest.mark.browser

REQUESTS = 5
FONTS = (".woff", ".woff2", ".ttf", ".otf")


@dataclass(frozen=True)
class Seen:
    """What one page did when it was opened, unfolded and used."""

    path: str
    asked: tuple[str, ...]
    foreign: tuple[str, ...]
    faults: tuple[str, ...]


@pytest.fixture(scope="module")
def seen(browser: Browser, directory: Published) -> tuple[Seen, ...]:
    """Every type of page, one after the other."""
    with visiting(browser, directory.address) as visit:
        return tuple(_seen(visit, path) for path in PAGES.values())


def _seen(visit: Visit, path: str) -> Seen:
    asked, errors = len(visit.asked), len(visit.errors)
    visit.see(path)
    faults = [*visit.violations(), *visit.errors[errors:]]
    own = visit.asked[asked:]
    return Seen(path, tuple(own), tuple(visit.foreign(own)), tuple(f"{path}: {each}" for each in faults))


def test_the_gates_look_at_every_template() -> None:
    assert {each.template for each in PAGE_TYPES} == set(TEMPLATES)


def test_p12_no_page_breaks_the_strict_policy(seen: tuple[Seen, ...], figures: Figures) -> None:
    figures.none(
        "P12", "violations of the policy, errors in the console", [each for page in seen for each in page.faults],
        f"{len(seen)} pages",
    )  # fmt: skip


def test_p1_nothing_comes_from_elsewhere(seen: tuple[Seen, ...], figures: Figures) -> None:
    figures.none(
        "P1", "requests to other hosts, fonts",
        [each for page in seen for each in (*page.foreign, *(one for one in page.asked if one.endswith(FONTS)))],
        f"{len(seen)} pages",
    )  # fmt: skip


def test_p1_a_page_asks_for_little(seen: tuple[Seen, ...], figures: Figures) -> None:
    finders = {prefix + each.path for each in PAGE_TYPES if each.template in FINDERS for prefix in LANGUAGES.values()}
    reading = [page for page in seen if page.path not in finders]
    most = max(reading, key=lambda page: len(page.asked))
    figures.within("P1", f"requests: {most.path or 'home'}", len(most.asked), REQUESTS)


def test_a_page_that_breaks_the_policy_would_be_noticed(browser: Browser, directory: Published) -> None:
    with visiting(browser, directory.address) as visit:
        page = visit.see("")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/dot.png'}))")
        until(page, "window.violations.length >= 2")
        assert len(visit.errors) >= 2
