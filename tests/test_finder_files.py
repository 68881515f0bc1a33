"""The files of the finder: what they hold, and that an edit remakes no more of them than it changes."""

import json
from itertools import accumulate
from typing import Any

import pytest

from builder.site import finder
from tests.conftest import Site


@pytest.fixture
def three(site: Site) -> Site:
    """Three entries, `first` of the fixture among them, whose titles are in another order than their ids."""
    site.entry("first", "title: Zebra\nstart: 2014\ndescribed: 2015", "Some words.")
    site.entry("second", "title: ant\nkinds: [content-donation, training]\nterritories: [GB-WLS]\ndescribed: 2020-05")
    return site.entry("third", "title: Élan\nlifecycle: completed")


def read(site: Site, name: str) -> Any:
    return json.loads(site.page(f"finder/{name}.json"))


def test_the_columns_tell_which_entries_have_a_value(three: Site) -> None:
    three.build()
    ids = read(three, "ids")
    told = {
        facet: {value: [ids[at] for at in accumulate(steps)] for value, steps in column.items()}
        for facet, column in read(three, "facets").items()
    }
    assert ids == ["first", "second", "third"]
    assert told["kinds"] == {"content-donation": ["second"], "training": ["first", "second", "third"]}
    assert told["territories"] == {"GB": ["second"], "GB-WLS": ["second"], "NO": ["first", "third"]}
    assert told["years"] == {"2014": ["first"]}


def test_titles_stand_in_the_order_of_the_language_and_days_with_the_newest_first(three: Site) -> None:
    three.build()
    assert read(three, "titles") == [1, 2, 0]
    assert read(three, "described") == [1, 0, 2]


def test_values_have_their_words_in_order(three: Site) -> None:
    three.build()
    assert read(three, "labels")["kinds"] == [["content-donation", "Content donation"], ["training", "Training"]]
    assert [words for _, words, _ in read(three, "labels")["territories"]] == ["Norway", "United Kingdom", "Wales"]


def test_a_card_says_what_the_page_says_and_marks_what_is_foreign(three: Site) -> None:
    three.write("site_config.yaml", "name: X\nbase_url: https://example.org/\nlanguages: [en, ar]\n")
    three.entry("third", "title: Élan\nsummary: {cy: Crynodeb}")
    three.build()
    second, third, _ = read(three, "cards-0")
    assert second == ["second", "ant", "", "Wales", "State not known", ["Content donation", "Training"]]
    assert third[2] == "Crynodeb"
    assert third[7] == "cy ltr"
    arabic = {row[0]: row for row in json.loads(three.page("ar/finder/cards-0.json"))}
    assert arabic["second"][6] == "en ltr"


def test_a_large_directory_has_a_file_for_each_facet(three: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "SMALL", 2)
    monkeypatch.setattr(finder, "CHUNK", 2)
    three.build()
    assert list(read(three, "kinds")) == ["kinds"]
    assert [[row[0] for row in read(three, f"cards-{number}")] for number in (0, 1)] == [["second", "third"], ["first"]]
    assert "finder/facets.json" not in three.files()


def written(site: Site) -> set[str]:
    """Build, and return which files of the finder have other bytes than before."""
    before = site.files()
    site.build()
    return {path for path, content in site.files().items() if before.get(path) != content and "finder/" in path}


def test_an_edit_remakes_what_it_changes(three: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "CHUNK", 2)
    three.build()
    three.entry(
        "second", "title: ant\nkinds: [content-donation, training]\nterritories: [GB-WLS]\ndescribed: 2020-05", "!"
    )
    assert written(three) == set()
    three.entry("third", "title: Aachen\nlifecycle: completed")
    assert written(three) == {"finder/cards-0.json", "finder/titles.json"}
    three.entry("fourth", "title: Zoo")
    assert written(three) == {f"finder/{name}.json" for name in ("ids", "described", "titles", "facets", "cards-1")}


def test_a_body_alone_makes_no_file_anew(three: Site) -> None:
    three.build()
    three.entry("third", "title: Élan\nlifecycle: completed", "Another text.")
    assert three.build().counts["rendered"] == 1


def test_the_page_has_the_first_values_of_a_facet_however_many_there_are(site: Site) -> None:
    for number in range(12):
        site.entry(f"e{number}", f"start: {2001 + number}")
    site.build()
    page = site.page("partnerships/index.html")
    assert page.count('data-value="20') == 10
    assert 'href="/browse/years/">See all' in page
