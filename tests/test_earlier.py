"""A process that builds again and again: it looks only at what changed, and never believes what others have changed."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from builder.build import reading, telling, traces
from builder.build.earlier import Earlier, Since, Stood, since
from builder.build.last import STORE
from builder.build.options import Options, Report
from builder.build.pipeline import build
from builder.build.run import Run
from builder.build.traces import Batch, Traces
from builder.core.problems import Stop
from tests.conftest import AS_OF, Site

NUMBER = 60


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the names of the batches whose traces are read."""
    seen: list[str] = []
    read = traces._traces

    def noted(run: Run, step: str, batch: Batch) -> Traces | None:
        seen.append(f"{step} {batch.name}")
        return read(run, step, batch)

    monkeypatch.setattr(traces, "_traces", noted)
    yield seen


@pytest.fixture
def served(site: Site) -> Site:
    for number in range(NUMBER):
        site.entry(f"entry-{number:02}", f"title: Entry {number}", "Words.")
    return site


def followed(site: Site, search: bool = False) -> Report:
    """Build and, after an edit, build again: from then on it is known what every batch asked for."""
    first = site.build(search=search)
    site.entry("entry-08", "title: Entry 8", "Edited words.")
    return again(site, first, search)


def again(site: Site, before: Report, search: bool = False) -> Report:
    assert before.earlier
    return site.build(before=before.earlier, search=search)


def clean(site: Site, search: bool = False) -> dict[str, bytes]:
    """Return what a build without any memory makes of the same sources."""
    site.build(output="clean", search=search)
    return site.files("clean")


def test_only_what_changed_is_looked_at(served: Site, looked_at: list[str]) -> None:
    before = followed(served)
    looked_at.clear()
    served.entry("entry-07", "title: Entry 7", "Other words.")
    report = again(served, before)
    assert report.difference and report.earlier
    assert [path for path in report.difference.write if path.endswith(".html")] == ["partnerships/entry-07/index.html"]
    assert 0 < len(set(looked_at)) < 6 < len(report.earlier.stood)
    assert served.files() == clean(served)


@pytest.mark.parametrize("search", [False, True])
def test_work_beside_leaves_what_a_clean_build_leaves(
    served: Site, monkeypatch: pytest.MonkeyPatch, search: bool
) -> None:
    monkeypatch.setattr(reading, "ENOUGH", 0)
    monkeypatch.setattr(telling, "MANY", 0)
    report = followed(served, search)
    for title, words in (("Entry 7", "Other words."), ("Another title", "Other words."), ("Entry 7", "Words.")):
        served.entry("entry-07", f"title: {title}", words)
        report = again(served, report, search)
        assert report.difference and not report.note
        assert served.files() == clean(served, search)


def test_a_mistake_that_is_found_beside_is_told_and_nothing_is_written(
    served: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ENOUGH", 0)
    monkeypatch.setattr(telling, "MANY", 0)
    first = served.build()
    before = served.files()
    served.entry("entry-07", "title: Entry 7", "See [nothing](nowhere.md).")
    refused = again(served, first)
    assert [each.code for each in refused.problems if each.level == "error"] == ["FP301"]
    assert refused.difference is None
    assert served.files() == before
    served.entry("entry-07", "title: Entry 7", "See [another](entry-08.md).")
    assert again(served, refused).difference
    assert served.files() == clean(served)


def test_what_another_process_kept_meanwhile_is_not_taken_for_our_own(served: Site) -> None:
    first = followed(served)
    served.entry("entry-07", "title: Another", "Words.")
    served.build()  # by somebody else, who knows nothing of the first
    served.entry("entry-07", "title: Entry 7", "Words.")
    report = again(served, first)
    assert "could not be trusted" in report.note
    assert served.files() == clean(served)
    served.entry("entry-07", "title: Another", "Words.")
    assert not again(served, report).note
    assert served.files() == clean(served)


@pytest.mark.parametrize("otherwise", ["drafts", "base_url"])
def test_an_earlier_build_of_another_kind_is_of_no_use(served: Site, otherwise: str) -> None:
    first = served.build()
    assert first.earlier
    changed: dict[str, Any] = {"drafts": True} if otherwise == "drafts" else {"base_url": "https://example.net/"}
    report = served.build(before=first.earlier, **changed)
    assert report.earlier and since(first.earlier, report.earlier.plan, report.earlier.slot) == Since()
    served.build(output="clean", **changed)
    assert served.files() == served.files("clean")


def test_a_batch_stands_while_nothing_that_it_asked_for_changes() -> None:
    stood = {("pages", "a"): Stood(("own",), ("asked", "more"), "key"), ("pages", "b"): Stood(("own",), None, "key")}
    assert Since(stood, {"other"}).still(("pages", "a"), ("own",)) == stood["pages", "a"]
    assert Since(stood, {"more"}).still(("pages", "a"), ("own",)) is None
    assert Since(stood, {"other"}).still(("pages", "a"), ("own", "new")) is None
    assert Since(stood, {"other"}).still(("extract", "a"), ("own",)) is None
    assert Since(stood, {"other"}).still(("pages", "b"), ("own",)) is None, "nobody put together what it asked for"


def late(site: Site) -> Report:
    return build(site.root, Options(site.root / "public", AS_OF, jobs=1, stale_search=True), lambda *_: None)


def test_a_search_that_follows_later_has_all_records(served: Site) -> None:
    report = late(served)
    assert report.later and not (served.root / "public/pagefind").exists()
    assert report.later.finish(Event())
    assert served.files() == clean(served, search=True)
    served.entry("entry-07", "title: Another", "Other words.")
    report = late(served)
    assert report.later and report.later.finish(Event())
    assert served.files() == clean(served, search=True)


def test_a_search_that_finds_the_store_changed_stops_and_leaves_all_as_it_was(served: Site) -> None:
    report = late(served)
    before = served.files()
    (served.root / STORE).unlink()
    with pytest.raises(Stop) as stopped:
        assert report.later and report.later.finish(Event())
    assert stopped.value.problem.code == "FP509"
    assert served.files() == before


def test_after_a_build_that_broke_off_only_the_plan_is_believed(served: Site) -> None:
    first = served.build()
    assert first.earlier
    alone = first.earlier.plan_alone()
    assert alone == Earlier(first.earlier.plan, first.earlier.slot)
    served.entry("entry-07", "title: Another", "Words.")
    served.build(before=alone)
    assert served.files() == clean(served)
