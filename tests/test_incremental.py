"""The proof: whatever is edited, broken, lost or damaged in whatever order, a build leaves what a clean build leaves.

`FINGERPOST_PROOF=long` looks much further than `make test` does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from builder.build import reading, telling
from builder.build.earlier import Earlier
from builder.build.options import Report
from builder.core import workers
from builder.core.problems import Problem, Stop
from builder.publish.pagefind_client import find_program
from tests.conftest import AS_OF, Site
from tests.incremental_site import (
    BODIES,
    CONFIG,
    FACTS,
    FILES,
    IDS,
    NEEDED,
    TYPES,
    Sources,
    beginning,
    kind,
    made_from,
    named,
    record_path,
)

SHORT = settings(
    max_examples=9,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
LONG = settings(SHORT, max_examples=1_000, stateful_step_count=80, derandomize=False)
PROFILE = LONG if os.environ.get("FINGERPOST_PROOF") == "long" else SHORT

OUTPUT = "public"
MARKER = ".fingerpost.json"
STORE = ".cache/store.sqlite"
DAYS = (AS_OF, date(2027, 2, 1), date(2035, 1, 1))
ADDRESSES = ("", "http://127.0.0.1:8000/", "https://example.com/a/")


@dataclass(frozen=True)
class Asked:
    """How a build is asked for."""

    as_of: date = AS_OF
    base_url: str = ""
    strict: bool = False
    drafts: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a build came to: the problems, and every file with its bytes, or None when it was refused."""

    problems: tuple[Problem, ...]
    files: dict[str, bytes] | None
    earlier: Earlier | None = field(default=None, compare=False)


