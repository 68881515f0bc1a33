"""Value types and records: what an editor writes becomes what was meant, or a fault at its place."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.strict_yaml import read_yaml
from builder.core.text import is_slug
from builder.model.config import SiteConfig
from builder.model.dates import UNKNOWN, PartialDate, parse_date
from builder.model.faults import Fault, field_names
from builder.model.group import Group
from builder.model.guide import Guide
from builder.model.organisation import Organisation
from builder.model.partnership import Outcome, Partnership
from builder.model.schema import check, doc, record
from builder.model.values import Currency, Lang, Line, Number, Qid, Ror, Slug, Territory, Text, Url
from builder.model.values import PartialDate as DateField
from builder.model.vocabulary import Terms


def made(kind: Any, yaml: str) -> Any:
    """Read YAML as an editor wrote it, and return the record; any fault fails the test."""
    facts, problems = read_yaml(yaml, "test.yaml")
    assert problems == []
    value, faults = check(kind, facts)
    assert faults == []
    return value


def faults(kind: Any, yaml: str) -> list[Fault]:
    facts, problems = read_yaml(yaml, "test.yaml")
    assert problems == []
    value, found = check(kind, facts)
    assert value is None
    return found


def entry(yaml: str = "") -> Partnership:
    facts: Partnership = made(
        Partnership, f"partners: [museum]\nkinds: [training]\nsources: [https://example.org/]\n{yaml}"
    )
    return facts


def entry_faults(yaml: str) -> list[tuple[str, tuple[str | int, ...]]]:
    found = faults(Partnership, f"partners: [museum]\nkinds: [training]\nsources: [https://example.org/]\n{yaml}")
    return [(each.code, each.keys) for each in found]


# ------------------------------------------------------------------------------------------------ traps of YAML


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Territory, "NO", "NO"), (Territory, "no", "NO"), (Territory, "002", "002"), (Territory, "es-ct", "ES-CT"),
        (Line, "NO", "NO"), (Line, "on", "on"), (Line, "yes", "yes"), (Line, "12:30", "12:30"), (Line, "1.10", "1.10"),
        (Line, "2020-05-01", "2020-05-01"), (Line, "002", "002"), (Line, "2012", "2012"), (Line, "1_000", "1_000"),
        (Line, "=", "="), (Line, "0123", "0123"), (Text, "1.10", {"": "1.10"}), (Text, "{nb: NO}", {"nb": "NO"}),
        (Slug, "2012", "2012"), (Slug, "on", "on"), (Lang, "no", "no"), (Lang, "pt-br", "pt-BR"),
        (Lang, "ES-mx", "es-MX"),
        (Lang, "zh-hant", "zh-Hant"), (Lang, "atj", "atj"),
        (DateField, "2012", PartialDate(2012)), (DateField, "2020-05-01", PartialDate(2020, 5, 1)),
        (DateField, "2020-05", PartialDate(2020, 5)), (DateField, "2014~", PartialDate(2014, mark="~")),
        (DateField, "2014-05?", PartialDate(2014, 5, mark="?")), (DateField, "unknown", UNKNOWN),
        (Number, "1.10", Decimal("1.10")), (Number, "2012", Decimal(2012)), (Number, "002", Decimal(2)),
        (Number, "-3", Decimal(-3)), (Currency, "NOK", "NOK"), (Qid, "Q6373", "Q6373"),
        (Url, "https://no.wikipedia.org/", "https://no.wikipedia.org/"),
    ],
)  # fmt: skip
def test_a_plain_value_means_what_it_says(kind: Any, written: str, meant: object) -> None:
    assert made(kind, written) == meant


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [
        (Territory, "UK", "FP111"), (Territory, "Norway", "FP111"), (Territory, "on", "FP111"),
        (Lang, "English", "FP110"),
        (Lang, "xx", "FP110"), (DateField, "12:30", "FP108"), (DateField, "1.10", "FP108"), (DateField, "002", "FP108"),
        (DateField, "NO", "FP108"), (DateField, "2020-13", "FP108"), (DateField, "2020-02-30", "FP108"),
        (DateField, "0000", "FP108"), (DateField, "true", "FP108"), (Number, "12:30", "FP117"),
        (Number, "1_000", "FP117"),
        (Number, "1e5", "FP117"), (Number, "12,000", "FP117"), (Number, "on", "FP117"), (Number, "true", "FP117"),
        (Number, "1" * 16, "FP117"), (Number, ".nan", "FP117"), (Slug, "NO", "FP116"), (Slug, "a--b", "FP116"),
        (Slug, "a_b", "FP116"), (Slug, "-a", "FP116"), (Currency, "euro", "FP115"), (Qid, "6373", "FP113"),
        (Qid, "Q0", "FP113"), (Url, "example.org", "FP112"), (Url, "javascript:alert(1)", "FP112"),
        (Url, "https://", "FP112"), (Url, "https://example.org/a b", "FP112"), (Url, "ftp://example.org/", "FP112"),
        (Line, "true", "FP107"), (Line, '""', "FP107"), (Text, "true", "FP107"), (Text, "[a, b]", "FP107"),
        (Text, "{english: Hello}", "FP110"),
    ],
)  # fmt: skip
def test_a_value_of_another_form_is_a_fault(kind: Any, written: str, code: str) -> None:
    assert [each.code for each in faults(kind, written)] == [code]


def test_a_key_may_be_called_on_or_no() -> None:
    assert made(dict[Line, Line], "{on: a, no: b, 2012: c}") == {"on": "a", "no": "b", "2012": "c"}


# ------------------------------------------------------------------------------------------------ dates


def test_a_partial_date_covers_all_days_that_it_can_mean() -> None:
    assert (parse_date("2014").earliest, parse_date("2014").latest) == (date(2014, 1, 1), date(2014, 12, 31))
    assert parse_date("2016-02").latest == date(2016, 2, 29)
    assert (UNKNOWN.earliest, UNKNOWN.latest, UNKNOWN.known) == (date(1, 1, 1), date.max, False)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2014", "2014-05-01", True), ("2014-05", "2014-05-31", True), ("2014-05", "2014-06", False),
        ("2013", "2014", False), ("unknown", "2014", True), ("2014~", "2014", True),
    ],
)  # fmt: skip
def test_two_dates_conflict_only_where_no_reading_agrees(one: str, other: str, agree: bool) -> None:
    assert parse_date(one).agrees(parse_date(other)) is parse_date(other).agrees(parse_date(one)) is agree


@given(st.dates(), st.integers(1, 3), st.sampled_from(["", "~", "?"]))
def test_a_date_is_printed_as_it_is_read(day: date, parts: int, mark: str) -> None:
    text = "-".join(day.isoformat().split("-")[:parts]) + mark
    assert str(parse_date(text)) == text
    assert parse_date(text).earliest <= day <= parse_date(text).latest


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("31/02/2026", "there is no 31 February 2026; write YYYY-MM-DD"),
        ("03/04/2026", "write 2026-04-03 or 2026-03-04"),
        ("25.12.2026", "write 2026-12-25"), ("01/01/2026", "write 2026-01-01"), ("45/45/2026", "there is no such date"),
        ("2026-02-30", "there is no 30 February 2026"), ("2026-13", "there is no month 13"),
        ("May 2026", "write YYYY, YYYY-MM"),
    ],
)  # fmt: skip
def test_a_wrong_date_says_what_was_meant(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        parse_date(text)


# ------------------------------------------------------------------------------------------------ ids of registers


def test_a_ror_id_is_checked_by_its_checksum() -> None:
    real = "https://ror.org/03h2bxq36"
    assert made(Ror, real) == real
    wrong = [real[:-2] + f"{number:02}" for number in range(100) if f"{number:02}" != "36"]
    assert all(faults(Ror, each)[0].code == "FP113" for each in wrong)
    assert faults(Ror, "https://ror.org/03h2bxl36")[0].code == "FP113"  # l is no sign of this alphabet


@given(st.text(alphabet="abz09-", max_size=90))
def test_an_id_is_words_with_single_hyphens(text: str) -> None:
    assert is_slug(text) == (len(text) <= 80 and all(text.split("-")) and text != "")


# ------------------------------------------------------------------------------------------------ records


def test_three_lines_make_an_entry() -> None:
    facts = entry()
    assert [share.org for share in facts.partners] == ["museum"]
    assert (facts.lifecycle, facts.verified, facts.groups, facts.interests, facts.kept_by) == (
        "unknown", None, None, "not-asked", "public-pages",
    )  # fmt: skip


def test_no_group_is_said_and_an_unknown_group_is_not() -> None:
    assert entry("groups: []").groups == ()
    assert entry("groups:").groups is None


def test_a_bare_id_stands_for_a_record() -> None:
    facts = entry("groups: [volunteers]\nverified: never")
    assert facts.groups is not None
    assert (facts.groups[0].group, facts.groups[0].role, facts.groups[0].agreed) == ("volunteers", "took-part", None)
    assert (facts.sources[0].url, facts.sources[0].by, facts.verified) == ("https://example.org/", "unknown", None)


def test_a_partner_may_be_described_where_it_is_named() -> None:
    (share,) = made(
        Partnership,
        "partners: [{id: school, name: School, type: library, territory: NO, role: host}]\nkinds: [x]\nsources: [https://a.org/]",
    ).partners
    assert (share.org, share.role, share.inline.name, share.inline.territory) == ("school", "host", "School", "NO")


def test_the_place_of_a_source_or_an_address_backs_a_claim() -> None:
    claims = entry(
        "outcomes: [{metric: m, value: 1, as: reported, source: 1}, {metric: m, value: 1, as: reported, source: 'https://a.org/'}]"
    )
    assert [claim.source for claim in claims.outcomes] == [1, "https://a.org/"]
    assert entry_faults("outcomes: [{metric: m, value: 1, as: reported, source: true}]") == [
        ("FP112", ("outcomes", 0, "source"))
    ]


def test_words_of_the_language_stand_for_fields() -> None:
    assert {"as", "by"} <= set(field_names(Outcome))
    assert entry("resources: [{from: museum, kind: space}]").resources[0].from_ == "museum"


def test_all_faults_of_a_record_are_told_at_once_each_at_its_place() -> None:
    found = entry_faults(
        "start: Spring\nlifecycle: activ\nlanguages: [en, English]\nfavourite: blue\n"
        "posts: [{title: Resident, kind: residant}]\n"
        "outcomes:\n  - {metric: m, value: many, as: reported}\n  - {value: 1, as: reported}\ndraft: perhaps"
    )
    assert sorted(found, key=str) == sorted([
        ("FP108", ("start",)), ("FP109", ("lifecycle",)), ("FP110", ("languages", 1)), ("FP105", ("favourite",)),
        ("FP109", ("posts", 0, "kind")), ("FP117", ("outcomes", 0, "value")), ("FP106", ("outcomes", 1)),
        ("FP107", ("draft",)),
    ], key=str)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "written", "hint"),
    [
        (Partnership, "partner: [museum]", 'did you mean "partners"?'),
        (Partnership, "outcomes: [{metrc: m, metric: m, value: 1, as: reported}]", 'did you mean "metric"?'),
        (Partnership, "partners: [{id: a, name: A, type: b, territory: NO, websit: x}]", 'did you mean "website"?'),
        (Partnership, "posts: [{title: A, kind: resident, selection: {open_cal: yes}}]", 'did you mean "open_call"?'),
        (Partnership, "interests: [{holder: {rol: resident}}]", 'did you mean "role"?'),
        (Group, "covers: {territory: [NO]}", 'did you mean "territories"?'),
        (Organisation, "ids: {wikidat: Q1}", 'did you mean "wikidata"?'),
        (Guide, "based_on: [{partnerhip: a, what: worked}]", 'did you mean "partnership"?'),
        (SiteConfig, "corrections: {ulr: 'https://a.org/'}", 'did you mean "url"?'),
        (Terms, "training: {labl: Training}", 'did you mean "label"?'),
        (Guide, "colour: blue", "known here: title, summary, audience, "),
    ],
)
def test_an_unknown_key_offers_the_nearest_at_any_depth(kind: Any, written: str, hint: str) -> None:
    (found,) = (each for each in faults(kind, written) if each.code == "FP105")
    assert found.of_key
    assert found.remedy.startswith(hint)


def test_a_missing_field_is_told_from_one_without_a_value() -> None:
    blank, missing = (each for each in faults(Guide, "title: A\nsummary:\naudience: [partner]") if each.code == "FP106")
    assert (blank.message, blank.keys) == ('"summary" has no value', ("summary",))
    assert (missing.message, missing.keys) == ('"stages" is missing', ())


def test_a_wrong_word_offers_the_nearest_or_all() -> None:
    found = {each.keys: each.remedy for each in faults(Partnership, "kept_by: nobody\nlifecycle: activ")}
    assert (found["kept_by",], found["lifecycle",]) == ("use one of: public-pages, group", 'did you mean "active"?')


def test_a_fault_names_the_field_and_never_a_number_in_a_list() -> None:
    for kind, written in (
        (Guide, "audience: [volunter]"),
        (Partnership, "kinds: [[a]]\nprojects: [{a: b}]"),
        (Group, "names: [x]"),
    ):
        assert not [each.message for each in faults(kind, written) if '"0"' in each.message]


def test_a_new_type_of_record_tells_what_its_fields_are_for() -> None:
    @record
    class Boat:
        """A boat."""

        name: Annotated[Line, doc("what is painted on it")]

    assert faults(Boat, "{}") == [Fault("FP106", (), '"name" is missing', 'add "name:" (what is painted on it)')]
