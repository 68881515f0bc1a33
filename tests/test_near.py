"""Finding people: whoever is nearest comes first, the centre last, and no page is a dead end."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builder.build.options import Options
from builder.build.pipeline import check
from builder.site.kinds import PageRecipe
from builder.site.pages import unit_pages
from builder.site.plan import Plan
from builder.site.views.near import NearIndexView, NearView, Rung
from tests.conftest import Site

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def real() -> Plan:
    _, plan = check(ROOT, Options(ROOT / "public", date(2026, 11, 22), jobs=1), lambda step, done, total: None)
    assert plan is not None
    return plan


def pages(plan: Plan, lang: str) -> Iterator[tuple[str, NearView | NearIndexView]]:
    """Yield route and view of each page that finds people."""
    edition = next(each for each in plan.editions if each.reader.lang == lang)
    for unit in plan.units:
        if unit.kind.startswith("near/"):
            for route, recipe in zip(unit.routes, unit_pages(edition, unit, {}), strict=True):
                assert isinstance(recipe, PageRecipe)
                assert isinstance(recipe.view, NearView | NearIndexView)
                yield route, recipe.view


def near(plan: Plan, route: str, lang: str = "en") -> NearView:
    return next(view for here, view in pages(plan, lang) if here == route and isinstance(view, NearView))


def planned(site: Site) -> Plan:
    report, plan = check(site.root, Options(site.root / "public", date(2026, 11, 22), jobs=1), lambda *_: None)
    assert plan is not None, report.problems
    return plan


def names(rung: Rung) -> list[str]:
    return [each.name.text for each in rung.people] + [each.text for each in rung.links]


def rung(view: NearView, kind: str) -> Rung:
    return next(each for each in view.rungs if each.kind == kind)


# ------------------------------------------------------------------------------------------------ the real directory


def test_on_every_page_the_centre_is_last_and_there_is_a_way_on(real: Plan) -> None:
    central = {id_ for id_, group in real.directory.groups.items() if group.facts.central}
    for edition in real.editions:
        for route, view in pages(real, edition.reader.lang):
            if not isinstance(view, NearView):
                continue
            kinds = [each.kind for each in view.rungs]
            assert kinds[-2:] == ["alone", "last"], route
            assert "last" not in kinds[:-1], route
            assert all(each.kind in ("explain", "last") for each in view.rungs if any(p.central for p in each.people))
            linked = {link.href for each in view.rungs[:-1] for link in each.links}
            assert not linked & {edition.reader.record_address("groups", id_) for id_ in central}, route
            assert all(link.href for each in view.rungs for link in (*each.links, *filter(None, [each.more]))), route
            known = {"here", "near"} & set(kinds)
            assert known or view.nobody or view.letters, route


def test_in_wales_both_groups_stand_side_by_side_and_a_library_is_near(real: Plan) -> None:
    wales = near(real, "/near/gb-wls/")
    assert names(wales.rungs[0]) == ["Wikimedia Community User Group Wales", "Wikimedia UK"]
    assert "On hold since 2020, says its page" in wales.rungs[0].people[0].notes
    assert "National Library of Wales" in rung(wales, "houses").cards[0].title.text
    assert [name.text for name in wales.own] == ["Cymru"]
    assert wales.nobody == ""


def test_in_tunisia_an_arabic_reader_meets_the_group_under_its_arabic_name(real: Plan) -> None:
    (group,) = near(real, "/near/tn/", "ar").rungs[0].people
    assert (group.name.text, group.name.lang) == ("ويكيميديا تونس", "")
    assert group.languages


def test_a_group_of_one_language_stands_under_it_and_not_for_the_country(real: Plan) -> None:
    macedonia = near(real, "/near/mk/")
    albanian = next(each for each in macedonia.rungs if each.title == "In Albanian")
    assert names(albanian) == ["Wikimedians of Albanian Language User Group"]
    assert not set(names(albanian)) & set(names(macedonia.rungs[0]))
    assert names(near(real, "/near/al/").rungs[0])[0].startswith("Wikimedia")


def test_groups_of_a_part_stand_for_that_part_with_its_name(real: Plan) -> None:
    spain, catalonia = near(real, "/near/es/"), near(real, "/near/es-ct/")
    assert "no group for the whole of this place" in spain.nobody
    parts = {person.name.text: person.role for person in spain.rungs[0].people}
    assert parts["Amical Wikimedia"].startswith("Catalonia")
    assert names(catalonia.rungs[0]) == ["Amical Wikimedia"]


def test_a_part_of_the_world_leads_to_its_places_and_hubs(real: Plan) -> None:
    europe = near(real, "/near/150/")
    assert europe.nobody == ""
    assert "Wikimedia CEE Hub" in names(europe.rungs[0])
    assert "Wales" in [place.name.text for letter in europe.letters for place in letter.places]


def test_every_list_of_places_fits_on_a_page(real: Plan) -> None:
    for edition in real.editions:
        view = next(view for route, view in pages(real, edition.reader.lang) if route == "/near/")
        assert isinstance(view, NearIndexView)
        assert 100 < sum(len(letter.places) for letter in view.letters) <= 170


@pytest.mark.parametrize(
    ("lang", "name", "letter"),
    [
        ("en", "Wales", "W"), ("en", "Cymru", "C"), ("cy", "Wales", "W"), ("cy", "Cymru", "C"),
        ("sv", "Österrike", "Ö"), ("es", "Cymru", "C"), ("ar", "السويد", "س"),
        ("en", "Deutschland", "D"), ("he", "ישראל", "י"),
    ],
)  # fmt: skip
def test_a_place_stands_under_its_letter_and_its_own_name_under_that_ones(
    real: Plan, lang: str, name: str, letter: str
) -> None:
    view = next(view for route, view in pages(real, lang) if route == "/near/")
    assert name in [place.name.text for under in view.letters if under.letter == letter for place in under.places]


def test_people_are_found_by_language_where_they_are(real: Plan) -> None:
    welsh = near(real, "/near/language/cy/")
    assert names(welsh.rungs[0]) == ["Wikimedia Community User Group Wales", "Wikimedia UK"]
    assert any(link.text == "Wales" for each in welsh.rungs for link in each.links)
    assert any(each.kind == "houses" for each in welsh.rungs)


# ------------------------------------------------------------------------------------------------ small sites


def test_a_place_with_nobody_says_that_this_is_a_gap_and_where_to_go_on(site: Site) -> None:
    site.group("oslo", "{territories: [SE]}").group("helpdesk", "{territories: ['001']}", "central: true")
    config = (site.root / "site_config.yaml").read_text(encoding="utf-8")
    lists = "near: {movement_list: {label: All groups, to: 'https://example.org/groups'}}\n"
    site.write("site_config.yaml", config + lists)
    norway = near(planned(site), "/near/no/")
    assert "not proof that nobody is there" in norway.nobody
    assert [link.href for link in norway.tell] == ["https://example.org/groups"]
    assert [each.kind for each in norway.rungs] == ["houses", "houses", "around", "alone", "last"]
    assert names(norway.rungs[2]) == ["Oslo", "Sweden"]
    assert near(planned(site), "/near/elsewhere/").nobody


def test_a_hub_is_around_its_countries_and_never_in_them(site: Site) -> None:
    hub = "---\nnames: [{value: Hub, lang: en}]\ntype: hub\ncovers: {territories: [NO, SE]}\n---\n"
    norway = near(planned(site.write("content/groups/hub.md", hub)), "/near/no/")
    assert [(each.title, names(each)) for each in norway.rungs if each.people] == [("In the region around", ["Hub"])]
    assert norway.nobody


def test_an_answer_that_has_expired_is_no_answer(site: Site) -> None:
    intake = "intake: {{state: open, until: {}, languages: [se], source: 'https://example.org/'}}"
    site.group("now", more=intake.format("2027")).group("then", more=intake.format("2025"))
    then, now = sorted(near(planned(site), "/near/no/").rungs[0].people, key=lambda each: each.name.text == "Now")
    assert (now.notes, now.languages) == (("Taking new partners, says the group (until 2027)",), "Northern Sami")
    assert "We do not know" in then.notes[0]
    assert then.languages == ""


def test_a_group_without_a_way_to_write_says_so(site: Site) -> None:
    site.group("silent").build()
    assert "No way to write is known to us" in site.page("near/no/index.html")
    assert 'href="/near/no/"' in site.page("browse/territories/no/index.html")
    assert 'href="/near/no/"' in site.page("partnerships/first/index.html")


def test_a_group_that_comes_is_near_at_once_as_in_a_clean_build(site: Site) -> None:
    site.build()
    site.group("lapland", "{territories: [SE], languages: [se]}").build()
    site.build(output="clean")
    assert site.files() == site.files("clean")
    assert "near/se/index.html" in site.files()


def test_a_way_on_to_no_page_is_a_problem_with_its_place(site: Site) -> None:
    config = (site.root / "site_config.yaml").read_text(encoding="utf-8")
    site.write("site_config.yaml", f"{config}near:\n  on_your_own:\n    - {{label: Begin, to: /guidse/}}\n")
    (problem,) = site.problems("FP405")
    assert (problem.span.path, problem.span.line) == ("site_config.yaml", 6)
    assert "/guides/" in problem.remedy


def test_a_territory_that_is_none_is_a_problem_with_its_place_and_the_nearest_one(site: Site) -> None:
    (problem,) = site.group("wales", "{territories: [Wales]}").problems("FP111")
    assert (problem.span.path, problem.span.line) == ("content/groups/wales.md", 4)
    assert "GB-WLS" in problem.remedy