def outcome(site: Site, asked: Asked, jobs: int = 1, before: Earlier | None = None) -> Outcome:
    """Build a site and say what came of it; `before` is an earlier build, as `serve` has it."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            if jobs > 1:
                patch.setattr(workers, "ENOUGH", 1)
            if before:  # then so much is there that work is done beside
                patch.setattr(reading, "ENOUGH", 0)
                patch.setattr(telling, "MANY", 0)
            report = site.build(
                jobs=jobs, as_of=asked.as_of, base_url=asked.base_url, strict=asked.strict, drafts=asked.drafts,
                before=before,
            )  # fmt: skip
    except Stop as stop:
        return Outcome((stop.problem,), None)
    return Outcome(tuple(report.problems), site.files() if report.difference else None, report.earlier)


def bring(site: Site, files: dict[str, bytes]) -> None:
    """Make the sources of a site exactly these files; what is built and kept beside them stays."""
    for path in site.root.rglob("*"):
        inside = path.relative_to(site.root)
        if path.is_file() and inside.parts[0] not in {OUTPUT, ".cache"} and inside.as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        target = site.root / name
        if not target.is_file() or target.read_bytes() != content:
            site.write(name, content)


class Editing(RuleBasedStateMachine):
    """An editor at work: one change, or one mishap, and a build after each."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.site = Site(self.top / "site")
        self.site.root.mkdir()
        self.sources = self.good = beginning()
        self.asked = self.asked_for_good = Asked()
        self.refused = 0
        self.jobs = 1
        self.serving = False
        self.earlier: Earlier | None = None
        self.clean: dict[tuple[Asked, str], Outcome] = {}

    def teardown(self) -> None:
        """Build once more in a process of its own, where nothing is remembered and hashes are others."""
        try:
            if self.good is self.sources:
                self._compare_with_another_process()
        finally:
            shutil.rmtree(self.top)

    # What an editor does.

    @rule(at=st.integers(0, 99), key=st.integers(0, 99), value=st.integers(0, 99))
    @precondition(lambda self: self.refused < 2)
    def edit_a_fact(self, at: int, key: int, value: int) -> None:
        path = self._some_record(at)
        known = list(FACTS[kind(path)].items())
        name, values = known[key % len(known)]
        self._say(path, name, values[value % len(values)])

    @rule(key=st.sampled_from(list(FACTS[CONFIG])), value=st.integers(0, 99))
    @precondition(lambda self: self.refused < 2)
    def edit_the_configuration(self, key: str, value: int) -> None:
        self._say(CONFIG, key, FACTS[CONFIG][key][value % len(FACTS[CONFIG][key])])

    @rule(at=st.integers(0, 99), body=st.sampled_from(BODIES))
    @precondition(lambda self: self.refused < 2)
    def edit_a_body(self, at: int, body: str) -> None:
        path = self._some_record(at)
        if path != CONFIG:
            facts, _ = self._edited().records[path]
            self.sources.records[path] = (facts, body)

    @rule(type_=st.sampled_from(TYPES), at=st.integers(0, 99), body=st.sampled_from(BODIES))
    @precondition(lambda self: self.refused < 2)
    def add_a_record(self, type_: str, at: int, body: str) -> None:
        new = [each for each in IDS[type_] if record_path(type_, each) not in self.sources.records]
        if new:
            id_ = new[at % len(new)]
            self._edited().records[record_path(type_, id_)] = (NEEDED[type_] | named(type_, id_), body)

    @rule(at=st.integers(0, 99), lang=st.sampled_from(["ar", "fr"]), body=st.sampled_from(BODIES))
    @precondition(lambda self: self.refused < 2)
    def translate_a_record(self, at: int, lang: str, body: str) -> None:
        path = self._some_record(at)
        if path != CONFIG and kind(path) != "translation":
            records = self._edited().records
            records[path.replace(".md", f".{lang}.md")] = (
                {"title": "T", "made_from": made_from(records[path][1])},
                body,
            )

    @rule(at=st.integers(0, 99))
    @precondition(lambda self: self.refused < 2)
    def delete_a_record(self, at: int) -> None:
        path = self._some_record(at)
        if path != CONFIG:
            del self._edited().records[path]

    @rule(at=st.integers(0, 99), to=st.integers(0, 99), known=st.booleans())
    @precondition(lambda self: self.refused < 2)
    def retire_a_record(self, at: int, to: int, known: bool) -> None:
        """Delete a file with its translations, and say where it went, or only that it is gone."""
        path = self._some_record(at)
        if path == CONFIG or kind(path) == "translation":
            return
        records, own = self._edited().records, path.removesuffix("md")
        type_, id_ = path.split("/")[1], Path(path).stem
        left = [each for each in IDS[type_] if each != id_ and record_path(type_, each) in records]
        became = f"to: {left[to % len(left)]}" if known and left else "gone: Taken away"
        self.sources.records = {each: record for each, record in records.items() if not each.startswith(own)}
        self.sources.files["content/redirects.yaml"] = f"{type_}/{id_}: {{{became}}}\n".encode()

    @rule(at=st.integers(0, 99), to=st.integers(0, 99), following=st.booleans())
    @precondition(lambda self: self.refused < 2)
    def rename_a_record(self, at: int, to: int, following: bool) -> None:
        """Rename a file; an editor who is careful also changes what names it."""
        path = self._some_record(at)
        if path == CONFIG or kind(path) == "translation":
            return
        type_, old = path.split("/")[1], Path(path).stem
        new = IDS[type_][to % len(IDS[type_])]
        files = {
            each.replace(f"/{type_}/{old}.", f"/{type_}/{new}."): record
            for each, record in self._edited().records.items()
        }
        if following:
            files = {
                each: ({key: value.replace(old, new) for key, value in facts.items()}, body.replace(old, new))
                for each, (facts, body) in files.items()
            }
        self.sources.records = files

    @rule(path=st.sampled_from(list(FILES)), at=st.integers(0, 99))
    @precondition(lambda self: self.refused < 2)
    def change_another_file(self, path: str, at: int) -> None:
        files = self._edited().files
        others = [each for each in FILES[path] if each != files.get(path)]
        content = others[at % len(others)]
        files.pop(path, None)
        if content is not None:
            files[path] = content

    @rule(at=st.integers(0, 99), junk=st.sampled_from([b"\xff", b"\n: [", b"\0", b"---\n"]))
    @precondition(lambda self: self.refused < 1)
    def break_a_file(self, at: int, junk: bytes) -> None:
        files = self._edited().written()
        path = list(files)[at % len(files)]
        self.sources.records.pop(path, None)
        self.sources.files[path] = junk + files[path]

    @rule()
    @precondition(lambda self: self.refused > 0)
    def go_back_to_what_was_in_order(self) -> None:
        self.sources, self.asked = self.good, self.asked_for_good

    # How a build is asked for.

    @rule(what=st.sampled_from(["day", "drafts", "strict", "address", "workers", "server"]), at=st.integers(0, 99))
    @precondition(lambda self: self.refused < 3)
    def ask_otherwise(self, what: str, at: int) -> None:
        asked = self.asked
        if what == "day":
            later = [day for day in DAYS if day != asked.as_of]
            self.asked = replace(asked, as_of=later[at % len(later)])
        elif what == "address":
            others = [address for address in ADDRESSES if address != asked.base_url]
            self.asked = replace(asked, base_url=others[at % len(others)])
        elif what == "drafts":
            self.asked = replace(asked, drafts=not asked.drafts)
        elif what == "workers":
            self.jobs = 2
        elif what == "server":
            self.serving = not self.serving
        else:
            self.asked = replace(asked, strict=not asked.strict)

    # What happens to what was kept and to what was built.

    @rule(what=st.sampled_from(["lost", "cut off", "a byte", "many bytes"]), at=st.floats(0, 0.999))
    @precondition(lambda self: self.refused < 3)
    def damage_the_store(self, what: str, at: float) -> None:
        store = self.site.root / STORE
        kept = store.read_bytes() if store.is_file() else b""
        place = int(len(kept) * at)
        if what == "lost":
            shutil.rmtree(store.parent, ignore_errors=True)
        elif what == "cut off":
            store.write_bytes(kept[:place])
        elif kept:
            changed = bytearray(kept)
            for each in range(place, len(kept), 97 if what == "many bytes" else len(kept)):
                changed[each] ^= 0x81
            store.write_bytes(changed)

    @rule(keep=st.booleans())
    @precondition(lambda self: self.refused < 3)
    def put_an_older_store_in_its_place(self, keep: bool) -> None:
        store, older = self.site.root / STORE, self.top / "older.sqlite"
        if store.is_file() and (keep or not older.is_file()):
            shutil.copyfile(store, older)
        elif older.is_file() and store.parent.is_dir():
            shutil.copyfile(older, store)

    @rule(what=st.sampled_from(["lost", "changed", "all lost"]), at=st.integers(0, 999))
    @precondition(lambda self: self.refused < 3)
    def damage_what_was_built(self, what: str, at: int) -> None:
        output = self.site.root / OUTPUT
        built = sorted(path for path in output.rglob("*") if path.is_file() and path.name != MARKER)
        if what == "all lost":
            shutil.rmtree(output, ignore_errors=True)
        elif built and what == "lost":
            built[at % len(built)].unlink()
        elif built:
            built[at % len(built)].write_bytes(b"something else")

    # The promise.

    @invariant()
    def a_build_leaves_what_a_clean_build_leaves(self) -> None:
        bring(self.site, self.sources.written())
        before = self.site.files()
        found = outcome(self.site, self.asked, self.jobs, self.earlier if self.serving else None)
        self.earlier = found.earlier or (self.earlier and self.earlier.plan_alone())
        expected = self._clean()
        assert found.problems == expected.problems
        if expected.files is None:
            assert found.files is None
            assert self.site.files() == before, "a refused build leaves the output alone"
            self.refused += 1
        else:
            assert found.files is not None
            assert found.files.keys() == expected.files.keys()
            assert [path for path in found.files if found.files[path] != expected.files[path]] == []
            self.refused, self.good, self.asked_for_good = 0, self.sources, self.asked
        self.jobs = 1

    def _clean(self) -> Outcome:
        """Return what a build elsewhere comes to, where nothing was ever built."""
        files = self.sources.written()
        named = (self.asked, repr(sorted(files.items())))
        if named not in self.clean:
            elsewhere = Site(self.top / "elsewhere")
            shutil.rmtree(elsewhere.root, ignore_errors=True)
            elsewhere.root.mkdir()
            bring(elsewhere, files)
            self.clean[named] = outcome(elsewhere, self.asked)
        return self.clean[named]

    def _compare_with_another_process(self) -> None:
        elsewhere = Site(self.top / "process")
        elsewhere.root.mkdir()
        bring(elsewhere, self.sources.written())
        asked = self.asked_for_good
        command = [sys.executable, "-m", "builder", "build", "--no-search", "--as-of", str(asked.as_of)]
        command += ["--base-url", asked.base_url] if asked.base_url else []
        command += ["--drafts"] if asked.drafts else []
        environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia"}
        subprocess.run(command, cwd=elsewhere.root, env=environment, check=True, capture_output=True)
        self.asked = asked
        assert outcome(self.site, asked).files == elsewhere.files()

    def _edited(self) -> Sources:
        """Begin another edition of the sources, so that the last good one stays."""
        self.sources = self.sources.copy()
        return self.sources

    def _some_record(self, at: int) -> str:
        paths = sorted(self.sources.records)
        return paths[at % len(paths)] if paths else CONFIG

    def _say(self, path: str, key: str, value: str) -> None:
        facts, _ = self._edited().records.get(path, ({}, ""))
        if facts.get(key) == value and key not in NEEDED.get(kind(path), {}):
            del facts[key]
        else:
            facts[key] = value


