"""The public record: every number counted by hand; what was announced adds nothing up, and *not asked* is not *no*."""

import re

from builder.site.record import SHOWN
from tests.conftest import Site

CLAIM = "{metric: files-uploaded, value: %s, unit: files, year: %s, as: %s, source: 1}"
ROW = re.compile(r"<li><span>(.+?)</span> <b>(.+?)</b>(.*?)</li>", re.DOTALL)
Rows = dict[str, tuple[str, str]]


def claims(*told: tuple[int, int, str]) -> str:
    """Return the front matter of figures of files: value, year, kind."""
    return "outcomes: [" + ", ".join(CLAIM % each for each in told) + "]"


def record(site: Site) -> dict[str, Rows]:
    """Build a site and return its record: by block, each row's number and what stands behind it."""
    site.write("content/vocabulary/metrics.yaml", "files-uploaded: {label: {en: Files uploaded}, adds: true}\n"
               "views: {label: {en: Views}}\n")  # fmt: skip
    site.build()
    blocks = re.findall(r'<section id="(\w+)">(.*?)</section>', site.page("record/index.html"), re.DOTALL)
    return {name: {label: (number, rest) for label, number, rest in ROW.findall(text)} for name, text in blocks}


def numbers(rows: Rows) -> dict[str, str]:
    return {label: number for label, (number, _) in rows.items()}


def test_a_total_takes_one_result_of_each_entry_and_never_what_was_announced(site: Site) -> None:
    site.entry("grows", claims((100, 2015, "reported"), (150, 2016, "measured")))
    site.entry("plans", claims((1000, 2015, "planned"), (7000, 2015, "announced"), (20, 2017, "listed")))
    site.entry("only-plans", claims((9000, 2015, "announced")))
    site.entry("differs", claims((3, 2018, "reported"), (5, 2018, "reported")))
    site.entry("part", claims((50, 2015, "reported")) + "\nrelated: {partnerships: [{id: grows, rel: part-of}]}")
    rows = record(site)["results"]
    assert rows["Files uploaded"][0] == "173"  # 150 + 20 + 3
    assert "In 3 entries" in rows["Files uploaded"][1]
    assert rows["Entries with a figure of what came of it"][0] == "4 of 6"
    assert rows["Entries whose sources differ"][0] == "1"
    assert 'href="/partnerships/differs/"' in rows["Entries whose sources differ"][1]
    by_kind = {"reported": "4", "announced, not a result": "2", "planned, not a result": "1", "counted on a list": "1", "measured": "1"}  # fmt: skip # noqa: E501
    assert by_kind.items() <= numbers(rows).items()
    page = site.page("record/results/index.html")
    assert re.findall(r'/partnerships/([\w-]+)/">[^<]+</a> <b>(\d+)</b>', page) == [("grows", "150"), ("plans", "20"), ("differs", "3")]  # fmt: skip # noqa: E501


def test_one_entry_is_no_total_and_other_metrics_are_not_added(site: Site) -> None:
    site.entry("one", claims((100, 2015, "reported")))
    for name in "ab":
        site.entry(name, "outcomes: [{metric: views, value: 5, as: reported, year: 2015, source: 1}]")
    assert {"Files uploaded", "Views"}.isdisjoint(record(site)["results"])
    assert "How each total" not in site.page("record/index.html")


def test_a_total_of_many_entries_names_the_largest_and_counts_the_rest(site: Site) -> None:
    for number in range(SHOWN + 2):
        site.entry(f"e-{number}", claims((number + 1, 2015, "reported")))
    assert record(site)["results"]["Files uploaded"][0] == "253"
    page = site.page("record/results/index.html")
    assert page.count('href="/partnerships/e-') == SHOWN
    assert "and 2 more entries" in page


