"""P7: without JavaScript everything can be reached, read and changed to another language."""

from collections import deque

import pytest
from playwright.sync_api import Browser

from tests.figures import Figures
from tests.gates.page_types import PAGES
from tests.gates.visits import visiting
from tests.gates.whole import Whole
from tests.published import HOME, REMOVED, Published

CLICKS = 6
"""Home, the first question, three more, the answer, and its card."""

ASIDE = (f"{REMOVED}/", "404.html")
"""Pages that nothing leads to: old addresses do."""

# Results of a search are a script's own, and `scripted` is what is made out of them in the browser. How old a page is
# only the reader's clock can say: the date itself stands in the page.
WORDS = """() => [...document.querySelectorAll('main h1, main h2, main h3, main p, main li, main dt, main dd')]
  .filter(each => each.checkVisibility())
  .filter(each => !each.closest('[data-search-results], [data-search-status], .scripted, .age'))
  .map(each => each.textContent.replace(/\\s+/g, ' ').trim()).filter(Boolean)"""


def test_p7_every_page_is_a_few_clicks_from_home(whole: Whole, figures: Figures) -> None:
    far = {HOME: 0}
    queue = deque([HOME])
    while queue:
        address = queue.popleft()
        for link in sorted(each.partition("#")[0] for each in whole.pages[address].links):
            if link in whole.pages and link not in far:
                far[link] = far[address] + 1
                queue.append(link)
    unreached = [
        page.path for page in whole.pages.values() if page.address not in far and not page.path.endswith(ASIDE)
    ]
    figures.none("P7", "pages that no plain link or form leads to", unreached, f"{len(whole.pages):,} pages")
    farthest = max(far, key=lambda each: far[each])
    figures.within("P7", f"clicks from home: {farthest.removeprefix(HOME)}", far[farthest], CLICKS)


def test_p7_every_page_leads_to_itself_in_every_language(whole: Whole, directory: Published, figures: Figures) -> None:
    languages = len(next(iter(whole.pages.values())).switches)
    wrong = [
        f"{page.path} -> {list(page.switches)}"
        for page in whole.pages.values()
        if page.address not in page.switches
        or len(set(page.switches)) != languages
        or any(whole.pages[each].switches != page.switches for each in page.switches if each in whole.pages)
        or any(each not in whole.pages for each in page.switches)
    ]
    assert languages > 1
    figures.none("P7", "pages without a way to their other languages", wrong, f"{languages} languages")


@pytest.mark.browser
def test_p7_scripts_add_and_never_hold_back(browser: Browser, directory: Published, figures: Figures) -> None:
    held_back = []
    with (
        visiting(browser, directory.address) as scripted,
        visiting(browser, directory.address, java_script_enabled=False) as plain,
    ):
        for path in (each for each in PAGES.values() if "?" not in each):
            all_words = scripted.see(path).evaluate(WORDS)
            without = set(plain.see(path).evaluate(WORDS))
            held_back += [f"{path}: {each[:80]}" for each in all_words if each not in without]
    figures.none("P7", "texts that only a script shows", held_back, f"{len(PAGES)} pages")