def test_an_incremental_build_is_a_clean_build() -> None:
    run_state_machine_as_test(Editing, settings=PROFILE)


# What a build costs.

LANGUAGES = ("", "ar/")


@pytest.fixture
def built(tmp_path: Path) -> Site:
    """The machine's site, built in both of its languages."""
    made = Site(tmp_path / "site")
    made.root.mkdir()
    bring(made, beginning().written())
    made.build()
    return made


def showing(site: Site, words: str) -> set[str]:
    """Return the pages in which these words stand."""
    return {path for path, content in site.files().items() if path.endswith(".html") and words.encode() in content}


def written(report: Report) -> set[str]:
    """Return the pages that a build wrote."""
    assert report.difference is not None
    return {path for path in report.difference.write if path.endswith(".html")}


def in_all_languages(*paths: str) -> set[str]:
    return {lang + path for path in paths for lang in LANGUAGES}


def test_a_build_without_a_change_makes_nothing(built: Site) -> None:
    report = built.build()
    assert {key: report.counts[key] for key in ("parsed", "rendered", "written", "deleted")} == dict.fromkeys(
        ("parsed", "rendered", "written", "deleted"), 0
    )
    assert report.counts["reused"] == report.pages


def test_a_lost_output_is_written_again_without_rendering(built: Site) -> None:
    before = built.files()
    shutil.rmtree(built.root / OUTPUT)
    report = built.build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (0, 0)
    assert built.files() == before