def test_a_unit_has_its_label_in_a_total_and_a_retired_one_counts_with_its_successor(site: Site) -> None:
    site.write("content/vocabulary/units.yaml", "files: {label: {en: single files}}\n"
               "scans: {label: {en: old}, redirect: files}\n")  # fmt: skip
    for name, unit in (("a", "files"), ("b", "scans"), ("c", "film reels"), ("d", "film reels")):
        site.entry(name, claims((4, 2015, "reported")).replace("unit: files", f"unit: {unit}"))
    rows = numbers(record(site)["results"])
    assert rows["Files uploaded (single files)"] == "8"
    assert rows["Files uploaded (film reels)"] == "8"


def test_posts_are_counted_and_what_is_not_documented_is_not_no(site: Site) -> None:
    post = "{title: Resident, kind: resident%s}"
    site.entry("two", f"posts: [{post % ', paid: paid, selection: {open_call: yes, decided_by: [host, group]}'}, {post % ''}]")  # fmt: skip # noqa: E501
    site.entry("closed", f"posts: [{post % ', paid: unpaid, selection: {open_call: no}'}]")
    rows = record(site)["posts"]
    page = site.page("record/index.html")
    assert "3 posts, told as roles." in page
    assert numbers(rows) | {"Not documented": ""} == {
        "Paid": "1", "Unpaid": "1", "Not documented": "", "Yes": "1", "No": "1", "The host": "1", "A group": "1",
    }  # fmt: skip
    assert re.findall(r"Not documented</span> <b>(\d)</b>", page) == ["1", "1", "2"]  # pay, open call, chosen by
    assert 'href="/partnerships/two/"' in rows["Yes"][1]
    assert "href" not in rows["No"][1]


def test_not_asked_is_never_none_declared(site: Site) -> None:
    site.entry("none", "interests: none-declared").entry("silent", "interests: declined")
    site.entry("said", "interests: [{holder: {role: partner-staff, of: museum}, interest: funds, in: museum, "
               "statement: declared, source: 1}]")  # fmt: skip
    rows = record(site)["interests"]
    assert numbers(rows) == {"Declared": "1", "None declared": "1", "Not asked": "1", "Not stated": "1"}


def test_ages_beginnings_and_gaps(site: Site) -> None:
    site.group("here").group("swedes", "{territories: [SE]}", "kept_by: group\n").group("all", "{territories: ['001']}")
    site.organisation("house", territory="MT")
    checked = "verified: {on: 2026-01, by: here, method: asked-group, result: %s}"
    site.entry("a", f"described: 2019\norigin: {{how: local-event}}\n{checked % 'confirmed'}\npartners: [house]")
    site.entry("b", f"described: 2019-05\norigin: {{how: this-directory}}\n{checked % 'could-not-confirm'}\ngroups: []")
    found = record(site)
    assert numbers(found["ages"]) == {
        "2019": "2", "No date known": "1", "Confirmed by a group that took part": "1 of 3",
        "Pages of groups that the group keeps itself": "1 of 3",
    }  # fmt: skip
    assert numbers(found["beginnings"]) == {"At a local event": "1", "Through this directory": "1", "Not known": "1"}
    gaps = found["gaps"]
    assert gaps["which group of volunteers took part"][0] == "2"  # `groups: []` says that there is none
    assert gaps["how it began"][0] == "1"
    assert gaps["Countries with a group, but no partnership here"][0] == "1"
    assert '<a href="/near/se/">Sweden</a>' in gaps["Countries with a group, but no partnership here"][1]
    assert '<a href="/near/mt/">Malta</a>' in gaps["Countries with a partnership, but no group here"][1]


def test_the_record_follows_a_changed_fact_and_only_facts(site: Site) -> None:
    site.entry("first", "origin: {how: mandate}")
    assert record(site)["beginnings"]["By a mandate"][0] == "1"
    site.entry("first", "origin: {how: open-call}", body="Other words.")
    assert "By a mandate" not in record(site)["beginnings"]
    before = site.files()
    site.entry("first", "origin: {how: open-call}", body="Words again.")
    record(site)
    changed = {path for path, content in site.files().items() if before[path] != content} - {"build.json"}
    assert "partnerships/first/index.html" in changed
    assert not {path for path in changed if path.startswith("record/")}
