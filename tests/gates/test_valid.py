"""P11, and what only the whole output shows: valid HTML, no broken link, languages that name each other."""

import json
import re
import subprocess

import pytest

from tests.figures import Figures
from tests.gates.whole import Whole, file_of, is_inside
from tests.published import HOME, Published
from tests.tools import nu_checker

KNOWN = re.compile(
    r"The “list” role is unnecessary for element “[uo]l”\."  # Safari forgets without it that it is a list
    r"|This document appears to be written in .*"  # guessed from the letters: a page of names may look like another
)
"""Warnings that are wrong."""


def test_p11_every_page_is_valid(directory: Published, whole: Whole, figures: Figures) -> None:
    checker = nu_checker()
    if checker is None:
        pytest.skip("no Java was found, or the Nu checker could not be got")
    found = subprocess.run(
        [*checker, "--skip-non-html", "--format", "json", "--exit-zero-always", "--stdout", str(directory.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [
        f"{each.get('url', '').partition('public/')[2]}:{each.get('lastLine')} {each['message']}"
        for each in json.loads(found.stdout)["messages"]
        if not KNOWN.fullmatch(each["message"])
    ]
    figures.none("P11", "errors and warnings of the Nu checker", told, f"{len(whole.pages):,} pages")


def test_every_link_inside_leads_somewhere(whole: Whole, figures: Figures) -> None:
    broken = {
        f"{page.path} -> {address}"
        for page in whole.pages.values()
        for address in page.links | page.parts
        if is_inside(address) and not _is_there(whole, address)
    }
    figures.none("P7", "links that lead nowhere", sorted(broken), f"{len(whole.pages):,} pages")


def _is_there(whole: Whole, address: str) -> bool:
    whole_address, _, fragment = address.partition("#")
    if file_of(whole_address) not in whole.files:
        return False
    page = whole.pages.get(whole_address.partition("?")[0])
    return not fragment or page is None or fragment in page.ids


def test_languages_name_each_other(whole: Whole, figures: Figures) -> None:
    wrong = []
    for page in whole.pages.values():
        if page.alternates and page.address not in page.alternates.values():
            wrong.append(f"{page.path} does not name itself")
        if page.alternates and "x-default" not in page.alternates:
            wrong.append(f"{page.path} has no x-default")
        for address in page.alternates.values():
            other = whole.pages.get(address)
            if other is None or other.alternates != page.alternates:
                wrong.append(f"{page.path} names {address}, which does not answer")
    figures.none("P7", "hreflang without an answer", wrong, f"{len(whole.pages):,} pages")


def test_only_pages_that_are_their_own_source_are_to_be_found(whole: Whole) -> None:
    for page in whole.pages.values():
        if page.indexed:
            assert page.canonical == page.address, page.path
        else:
            assert not page.alternates, f"{page.path} is not to be found, and names languages"
        if page.canonical:
            assert page.canonical in whole.pages, page.path
    assert any(not page.indexed for page in whole.pages.values())
    assert HOME in whole.pages