def test_editing_a_body_parses_one_file_and_renders_one_page_a_language(built: Site) -> None:
    report = built.write(record_path("partnerships", "second"), edited(built, "second", "Other words", "Words")).build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (1, 2)
    assert written(report) == in_all_languages("partnerships/second/index.html")


def test_editing_a_body_that_is_translated_renders_only_the_page_that_shows_it(built: Site) -> None:
    report = built.write(record_path("partnerships", "first"), edited(built, "first", "Some words.", "Words.")).build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (1, 1)
    assert written(report) == {"partnerships/first/index.html"}


def edited(site: Site, id_: str, old: str, new: str) -> str:
    """Return the file of an entry with other words in it."""
    text = (site.root / record_path("partnerships", id_)).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


def test_an_undone_edit_renders_nothing(built: Site) -> None:
    path = record_path("partnerships", "first")
    before, files = (built.root / path).read_bytes(), built.files()
    built.write(path, edited(built, "first", "Some words.", "New words.")).build()
    report = built.write(path, before).build()
    assert report.counts["rendered"] == 0
    assert built.files() == files


def test_editing_a_translation_renders_one_page(built: Site) -> None:
    path = "content/partnerships/first.ar.md"
    report = built.write(path, (built.root / path).read_text(encoding="utf-8").replace("كلمات", "كلام")).build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (1, 1)
    assert written(report) == {"ar/partnerships/first/index.html"}


