"""The real directory: what was found in public sources stands in it as it was found."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from builder.build.options import Options
from builder.build.pipeline import check
from builder.content.inputs import read_inputs
from builder.content.load import load_config, load_content
from builder.content.parse import parse_prose, read_body
from builder.core.problems import Level, Problems
from builder.directory.claims import is_result, side_by_side
from builder.directory.directory import Directory, make_directory
from builder.directory.facets import facet_index
from builder.directory.nearness import nearness
from builder.model.partnership import Partnership

ROOT = Path(__file__).parent.parent
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def real() -> Directory:
    config, _ = load_config(ROOT)
    assert config is not None
    return make_directory(config, load_content(ROOT, read_inputs(ROOT), Problems()), AS_OF)


def entry(real: Directory, id_: str) -> Partnership:
    return real.partnerships[id_].facts


def test_the_directory_has_no_error_and_only_warnings_that_ask_for_news() -> None:
    report, _ = check(ROOT, Options(ROOT / "public", AS_OF, jobs=1), lambda step, done, total: None)
    assert report.problems.count(Level.ERROR) == 0
    assert {each.code for each in report.problems if each.level is Level.WARNING} <= {"FP701", "FP704"}


def test_the_directory_holds_what_was_found(real: Directory) -> None:
    assert len(real.partnerships) == 60
    assert len(real.groups) >= 45
    assert len(real.guides) >= 19


def test_nobody_is_made_a_steward_and_nothing_is_called_checked(real: Directory) -> None:
    for record in real.partnerships.values():
        assert record.facts.verified is None
        assert record.facts.kept_by == "public-pages"
        assert all(share.role != "steward" for share in record.facts.groups or ())
    for group in real.groups.values():
        assert (group.facts.verified, group.facts.kept_by) == (None, "public-pages")


def test_every_entry_rests_on_a_source_and_every_guide_on_entries_or_sources(real: Directory) -> None:
    assert all(record.facts.sources for record in real.partnerships.values())
    assert all(guide.facts.based_on or guide.facts.sources or guide.facts.next for guide in real.guides.values())


def test_entries_of_every_completeness_are_first_class(real: Directory) -> None:
    facts = [record.facts for record in real.partnerships.values()]
    assert any(len(each.groups or ()) > 1 for each in facts)
    assert any(each.lifecycle == "unknown" for each in facts)
    assert any(not each.outcomes for each in facts)
    assert any(claim.year is None or not claim.year.known for each in facts for claim in each.outcomes)
    assert any(real.organisations[share.org].facts.ids.wikidata is None for each in facts for share in each.partners)


def test_norway_is_no(real: Directory) -> None:
    assert real.organisations["national-library-of-norway"].facts.territory == "NO"
    by_place = next(index.entries for index in facet_index(real) if index.name == "territories")
    assert set(by_place["NO"]) >= {"national-library-of-norway", "riksantikvaren-norway"}


def test_wales_is_found_as_wales_and_in_the_united_kingdom(real: Directory) -> None:
    by_place = next(index.entries for index in facet_index(real) if index.name == "territories")
    assert "national-library-of-wales" in by_place["GB-WLS"]
    assert "national-library-of-wales" in by_place["GB"]


def test_two_groups_of_macedonia_share_a_plan(real: Directory) -> None:
    for one, other in (
        ("glam-macedonia-user-group", "shared-knowledge"),
        ("shared-knowledge", "glam-macedonia-user-group"),
    ):
        assert ("shares-plan", other) in {(each.rel, each.group) for each in real.groups[one].facts.relations}


def test_the_group_of_the_albanian_language_stands_under_its_language(real: Directory) -> None:
    found = nearness(real, "MK")
    assert set(found.here) >= {"glam-macedonia-user-group", "shared-knowledge"}
    assert "wikimedians-of-albanian-language-user-group" not in found.here
    assert found.of_languages["sq"] == ("wikimedians-of-albanian-language-user-group",)


def test_the_centre_is_always_the_last_to_be_named(real: Directory) -> None:
    central = {id_ for id_, record in real.groups.items() if record.facts.central}
    assert central >= {"wikimedia-foundation"}
    for territory in ("MK", "NO", "GB-WLS", "NG", "ES-CT", "TV"):
        found = nearness(real, territory)
        assert not central & {*found.here, *found.around, *(id_ for ids in found.of_languages.values() for id_ in ids)}
        assert set(found.central) == central


def test_catalan_lands_are_near_amical(real: Directory) -> None:
    for territory in ("ES-CT", "ES-VC", "ES-IB", "AD"):
        assert "amical-wikimedia" in nearness(real, territory).here


def test_rival_figures_of_the_national_library_of_israel_stand_side_by_side(real: Directory) -> None:
    outcomes = entry(real, "national-library-of-israel").outcomes
    rivals = next(each for each in side_by_side(outcomes) if each.disagree)
    claims = [outcomes[at] for at in rivals.places]
    assert {int(claim.value) for claim in claims} == {200_000, 168_000}
    assert len({claim.source for claim in claims}) == 2
    assert all(claim.year and claim.year.known and is_result(claim) for claim in claims)


def test_the_belfer_post_has_three_bodies_and_no_verdict(real: Directory) -> None:
    (post,) = entry(real, "belfer-center").posts
    assert (post.employer, post.funder, post.fiscal_sponsor) == (
        "belfer-center",
        "stanton-foundation",
        "wikimedia-foundation",
    )
    assert (post.selection.open_call, post.selection.applicants) == ("unknown", None)


def test_the_federal_archives_ended_it_and_said_so(real: Directory) -> None:
    facts = entry(real, "bundesarchiv")
    assert (facts.lifecycle, str(facts.start), str(facts.end)) == ("ended-early", "2008", "2010")
    assert facts.lifecycle_reason
    prose = parse_prose(read_body(ROOT, "content/partnerships/bundesarchiv.md")).value
    headings = {each.id for each in prose.headings}
    assert {"c-what-the-partner-says", "c-what-ended-it"} <= headings


def test_cochrane_had_an_open_call_and_eighteen_applicants(real: Directory) -> None:
    (selection,) = (post.selection for post in entry(real, "cochrane").posts)
    assert (selection.open_call, selection.applicants, set(selection.decided_by)) == (
        "yes",
        Decimal(18),
        {"group", "host"},
    )


def test_auckland_has_a_cultural_protocol_and_where_to_read_it(real: Directory) -> None:
    rights = entry(real, "auckland-museum").rights
    assert rights
    assert (rights.cultural_protocols, bool(rights.protocol_url)) == ("applies", True)


def test_languages_are_named_as_they_are(real: Directory) -> None:
    assert "atj" in entry(real, "atikamekw-nation").languages
    assert "es-MX" in entry(real, "metro-mexico-city").languages
    assert "pt-BR" in entry(real, "museu-paulista").languages


def test_arabic_and_hebrew_names_are_kept(real: Directory) -> None:
    for id_, lang in (("cairo-university", "ar"), ("national-library-of-israel", "he")):
        (own,) = (each for each in real.organisations[id_].facts.names if each.lang == lang)
        assert "native" in own.types
        assert not own.value.isascii()
