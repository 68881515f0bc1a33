"""A site from a stick: every link of every page leads to a file that is there, and nothing runs (gate P8)."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from builder.cli import fingerpost
from tests.conftest import Site
from tests.figures import Figures

ADDRESS = re.compile(r'\s(?:href|src|action)="([^"]*)"')
OUTSIDE = ("https:", "http:", "mailto:", "#")


@pytest.fixture
def offline(site: Site) -> Site:
    config = "name: Test\nbase_url: https://example.org/directory/\nlanguages: [en, ar]\n"
    site.write("site_config.yaml", config).group("here")
    site.entry("second", body="See [the other](first.md#what), [all](/partnerships/) and `<a href='/x/'>`.\n\n## What")
    site.entry("first", body="## What\n\nWords of [an address](https://example.org/directory/).")
    site.build(offline=True, output="offline")
    return site


def lost(top: Path) -> tuple[list[str], int]:
    """Return the links of a folder's pages that lead to no file, and how many there are in all."""
    found, seen = [], 0
    for page in top.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        found += [f"{page.relative_to(top)}: a script"] if "<script" in text else []
        for address in dict.fromkeys(ADDRESS.findall(text)):
            if not address.startswith(OUTSIDE):
                seen += 1
                target = page.parent / re.split("[?#]", unquote(address))[0]
                found += [] if target.is_file() else [f"{page.relative_to(top)}: {address}"]
    return found, seen


def test_every_link_names_a_file_that_is_there(offline: Site) -> None:
    found, seen = lost(offline.root / "offline")
    assert (found, seen > 400) == ([], True)
    assert 'href="../first/index.html#c-what"' in offline.page("partnerships/second/index.html", "offline")
    assert "href=&#39;/x/&#39;" in offline.page("partnerships/second/index.html", "offline").replace("'", "&#39;")


def test_p8_the_real_directory_opens_from_a_folder(tmp_path: Path, figures: Figures) -> None:
    root = Path(__file__).parent.parent
    real = Site(tmp_path / "real")
    shutil.copytree(root / "content", real.root / "content")
    config = (root / "site_config.yaml").read_text(encoding="utf-8")
    real.write("site_config.yaml", re.sub(r"(?m)^languages: .*$", "languages: [en, ar]", config))
    real.build(offline=True, output="offline", jobs=0)
    found, seen = lost(real.root / "offline")
    assert seen > 20_000
    figures.none("P8", "links without a file, and scripts", found, f"{seen:,} links from a folder")


def test_its_own_build_stands_beside_the_one_for_the_web(offline: Site) -> None:
    offline.build()
    online = offline.files()
    assert 'href="/directory/partnerships/first/"' in online["partnerships/second/index.html"].decode()
    before = offline.files("offline")
    report = offline.build(offline=True, output="offline")
    assert report.counts["written"] == 0
    assert offline.files("offline") == before
    shutil.rmtree(offline.root / ".cache")
    offline.build(offline=True, output="clean")
    assert offline.files("clean") == before


def test_the_command_writes_into_a_folder_of_its_own(offline: Site) -> None:
    shutil.rmtree(offline.root / "offline")
    ended = CliRunner().invoke(fingerpost, ["--site", str(offline.root), "build", "--offline"])
    assert ended.exit_code == 0, ended.output
    assert (offline.root / "offline/index.html").is_file()
    assert not (offline.root / "public").exists()


@pytest.mark.browser
def test_it_opens_from_a_folder_and_can_be_browsed(offline: Site, browser: Browser, tmp_path: Path) -> None:
    stick = tmp_path / "a stick"
    shutil.copytree(offline.root / "offline", stick)
    page = browser.new_page()
    page.goto(f"file://{stick}/index.html")
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    page.goto(f"file://{stick}/partnerships/index.html")
    page.get_by_role("main").get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).is_visible()
    page.get_by_role("link", name="العربية").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.close()