def test_renaming_a_term_renders_only_the_pages_that_show_it(built: Site) -> None:
    built.entry("second", front="kinds: [content-donation]\npartners: [library]").build()
    shown = showing(built, "Content donation")
    kinds = (built.root / "content/vocabulary/kinds.yaml").read_text(encoding="utf-8")
    report = built.write("content/vocabulary/kinds.yaml", kinds.replace("Content donation", "Gifts")).build()
    assert shown
    assert written(report) == shown
    assert (report.counts["parsed"], report.counts["rendered"]) == (0, len(shown))


def test_renaming_a_unit_renders_only_the_pages_that_show_it(built: Site) -> None:
    units = "files: {label: {en: single files, ar: من الملفات}}\n"
    built.write("content/vocabulary/units.yaml", units)
    built.entry("second", "outcomes: [{metric: files-uploaded, value: 30, unit: files, as: reported}]").build()
    shown = showing(built, "single files")
    report = built.write("content/vocabulary/units.yaml", units.replace("single files", "pieces")).build()
    assert shown == {"partnerships/second/index.html"}
    assert written(report) == shown
    assert report.counts["rendered"] == 1


def test_where_nothing_fits_the_reader_the_first_language_of_a_table_is_shown(built: Site) -> None:
    """The order of two languages is all that changes."""
    kinds = "content-donation: {label: {en: Gifts}}\ntraining: {label: {%s}}\n"
    built.write("content/vocabulary/kinds.yaml", kinds % "fr: Cours, cy: Gwersi").build()
    shown = showing(built, "Cours")
    built.write("content/vocabulary/kinds.yaml", kinds % "cy: Gwersi, fr: Cours").build()
    assert shown
    assert (showing(built, "Gwersi"), showing(built, "Cours")) == (shown, set())


def test_everything_that_is_made_was_planned(built: Site) -> None:
    """A path that no route claims could be overwritten by a file of the site's own."""
    report = built.build(as_of=DAYS[1])
    assert report.earlier
    plan = report.earlier.plan
    pages = {edition.reader.addresses.path(route) for edition in plan.editions for route in plan.routes}
    planned = pages | {route.lstrip("/") for route in plan.files}
    assert report.pages == sum(path.endswith(".html") for path in planned)
    assert planned <= built.files().keys()


def test_a_title_renders_only_the_pages_that_show_it(built: Site) -> None:
    built.entry("second", front="title: Old maps").build()
    shown = showing(built, "Old maps")
    report = built.entry("second", front="title: New maps").build()
    assert written(report) == shown
    assert (report.counts["parsed"], report.counts["rendered"]) == (1, len(shown))


def test_a_template_of_the_sites_own_renders_only_its_pages(built: Site) -> None:
    report = built.write("layouts/page.html", "{{ page.title.text }}").build()
    assert written(report) == in_all_languages("about/index.html")
    assert (report.counts["parsed"], report.counts["rendered"]) == (0, 2)
    (built.root / "layouts/page.html").unlink()
    report = built.build()
    assert (written(report), report.counts["rendered"]) == (in_all_languages("about/index.html"), 0)


def test_a_part_of_templates_renders_only_the_pages_of_those_that_use_it(built: Site) -> None:
    cards = showing(built, 'class="cards"')
    report = built.write("layouts/partials/card.html", "<li>{{ card.title.text }}</li>").build()
    assert cards
    assert written(report) == cards
    assert report.counts["parsed"] == 0
    assert len(cards) <= report.counts["rendered"] < report.pages


