"""Every page that was published, read once: its links, its languages, how large it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.browser import packed
from tests.published import BASE, HOME

ELEMENT = re.compile(r"<[a-zA-Z]")
LINK = re.compile(r'<(?:a\b[^>]*?\shref|form\b[^>]*?\saction)="([^"]*)"')
"""What leads on without a script: links, and forms that are sent by their button."""
PART = re.compile(r'<(?:link|script|img|source|use|iframe|audio|video)\b[^>]*?\s(?:href|src)="([^"]*)"')
ASSET = re.compile(r'<link rel="stylesheet" href="([^"]*)"|<script\b[^>]*?\ssrc="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
DATA = re.compile(r"(<(script|template)\b[^>]*>).*?(?=</\2>)", re.S)
"""What is in the page but not among its elements."""

CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"')
LANGUAGES = re.compile(r'<nav class="languages".*?</nav>', re.S)
STYLES = re.compile(r'<style\b|\sstyle="', re.I)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page: `path` is its address without the base path; all addresses are whole ones."""

    path: str
    elements: int
    packed: int
    links: frozenset[str]
    parts: frozenset[str]
    assets: tuple[str, ...]
    ids: frozenset[str]
    switches: tuple[str, ...]
    canonical: str
    alternates: Mapping[str, str]
    indexed: bool

    @property
    def address(self) -> str:
        """Return the whole address."""
        return HOME + self.path


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything published: pages by whole address, the paths of all files, and compressed sizes of assets."""

    folder: Path
    pages: Mapping[str, PageFacts]
    files: frozenset[str]
    sizes: Mapping[str, int]

    def weight(self, page: PageFacts) -> int:
        """Return how many bytes of HTML, CSS and JavaScript a page takes, compressed."""
        return page.packed + sum(self.sizes[each] for each in page.assets)


def read_whole(folder: Path) -> Whole:
    """Read a folder that was published."""
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    pages = [_read(each, folder) for each in files if each.suffix == ".html"]
    assets = {each for page in pages for each in page.assets}
    sizes = {each: len(packed(folder / each.removeprefix(HOME))) for each in assets if each.startswith(HOME)}
    paths = frozenset(each.relative_to(folder).as_posix() for each in files)
    return Whole(folder, {page.address: page for page in pages}, paths, sizes)


def _read(path: Path, folder: Path) -> PageFacts:
    written = path.read_text(encoding="utf-8")
    text = DATA.sub(r"\1", written)
    inside = path.relative_to(folder).as_posix().removesuffix("index.html")
    switches = LANGUAGES.search(text)

    def whole(address: str) -> str:
        return _from_top(address) if address.startswith(("/", "http")) else urljoin(HOME + inside, unescape(address))

    return PageFacts(
        path=inside,
        elements=len(ELEMENT.findall(text)),
        packed=len(packed(path)),
        links=frozenset(map(whole, LINK.findall(text))),
        parts=frozenset(map(whole, PART.findall(written))),
        assets=tuple(whole(style or script) for style, script in ASSET.findall(written)),
        ids=frozenset(ID.findall(text)),
        switches=tuple(map(whole, LINK.findall(switches[0]))) if switches else (),
        canonical="".join(CANONICAL.findall(text)),
        alternates=dict(ALTERNATE.findall(text)),
        indexed='<meta name="robots" content="noindex' not in text,
    )


@lru_cache(maxsize=100_000)
def _from_top(address: str) -> str:
    return urljoin(HOME, unescape(address))


def is_inside(address: str) -> bool:
    """Say whether an address belongs to the site."""
    return address.startswith(HOME)


def file_of(address: str) -> str:
    """Return the path of the file that a host sends for an address of the site."""
    path = unquote(urlsplit(address).path).removeprefix(BASE)
    return f"{path}index.html" if path.endswith("/") or not path else path
