"""Codes, names, containment, neighbours and languages of territories, and the prepared facts behind them."""

import json
import re
import subprocess
import sys
from importlib.resources import files

import pytest

from builder.model.languages import language
from builder.model.territories import (
    containers,
    contains,
    country_of,
    is_country,
    languages_of,
    name,
    neighbours,
    official_languages,
    suggest_territory,
    territory,
)
from builder.model.world import prepared_languages, subdivision_names, world

FACTS = files("builder.model").joinpath("territory_facts")


@pytest.mark.parametrize(
    ("written", "code"),
    [("NO", "NO"), ("no", "NO"), ("XK", "XK"), ("es-ct", "ES-CT"), ("gb-WLS", "GB-WLS"), ("419", "419")],
)
def test_countries_subdivisions_and_regions_are_territories(written: str, code: str) -> None:
    assert territory(written) == code


@pytest.mark.parametrize(
    "written", ["UK", "EU", "IC", "XX", "ZZ", "SU", "AN", "NOR", "578", "US-PR", "ES_CT", "ES-XX", "Norway", "NO ", ""]
)
def test_what_is_no_current_code_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f'"{written}"')):
        territory(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("UK", "GB"),
        ("uk-wls", "GB-WLS"),
        ("Norway", "NO"),
        ("norwey", "NO"),
        ("USA", "US"),
        ("578", "NO"),
        ("US-PR", "PR"),
        ("ES-CAT", "ES-CT"),
        ("FR-99", "FR"),
        ("es_ct", "ES-CT"),
        ("Africa", "002"),
        ("Wales", "GB-WLS"),
        ("Catalunya", "ES-CT"),
        ("Deutschland", "DE"),
        ("Slovensko", "SK"),
        ("Côte d'Ivoire", "CI"),
        ("Hong Kong", "HK"),
    ],
)
def test_a_wrong_code_or_a_name_is_answered_with_the_code(written: str, meant: str) -> None:
    assert suggest_territory(written) == meant


@pytest.mark.parametrize("written", ["EN", "XX", "", "Limburger Land", "Korea", "SU"])
def test_nothing_is_suggested_where_it_would_be_a_guess(written: str) -> None:
    assert suggest_territory(written) is None


@pytest.mark.parametrize(
    ("code", "lang", "expected"),
    [
        ("NO", "en", "Norway"),
        ("NO", "nb", "Norge"),
        ("NO", "nn", "Noreg"),
        ("NO", "ar", "النرويج"),
        ("NO", "he", "נורווגיה"),
        ("XK", "sq", "Kosovë"),
        ("GB-WLS", "en", "Wales"),
        ("GB-WLS", "cy", "Cymru"),
        ("GB-WLS", "de", "Wales"),
        ("ES-CT", "ca", "Catalunya"),
        ("ES-CT", "nb", "Catalonia"),
        ("002", "en", "Africa"),
        ("419", "es-MX", "Latinoamérica"),
        ("ES-CT", "pt-BR", "Catalunha"),
        ("FR-IDF", "en", "Île-de-France"),
        ("NO", "atj", "Norway"),
        ("ES-CT", "zh-TW", "加泰罗尼亚"),
    ],
)
def test_names_come_in_the_language_or_the_nearest_that_has_one(code: str, lang: str, expected: str) -> None:
    assert name(code, lang) == expected


def test_every_territory_has_a_name_in_english() -> None:
    codes = (*world().countries, *world().regions, *world().parents)
    assert [code for code in codes if name(code, "en") == code] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ES-CT", ("ES", "039", "150", "001")),
        ("GB-WLS", ("GB", "154", "150", "001")),
        ("GB-CRF", ("GB-WLS", "GB", "154", "150", "001")),
        ("MX", ("013", "003", "419", "019", "001")),
        ("XK", ("039", "150", "001")),
        ("150", ("001",)),
        ("001", ()),
    ],
)
def test_containers_go_from_near_to_far(code: str, expected: tuple[str, ...]) -> None:
    assert containers(code) == expected