def test_a_deleted_entry_renders_only_what_showed_it(built: Site) -> None:
    shown = showing(built, "/partnerships/second/")
    (built.root / record_path("partnerships", "second")).unlink()
    report = built.build()
    gone = in_all_languages("partnerships/second/index.html")
    assert report.difference is not None
    assert gone <= set(report.difference.delete)
    assert written(report) >= shown - set(report.difference.delete)
    assert report.counts["rendered"] == len(written(report)) < report.pages
    assert not written(report) & in_all_languages("about/index.html", "organisations/library/index.html")


def test_a_label_renders_only_the_pages_of_its_language(built: Site) -> None:
    arabic = {path for path in built.files() if path.startswith("ar/") and path.endswith(".html")}
    label = 'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "Skip to the text"\nmsgstr "إلى النص"\n'
    report = built.write("layouts/locale/ar.po", label).build()
    assert written(report) == arabic
    assert (report.counts["parsed"], report.counts["rendered"]) == (0, len(arabic))


def test_styles_and_pictures_and_other_files_render_nothing(built: Site) -> None:
    for path in ("layouts/assets/site.css", "content/static/rules.txt"):
        report = built.write(path, b"other").build()
        assert (report.counts["rendered"], written(report)) == (0, set()), path


def test_a_later_day_renders_only_what_compares_with_it(built: Site) -> None:
    report = built.build(as_of=date(2026, 11, 23))
    assert (report.counts["parsed"], report.counts["rendered"], written(report)) == (0, 0, set())


def test_what_was_made_before_an_error_is_not_made_again(built: Site) -> None:
    path = record_path("partnerships", "first")
    good = edited(built, "first", "Some words.", "New words.")
    built.write(path, good).write(record_path("partnerships", "second"), "---\n").build()
    built.entry("second", body="Other words, and **strong** ones.")
    built.build()
    report = built.write(path, good).build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (0, 0)


def test_strictness_is_asked_of_every_build(built: Site) -> None:
    """The first build had a warning: the same sources, asked for strictly, are refused."""
    assert built.build().difference is not None
    report = built.build(strict=True)
    assert [each.code for each in report.problems if each.level == "warning"]
    assert report.difference is None


@pytest.mark.parametrize("name", ["content/partnerships/notes.txt", "content/partnerships/Capital.md"])
def test_a_file_without_a_place_is_told_although_nothing_reads_it(built: Site, name: str) -> None:
    report = built.write(name, "---\n---\n").build()
    assert [each.span.path for each in report.problems if each.level == "error"] == [name]
    assert report.difference is None


def test_a_link_in_the_content_is_told_although_nothing_follows_it(built: Site) -> None:
    (built.root / "content/pages/other.md").symlink_to("about.md")
    report = built.build()
    assert [each.code for each in report.problems if each.level == "error"] == ["FP003"]
    assert report.difference is None


def test_search_follows_every_edit(tmp_path: Path) -> None:
    try:
        find_program()
    except Stop as stop:
        pytest.skip(stop.problem.message)
    made = Site(tmp_path / "site")
    made.root.mkdir()
    sources = beginning()
    for at, body in enumerate(
        ("Some words.", "Ships in the harbour.", "Ships in the harbour, and maps.", "Some words.")
    ):
        path = record_path("partnerships", "first")
        sources.records[path] = (sources.records[path][0], body)
        bring(made, sources.written())
        report = made.build(search=True)
        clean = Site(tmp_path / f"clean{at}")
        clean.root.mkdir()
        bring(clean, sources.written())
        assert tuple(clean.build(search=True).problems) == tuple(report.problems)
        assert made.files() == clean.files()
    made.build()
    assert not any(path.startswith("pagefind/") for path in made.files()), "a build without search takes it away"
    made.build(search=True)
    assert made.files() == clean.files()
