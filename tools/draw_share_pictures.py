"""Draw the pictures that stand beside a page where somebody shares it: layouts/assets/og-<kind>.png.

    python tools/draw_share_pictures.py        needs a Chromium, as the tests do

One picture for each kind of page, 1200 by 630 pixels, without words, so that it serves every language.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import find_chromium, launch  # noqa: E402

WIDTH, HEIGHT = 1200, 630
PAPER, SHEET, LINK, ACCENT, WOOD, SOFT = "#fcfaf5", "#f3ebdd", "#0b5a63", "#9c3f1b", "#b08a62", "#ddd2c0"


def arm(y: int, forward: bool, colour: str = LINK, long: int = 300) -> str:
    """Return an arm of the signpost at a height, pointing to one side or the other."""
    side = 1 if forward else -1
    points = [(-70, 0), (long - 60, 0), (long, 45), (long - 60, 90), (-70, 90)]
    return _shape([(600 + side * x, y + dy) for x, dy in points], colour)


def _shape(points: list[tuple[int, int]], colour: str) -> str:
    return f'<polygon points="{" ".join(f"{x},{y}" for x, y in points)}" fill="{colour}"/>'


def _box(x: int, y: int, width: int, height: int, colour: str, round_: int = 0) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round_}" fill="{colour}"/>'


def _person(x: int, y: int, colour: str) -> str:
    body = f'<path d="M{x - 55} {y + 150}a55 75 0 0 1 110 0z" fill="{colour}"/>'
    return f'<circle cx="{x}" cy="{y + 30}" r="34" fill="{colour}"/>{body}'


def _columns(x: int) -> str:
    roof = _shape([(x, 330), (x + 130, 260), (x + 260, 330)], ACCENT)
    return roof + _box(x, 520, 260, 26, ACCENT) + "".join(_box(x + 20 + 64 * at, 345, 28, 160, WOOD) for at in range(4))


ARMS = arm(110, True) + arm(225, False)
PICTURES = {
    "site": ARMS + arm(340, True, ACCENT, 250),
    "partnership": arm(150, True) + arm(150, False, ACCENT),
    "guide": ARMS + "".join(_box(760 + 110 * at, 500 - 55 * at, 110, 46 + 55 * at, WOOD) for at in range(3)),
    "group": ARMS + _person(800, 396, ACCENT) + _person(950, 396, WOOD) + _person(330, 396, ACCENT),
    "partner": ARMS + _columns(800),
    "list": ARMS + "".join(_box(200 + 150 * at, 420, 120, 126, WOOD, 12) for at in (0, 1, 4, 5)),
}


def drawing(kind: str) -> str:
    """Return the picture of a kind as SVG: ground, post, and what belongs to the kind."""
    ground = _box(0, 0, WIDTH, HEIGHT, PAPER) + _box(0, 546, WIDTH, 84, SHEET) + _box(0, 544, WIDTH, 4, SOFT)
    post = _box(576, 60, 48, 490, WOOD, 20)
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{post}{PICTURES[kind]}</svg>'


def main() -> int:
    program = find_chromium()
    if program is None:
        print("no Chromium was found")
        return 1
    with sync_playwright() as playwright:
        browser = launch(playwright, program)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for kind in PICTURES:
            page.set_content(f'<body style="margin:0">{drawing(kind)}')
            file = ROOT / "layouts" / "assets" / f"og-{kind}.png"
            page.screenshot(path=file)
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