def test_a_place_contains_itself_and_what_lies_in_it() -> None:
    assert contains("ES", "ES-CT")
    assert contains("419", "MX")
    assert contains("NO", "NO")
    assert not contains("ES-CT", "ES")
    assert not contains("002", "NO")


def test_every_territory_lies_in_the_world_and_its_containers_in_each_other() -> None:
    for code in (*world().countries, *world().parents, *world().regions):
        around = containers(code)
        assert around[-1:] == (("001",) if code != "001" else ())
        assert all(territory(outer) == outer for outer in around)
        assert len(set(around)) == len(around)
        assert code not in around


def test_a_subdivision_knows_its_country_and_a_region_has_none() -> None:
    assert country_of("GB-CRF") == "GB"
    assert country_of("NO") == "NO"
    assert country_of("150") is None
    assert is_country("XK")
    assert not is_country("ES-CT")
    assert not is_country("150")


def test_neighbours_are_symmetric_and_nobody_is_their_own() -> None:
    for code in world().countries:
        for other in neighbours(code):
            assert code in neighbours(other)
            assert code != other


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("NO", ("FI", "RU", "SE")),
        ("XK", ("AL", "ME", "MK", "RS")),
        ("IE", ("GB",)),
        ("GB-WLS", ("IE",)),
        ("GI", ("ES",)),
        ("GF", ("BR", "SR")),
        ("CY", ()),
        ("JP", ()),
        ("150", ()),
    ],
)
def test_neighbours_share_a_land_border_with_the_country(code: str, expected: tuple[str, ...]) -> None:
    assert neighbours(code) == expected


def test_france_does_not_border_brazil() -> None:
    """Natural Earth draws French Guiana as a part of France."""
    assert neighbours("FR") == ("AD", "BE", "CH", "DE", "ES", "IT", "LU", "MC")


def test_the_languages_of_a_country_begin_with_the_official_ones() -> None:
    assert official_languages("NO") == ("nb", "no", "nn")
    assert official_languages("ES") == ("es",)
    assert languages_of("ES")[:4] == ("es", "ca", "gl", "eu")
    assert "cy" in languages_of("GB-WLS")
    assert languages_of("150") == ()


def test_the_languages_of_all_countries_are_canonical_tags() -> None:
    tags = {tag for code in world().countries for tag in languages_of(code)}
    assert [tag for tag in sorted(tags) if language(tag) != tag] == []


def test_every_replacement_leads_from_a_refused_code_to_a_current_one() -> None:
    for old, current in world().replaced.items():
        assert old not in world()
        assert current in world()


def test_the_prepared_files_say_where_they_come_from() -> None:
    for file in ("world.json", "directions.json"):
        about = json.loads(FACTS.joinpath(file).read_text(encoding="utf-8"))["about"]
        assert about["made_by"] == "tools/prepare_territories.py"
        assert any(re.fullmatch(r"cldr-core [\d.]+: Unicode-3\.0", source) for source in about["from"])
    assert "UNICODE LICENSE" in FACTS.joinpath("LICENSE-unicode.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", prepared_languages())
def test_prepared_names_belong_to_subdivisions_and_are_not_said_twice(lang: str) -> None:
    names, english = subdivision_names(lang), subdivision_names("en")
    assert language(lang) == lang
    assert list(names) == sorted(names)
    assert set(names) <= set(world().parents)
    assert all(written == written.strip() and written for written in names.values())
    assert lang == "en" or not any(english.get(code) == written for code, written in names.items())


def test_names_are_prepared_in_every_language_of_the_interface() -> None:
    assert {"en", "cy", "ca", "es", "fr", "de", "sv", "ar", "he"} <= set(prepared_languages())


def test_importing_reads_no_facts() -> None:
    code = """if True:
        from builder.model import languages, territories, world
        from babel import localedata
        read = (world.world, world.subdivision_names, world.usual_directions, languages.locale_of)
        print(sum(each.cache_info().currsize for each in read), len(localedata._cache))
    """
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0 0\n"
