"""What is known of a directory as a whole: where entries are found, who is near, what disagrees, what grew old."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from builder.build.options import Options
from builder.build.pipeline import check
from builder.content.inputs import read_inputs
from builder.content.load import load_config, load_content
from builder.content.records import taken_over
from builder.core.problems import Level, Problem, Problems
from builder.directory.claims import side_by_side
from builder.directory.directory import Directory, make_directory
from builder.directory.facets import facet_index, facets_after, known_by
from builder.directory.freshness import seen, stale
from builder.directory.nearness import houses_near, nearness
from builder.directory.warnings import notes
from builder.model.dates import parse_date
from builder.model.partnership import Outcome
from builder.site import reader
from builder.site.kinds import PageRecipe
from builder.site.pages import unit_pages
from tests.conftest import AS_OF, Site


def directory(site: Site, drafts: bool = False) -> Directory:
    config, _ = load_config(site.root)
    assert config is not None
    return make_directory(config, load_content(site.root, read_inputs(site.root), Problems()), AS_OF, drafts)


def told(site: Site) -> list[Problem]:
    return [each for each in site.problems() if each.level is not Level.INFO]


# ------------------------------------------------------------------------------------------------ facets


def found_under(site: Site, facet: str) -> dict[str, tuple[str, ...]]:
    return next((index.entries for index in facet_index(directory(site)) if index.name == facet), {})


def test_wales_is_found_under_the_united_kingdom(site: Site) -> None:
    site.organisation("library", territory="GB-WLS").entry("welsh", "partners: [library]")
    assert found_under(site, "territories") == {"GB": ("welsh",), "GB-WLS": ("welsh",), "NO": ("first",)}


def test_a_region_of_the_world_is_found_as_itself(site: Site) -> None:
    site.entry("african", "territories: ['002']")
    assert found_under(site, "territories")["002"] == ("african",)


def test_an_entry_stands_where_its_partners_are_but_not_where_its_funder_is(site: Site) -> None:
    site.organisation("fund", territory="US").organisation("archive", territory="SE")
    site.entry("funded", "partners: [museum, archive, {org: fund, role: funder}]")
    assert directory(site).territories(directory(site).partnerships["funded"]) == ("NO", "SE")


def test_a_term_that_redirects_counts_as_its_successor(site: Site) -> None:
    site.write(
        "content/vocabulary/kinds.yaml", "training: {label: Training}\ncourse: {label: Course, redirect: training}\n"
    )
    site.entry("course", "kinds: [course]").entry("both", "kinds: [training, course]")
    assert found_under(site, "kinds") == {"training": ("both", "course", "first")}
    assert told(site) == []


@pytest.mark.parametrize("front", ["", "title: Other words", "summary: Short"])
def test_facets_stay_the_same_while_nothing_of_them_changes(site: Site, front: str) -> None:
    before = directory(site.entry("second", "kinds: [training]"))
    indexes = facet_index(before)
    after = directory(site.entry("second", f"kinds: [training]\n{front}"))
    assert facets_after(after, before, indexes) is indexes


@pytest.mark.parametrize("change", [
    lambda site: site.entry("second", "kinds: [research]"),
    lambda site: site.entry("second", "kinds: [training]\ndescribed: 2025"),
    lambda site: site.entry("third"),
    lambda site: (site.root / "content/partnerships/second.md").unlink(),
    lambda site: site.organisation("museum", territory="SE"),
    lambda site: site.write(
        "content/vocabulary/kinds.yaml",
        "training: {label: Training, redirect: research}\nresearch: {label: Research}\n",
    ),
])  # fmt: skip
def test_facets_are_made_anew_when_something_of_them_changes(site: Site, change: Callable[[Site], object]) -> None:
    site.write("content/vocabulary/kinds.yaml", "training: {label: Training}\nresearch: {label: Research}\n")
    before = directory(site.entry("second", "kinds: [training]"))
    indexes = facet_index(before)
    change(site)
    after = directory(site)
    assert facets_after(after, before, indexes) == facet_index(after) != indexes


def test_records_that_are_the_same_are_taken_over_with_their_facts_at_hand(site: Site) -> None:
    before = directory(site.entry("second", "kinds: [training]")).content
    site.entry("second", "kinds: [training]", "Other words.").write("content/partnerships/first.fr.md", "---\n---\n")
    site.entry("third")
    now = directory(site).content
    after = taken_over(now, before)
    assert after == now
    assert after.organisations["museum"] is before.organisations["museum"]
    changed = [id_ for id_, each in after.partnerships.items() if each is not before.partnerships.get(id_)]
    assert changed == ["first", "second", "third"]


def test_facets_that_nobody_has_a_value_of_are_left_out(site: Site) -> None:
    assert [index.name for index in facet_index(directory(site))] == ["kinds", "territories", "org-types", "lifecycle"]
    site.entry("dated", "start: 2020-05\nlanguages: [nb, en]")
    assert found_under(site, "years") == {"2020": ("dated",)}
    assert found_under(site, "languages") == {"en": ("dated",), "nb": ("dated",)}


# ------------------------------------------------------------------------------------------------ nearness


@pytest.fixture
def macedonia(site: Site) -> Site:
    """Groups of Macedonia, of Albanian, of the region, next door, and at the centre."""
    site.group("skopje", "{territories: [MK], languages: [mk]}").group(
        "bitola", "{territories: [MK], languages: [mk, en]}"
    )
    site.group("albanian", "{territories: [AL, XK, MK], languages: [sq]}").group("region", "{territories: ['039']}")
    site.group("bulgaria", "{territories: [BG]}").group("everywhere", "{territories: ['001']}")
    return site.group("helpdesk", "{territories: ['001']}", "central: true")


def test_who_is_near_goes_from_the_place_to_its_surroundings_and_the_centre_last(macedonia: Site) -> None:
    found = nearness(directory(macedonia), "MK")
    assert found.here == ("bitola", "skopje")
    assert found.around == ("bulgaria", "region", "everywhere")
    assert found.central == ("helpdesk",)
    assert found.nearest == found.here


def test_a_group_of_one_language_stands_under_it_and_never_for_the_whole_country(macedonia: Site) -> None:
    found = nearness(directory(macedonia), "MK")
    assert found.of_languages == {"sq": ("albanian",)}
    assert "albanian" not in (*found.here, *found.around, *found.central)
    assert nearness(directory(macedonia), "AL").here == ("albanian",)  # where it is the country's own language


def test_a_place_with_a_group_of_one_language_only_is_not_sent_further(macedonia: Site) -> None:
    (macedonia.root / "content/groups/skopje.md").unlink()
    (macedonia.root / "content/groups/bitola.md").unlink()
    assert nearness(directory(macedonia), "MK").nearest == ("albanian",)


def test_a_group_of_a_part_of_a_country_is_near_there_only(site: Site) -> None:
    site.group("amical", "{territories: [ES-CT, AD], languages: [ca]}").group(
        "spain", "{territories: [ES], languages: [es]}"
    )
    assert nearness(directory(site), "ES-CT").here == ("amical", "spain")
    assert nearness(directory(site), "AD").here == ("amical",)
    assert nearness(directory(site), "ES").here == ("spain",)
    assert nearness(directory(site), "ES-MD").here == ("spain",)


def test_a_group_no_longer_recognised_gets_no_new_people(macedonia: Site) -> None:
    ended = "recognition: {status: no-longer, since: 2019}"
    macedonia.group("skopje", "{territories: [MK]}", ended).group("bulgaria", "{territories: [BG]}", ended)
    found = nearness(directory(macedonia), "MK")
    assert "skopje" not in found.here
    assert "bulgaria" not in found.around


def test_where_nobody_is_known_the_centre_is_all_there_is(site: Site) -> None:
    site.group("helpdesk", "{territories: ['001']}", "central: true").group("japan", "{territories: [JP]}")
    assert nearness(directory(site), "NO").nearest == ("helpdesk",)


def test_entries_near_a_place_are_of_the_place_then_of_its_country_newest_first(site: Site) -> None:
    site.organisation("library", territory="NO-03").entry("oslo", "partners: [library]")
    site.entry("older", "described: 2014").entry("newer", "described: 2024")
    known = known_by(facet_index(directory(site)), "territories")
    assert houses_near(known, "NO-03") == ("oslo", "newer", "older", "first")
    assert houses_near(known, "NO-03", limit=2) == ("oslo", "newer")
    assert houses_near(known, "SE") == ()


def test_a_group_of_a_part_of_a_country_is_inside_it_and_not_the_whole_countrys(site: Site) -> None:
    site.group("amical", "{territories: [ES-CT, AD]}").group("spain", "{territories: [ES, ES-MD]}")
    site.group("caribbean", "{territories: ['029']}")
    assert nearness(directory(site), "ES").inside == ("amical",)
    assert nearness(directory(site), "019").inside == ("caribbean",)
    assert nearness(directory(site), "ES-CT").inside == ()


# ------------------------------------------------------------------------------------------------ claims and ages


def claim(value: int, year: str, as_: str = "reported", **more: str) -> Outcome:
    what = {"": more["what"]} if "what" in more else None
    return Outcome(
        metric="files",
        value=Decimal(value),
        year=parse_date(year),
        as_=as_,  # type: ignore[arg-type]
        unit=more.get("unit"),
        what=what,
    )


@pytest.mark.parametrize(
    ("claims", "disagree"),
    [
        ([claim(200, "2024"), claim(168, "2024")], True), ([claim(200, "2024"), claim(200, "2024")], False),
        ([claim(200, "2023"), claim(168, "2024")], True), ([claim(168, "2023"), claim(200, "2024")], False),
        ([claim(200, "2024"), claim(500, "2024", "planned")], False),
        ([claim(200, "2024"), claim(9, "unknown")], False),
        ([claim(200, "2024-05"), claim(168, "2024")], True),
        ([claim(200, "2024", "listed"), claim(168, "2024", "measured")], True),
    ],
)  # fmt: skip
def test_results_of_one_time_that_differ_are_rivals_and_plans_contradict_nothing(
    claims: list[Outcome], disagree: bool
) -> None:
    (rivals,) = side_by_side(tuple(claims))
    assert (rivals.places, rivals.disagree) == ((0, 1), disagree)


def test_claims_about_different_things_do_not_stand_side_by_side() -> None:
    found = side_by_side(
        (claim(1, "2020"), claim(2, "2020", what="maps"), claim(3, "2020", unit="GB"), claim(4, "2020"))
    )
    assert [rivals.places for rivals in found] == [(0, 3), (1,), (2,)]


ASKED = "on: 2026, by: museum, method: asked-partner"


@pytest.mark.parametrize(
    ("front", "old"),
    [
        ("lifecycle: active\ndescribed: 2024-11-22", False), ("lifecycle: active\ndescribed: 2024-11-21", True),
        ("lifecycle: active\ndescribed: 2024", True), ("lifecycle: active\ndescribed: 2025", False),
        ("lifecycle: active", True), ("lifecycle: active\ndescribed: unknown", True),
        ("lifecycle: completed\ndescribed: 2014", False), ("lifecycle: unknown", False),
        (f"lifecycle: active\ndescribed: 2014\nverified: {{{ASKED}, result: confirmed}}", False),
        (f"lifecycle: active\ndescribed: 2014\nverified: {{{ASKED}, result: could-not-confirm}}", True),
    ],
)  # fmt: skip
def test_only_what_is_said_of_today_grows_old_and_from_its_earliest_day(site: Site, front: str, old: bool) -> None:
    site.entry("first", front)
    assert stale(directory(site).partnerships["first"].facts, date(2026, 11, 22)) is old
    assert ["FP701"] * old == [each.code for each in told(site)]


def test_a_confirmation_counts_before_a_description(site: Site) -> None:
    site.entry("first", "described: 2025\nverified: {on: 2024, by: museum, method: read-source, result: changed}")
    facts = directory(site).partnerships["first"].facts
    assert (str(seen(facts).on), seen(facts).confirmed) == ("2024", True)


# ------------------------------------------------------------------------------------------------ references and rules


def test_every_reference_is_known_from_both_ends(site: Site) -> None:
    site.group("friends").entry("second", "groups: [friends]\nrelated: {partnerships: [{id: first, rel: follows}]}")
    front = "title: How\nsummary: So.\naudience: [partner]\nstages: [scoping]\nkinds: [training]\n"
    site.write("content/guides/how.md", f"---\n{front}based_on: [{{partnership: first, what: worked}}]\n---\n")
    known = directory(site).backlinks
    assert known.of_organisation == {"museum": ("first", "second")}
    assert (known.of_group, known.of_partnership) == ({"friends": ("second",)}, {"first": ("second",)})
    assert (known.guides_of_partnership, known.guides_of_kind) == ({"first": ("how",)}, {"training": ("how",)})


def test_a_partner_described_in_an_entry_is_an_organisation_like_others(site: Site) -> None:
    site.entry("inline", "partners: [{id: school, name: School, type: library, territory: SE}]").entry(
        "more", "partners: [school]"
    )
    known = directory(site)
    school = known.organisations["school"]
    assert (school.facts.names[0].value, school.facts.territory, school.path) == (
        "School",
        "SE",
        "content/partnerships/inline.md",
    )
    assert known.inline == {"school": "inline"}
    assert known.backlinks.of_organisation["school"] == ("inline", "more")
    assert told(site) == []


def test_drafts_are_not_there_unless_asked_for(site: Site) -> None:
    site.entry("second", "draft: true")
    assert list(directory(site).partnerships) == ["first"]
    assert list(directory(site, drafts=True).partnerships) == ["first", "second"]


def test_each_circle_is_told_once_at_its_first_member(site: Site) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "d"), ("e", "a")):
        site.entry(one, f"related: {{partnerships: [{{id: {other}, rel: follows}}]}}")
    site.entry("f", "related: {partnerships: [{id: g, rel: similar}]}").entry(
        "g", "related: {partnerships: [{id: f, rel: similar}]}"
    )
    assert [(each.message, each.span.path) for each in told(site)] == [
        ("a circle: a → b → c → a", "content/partnerships/a.md"), ("a circle: d → d", "content/partnerships/d.md"),
    ]  # fmt: skip


def test_a_phrase_is_refused_in_its_language_only_and_whole(site: Site) -> None:
    site.write(
        "content/vocabulary/terms.yaml",
        "refused: {en: [{phrase: apply here}], de: [{phrase: hier bewerben}], zh: [{phrase: 唯一入口}]}\n",
    )
    site.entry("first", "summary: {en: Apply, de: apply here}", body="Do not apply; here is why.")
    assert told(site) == []
    site.entry(
        "second",
        "summary: {de: 'Bitte HIER bewerben!', zh-Hant: 這是唯一入口。}",
        body="Words.\n\nPlease **apply\nhere**.",
    )
    site.write("content/partnerships/first.de.md", "---\ntitle: Hier bewerben\n---\n")
    site.write("content/vocabulary/projects.yaml", "commons: {label: {de: Hier bewerben}}\n")
    assert [(each.span.path.split("/")[-1], each.span.line) for each in told(site) if each.code == "FP208"] == [
        ("first.de.md", 2), ("second.md", 5), ("second.md", 5), ("second.md", 9), ("projects.yaml", 1),
    ]  # fmt: skip


def test_refused_phrases_of_two_kinds_of_one_language_all_count(site: Site) -> None:
    site.write("content/vocabulary/terms.yaml", "refused: {pt: [{phrase: uma porta}], pt-BR: [{phrase: uma janela}]}\n")
    site.entry("first", "summary: {pt-BR: Uma porta., pt: Uma janela.}")
    assert [each.code for each in told(site)] == ["FP208", "FP208"]


@pytest.mark.parametrize(
    "front",
    [
        "title: Apply here",
        "resume_when: Apply here",
        "outcomes: [{metric: files, value: 1, as: reported, qualifier: {de: nichts, en: Apply here}}]",
        "targets: [{text: Files, first_stated: 2020, source: 1, revised: [{on: 2021, text: T, reason: Apply here}]}]",
        "posts: [{title: Apply here, kind: resident}]",
        "routes: [{kind: website, url: https://example.org/, note: Apply here}]",
    ],
)
def test_a_phrase_is_refused_in_every_text_however_deep_it_stands(site: Site, front: str) -> None:
    site.write("content/vocabulary/terms.yaml", "refused: {en: [{phrase: apply here}]}\n")
    site.entry("first", front)
    assert [each.code for each in site.problems("FP208")] == ["FP208"], site.problems()


@pytest.mark.parametrize(
    ("more", "mark"),
    [("ids: {wikidata: Q1}", "Wikidata"), ("ids: {ror: https://ror.org/03h2bxq36}", "ROR"), ("", "name")],
)
def test_two_records_that_share_an_id_or_a_name_are_perhaps_one(site: Site, more: str, mark: str) -> None:
    names = ("Musée", "musee") if mark == "name" else ("One", "Two")
    for id_, name in zip(("aa", "bb"), names, strict=True):
        front = f"names: [{{value: {name}, lang: fr}}]\ntype: [museum]\nterritory: FR\n{more}"
        site.write(f"content/organisations/{id_}.md", f"---\n{front}\n---\n")
    (found,) = told(site)
    assert (found.code, found.message.startswith(f"the same {mark} as content/organisations/aa.md")) == ("FP707", True)


def test_a_role_may_be_written_to_and_a_person_may_not(site: Site) -> None:
    allowed = "routes: [{kind: role-email, url: 'mailto:info@example.org'}, {kind: talk-page, url: https://meta.wikimedia.org/wiki/Talk:Museum}]"
    site.entry(
        "first",
        allowed,
        body="Write to info@example.org. In 2020 there were +20 more.\n\n[Mail](mailto:info@example.org)",
    )
    assert told(site) == []
    site.entry(
        "first", "summary: Ask jo.doe@example.org", body="[Mail](mailto:jo.doe@example.org), ring +47 123 45 678"
    )
    assert [(each.code, each.span.line) for each in told(site)] == [("FP209", 5), ("FP209", 7), ("FP209", 7)]


# ------------------------------------------------------------------------------------------------ readers


def views(site: Site) -> list[PageRecipe]:
    _, plan = check(site.root, Options(site.root / "public", AS_OF, jobs=1), lambda *_: None)
    assert plan is not None
    pages = (page for unit in plan.units for edition in plan.editions for page in unit_pages(edition, unit, {}))
    return [page for page in pages if isinstance(page, PageRecipe)]


def test_a_reader_that_can_keep_little_shows_the_same(
    golden: Callable[[str], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = golden("golden/site")
    plenty = views(site)
    monkeypatch.setattr(reader, "MOST_KEPT", 3)
    assert views(site) == plenty
    assert {"entry.html", "group.html", "list.html"} < {page.template for page in plenty}


def test_notes_name_terms_of_one_entry_and_entries_that_say_little(site: Site) -> None:
    found = {(each.code, each.span.path) for each in notes(directory(site))}
    assert ("FP901", "content/vocabulary/kinds.yaml") in found
    assert ("FP902", "content/partnerships/first.md") in found
