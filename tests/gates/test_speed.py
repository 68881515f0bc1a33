"""P5: on a slow line and a slow phone a page shows what it is for within a second, and nothing jumps."""

from statistics import median

import pytest
from playwright.sync_api import Browser

from tests.figures import Figures
from tests.gates.visits import until, visiting
from tests.published import Published
from tests.sharing import alone

pytestmark = [pytest.mark.browser, alone]

SECOND = 1.0
RUNS = 5
TURNS = 3
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4
"""A slow phone takes so many times as long as the machine on which the gate was set."""
WORK = """() => {
  const begun = performance.now(), kept = [];
  let text = "";
  for (let at = 0; at < 300000; at++) {
    text = (at % 1000 ? text : "") + at;
    if (at % 100 === 0) kept.push({at, text: text.slice(-8)});
  }
  kept.sort((one, other) => one.text < other.text ? -1 : 1);
  return performance.now() - begun;
}"""
WORK_MS = 9.0
"""What that work takes there: the phone stays the same on a faster machine, and on one that others keep busy."""
OBSERVE = """
window.painted = 0; window.jumped = 0;
new PerformanceObserver(list => { window.painted = list.getEntries().at(-1).startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(each => { window.jumped += each.value; }))
  .observe({type: 'layout-shift', buffered: true});
"""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 300)))"
READ = {
    "home": "",
    "entry": "partnerships/us-national-archives/",
    "guide": "guides/content-donation-to-commons/",
    "partnerships": "partnerships/",
    "home-rtl": "ar/",
}


def slowed(browser: Browser) -> float:
    """Return how many times slower than it is now this machine must be to be as slow as the phone."""
    page = browser.new_page()
    taken: float = min(page.evaluate(WORK) for _ in range(10))
    page.close()
    return max(1.0, SLOWER * WORK_MS / taken)


def load(browser: Browser, address: str, rate: float) -> tuple[float, float]:
    """Open a page for the first time on a slow phone; return seconds to the largest paint, and how much jumped."""
    with visiting(browser, address) as visit:
        visit.page.add_init_script(OBSERVE)
        device = visit.page.context.new_cdp_session(visit.page)
        device.send("Network.enable")
        device.send("Network.emulateNetworkConditions", SLOW_LINE)
        device.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        visit.page.goto(address)
        until(visit.page, "window.painted > 0")
        visit.page.evaluate(SETTLED)
        painted, jumped = visit.page.evaluate("[window.painted, window.jumped]")
        return painted / 1000, jumped


@pytest.mark.parametrize("name", READ)
def test_p5_a_slow_phone_shows_a_page_within_a_second(
    browser: Browser, directory: Published, figures: Figures, name: str
) -> None:
    """Other work on the machine only makes a page slower: the best of a few medians is nearest to the truth."""
    medians: list[float] = []
    while not medians or (medians[-1] > SECOND and len(medians) < TURNS):
        rate = slowed(browser)
        runs = [load(browser, directory.address + READ[name], rate) for _ in range(RUNS)]
        medians.append(median(paint for paint, _ in runs))
    figures.within("P5", f"layout shift: {name}", max(jumped for _, jumped in runs), 0, "{:.3f}")
    figures.within("P5", f"seconds to the largest paint: {name}", min(medians), SECOND, "{:.2f}")
