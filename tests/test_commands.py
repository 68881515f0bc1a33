"""The commands as an editor and a CI run meet them: what they do, what they say, and how they end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from builder.cli import fingerpost, main
from builder.content.load import load_config
from builder.core.problems import Level
from builder.desk.commands import TYPES
from builder.desk.new import new_file
from tests.conftest import Site

Run = Callable[..., tuple[int, str, str]]
DAY = ("--as-of", "2026-11-22")
ROOT = Path(__file__).parent.parent


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program with these words; return its exit code, what it prints, and what it prints as an error."""

    def command(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fingerpost", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, with its directory as the one we are in."""
    monkeypatch.chdir(site.root)
    return site


# ------------------------------------------------------------------------------------------------ exit codes


def test_a_fine_site_ends_with_0(here: Site, run: Run) -> None:
    assert run("check", *DAY) == (0, "No problems (1 partnership checked).\n", "")
    ended, printed, _ = run("build", "--no-search", *DAY)
    assert (ended, printed.startswith("No problems. "), " pages and " in printed) == (0, True, True)


def test_errors_in_the_content_end_with_1(here: Site, run: Run) -> None:
    here.entry("second", "start: Spring")
    assert run("check", *DAY)[0] == run("build", "--no-search", *DAY)[0] == 1


def test_warnings_end_with_0_and_under_strict_with_3(here: Site, run: Run) -> None:
    here.entry("second", "lifecycle: active\ndescribed: 2014")
    assert run("check", *DAY)[0] == 0
    assert run("check", "--strict", *DAY)[0] == 3
    ended, printed, _ = run("build", "--no-search", "--strict", *DAY)
    assert (ended, "Nothing is published while this is so." in printed, (here.root / "public").exists()) == (
        3,
        True,
        False,
    )


def test_errors_under_strict_still_end_with_1(here: Site, run: Run) -> None:
    here.entry("second", "lifecycle: active\ndescribed: 2014\nstart: Spring")
    assert run("check", "--strict", *DAY)[0] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "--as-of", "Spring"], "FP108"),
        (["check", "--as-of", "unknown"], "FP108"),
        (["build", "--base-url", "nowhere"], "FP112"),
        (["explain", "FP999"], "FP109"),
        (["build", "--output", "content"], "FP501"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_to_write(here: Site, run: Run, words: list[str], code: str) -> None:
    ended, _, error = run(*words)
    assert (ended, f"error {code}: " in error, "  fix: " in error) == (2, True, True)


@pytest.mark.parametrize("words", [["chekc"], ["check", "more"], ["build", "--jobs", "many"], ["new", "museum", "x"]])
def test_unknown_words_end_with_2(here: Site, run: Run, words: list[str]) -> None:
    ended, _, error = run(*words)
    assert (ended, "Error: " in error) == (2, True)


def test_a_broken_configuration_ends_with_2(here: Site, run: Run) -> None:
    here.write("site_config.yaml", "name: Test\nlanguages: [en]\n")
    ended, printed, _ = run("check", *DAY)
    assert (ended, '"base_url" is missing' in printed) == (2, True)


def test_a_place_without_a_site_ends_with_2_and_shows_the_way(tmp_path: Path, run: Run) -> None:
    for words in (["check"], ["build"], ["new", "page", "about"]):
        ended, _, error = run("--site", tmp_path, *words)
        assert (ended, f'FP406: there is no site_config.yaml in "{tmp_path}"' in error) == (2, True)
        assert "fingerpost init my-directory" in error


def test_a_refusal_of_the_machine_ends_with_5(here: Site, run: Run) -> None:
    here.write(".cache", "a file where a directory is needed")
    ended, _, error = run("build", "--no-search")
    assert (ended, "error FP504: " in error) == (5, True)
    here.write("content/guides", "and another")
    ended, _, error = run("new", "guide", "first")
    assert (ended, "error FP504: " in error) == (5, True)


def test_a_bug_ends_with_4_and_shows_where_only_with_debug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def divide() -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setitem(fingerpost.commands, "faulty", click.Command("faulty", callback=divide))
    ended, printed, error = run("faulty")
    assert (ended, printed, "Traceback" in error) == (4, "", False)
    assert error.startswith("This is a bug in fingerpost, not in your content: ZeroDivisionError: division by zero\n")
    monkeypatch.setattr(sys, "argv", ["fingerpost", "--debug", "faulty"])
    with pytest.raises(ZeroDivisionError):
        main()


@pytest.mark.parametrize("entries", [390, 450])
def test_an_interrupted_build_ends_with_130_and_publishes_nothing(site: Site, entries: int) -> None:
    """With 450 entries several processes are at work; a terminal interrupts them all."""
    for number in range(entries):
        site.entry(f"entry-{number:03}", body="Some *words* and [a link](first.md).\n\n" * 50)
    words = [sys.executable, "-m", "builder", "build", "--no-search", "--jobs", "2"]
    at_work = subprocess.Popen(words, cwd=site.root, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (site.root / ".cache/build.pid").exists() and at_work.poll() is None:
        time.sleep(0.005)
    os.killpg(at_work.pid, signal.SIGINT)
    _, error = at_work.communicate(timeout=60)
    assert (at_work.returncode, error.strip().partition(".")[0], "Traceback" in error) == (130, "Interrupted", False)
    assert not (site.root / "public").exists()
    assert not (site.root / ".cache/build.pid").exists()


# ------------------------------------------------------------------------------------------------ words


@pytest.mark.parametrize("words", [[], *([name] for name in sorted(fingerpost.commands))])
def test_help_says_what_a_command_and_each_option_does(run: Run, words: list[str]) -> None:
    ended, printed, _ = run(*words, "--help")
    assert (ended, run("--version")[1].startswith("fingerpost, version 0")) == (0, True)
    assert "..." not in printed.replace("COMMAND [ARGS]...", ""), "a text was cut"
    command = fingerpost.commands[words[0]] if words else fingerpost
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help
            assert option.opts[-1] in printed
    if not words:
        assert all(name in printed for name in fingerpost.commands)


def test_quiet_says_nothing_but_problems(here: Site, run: Run) -> None:
    assert run("-q", "build", "--no-search", *DAY) == (0, "", "")
    here.entry("second", "start: Spring")
    ended, printed, _ = run("-q", "check", *DAY)
    assert (ended, printed.count("\n\n"), "Nothing is published" in printed) == (1, 1, False)


def test_explain_tells_reason_remedy_and_examples(run: Run) -> None:
    ended, printed, _ = run("explain", "fp108")
    assert ended == 0
    assert [line.partition(":")[0].strip() for line in printed.splitlines() if line] == [
        "FP108 (error)", "Why", "Fix", "not", "but",
    ]  # fmt: skip


def test_commands_work_in_the_directory_of_the_site_and_from_elsewhere(
    here: Site, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("build", "--no-search", *DAY)
    inside = here.files()
    monkeypatch.chdir(tmp_path)
    assert run("--site", here.root, "build", "--no-search", *DAY)[1].endswith("nothing had changed.\n")
    assert run("--site", here.root, "build", "--no-search", "--output", tmp_path / "out", *DAY)[0] == 0
    outside = {
        each.relative_to(tmp_path / "out").as_posix() for each in (tmp_path / "out").rglob("*") if each.is_file()
    }
    assert outside == inside.keys()
    run("--site", here.root, "new", "page", "about")
    assert (here.root / "content/pages/about.md").is_file()


def test_the_day_is_given_by_option_or_surroundings(here: Site, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    here.entry("second", "lifecycle: active\ndescribed: 2024-06-01")
    assert run("check", "--strict", "--as-of", "2026-05-31")[0] == 0
    assert run("check", "--strict", "--as-of", "2026-06-02")[0] == 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780358400")  # 2026-06-02
    assert run("check", "--strict")[0] == 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run("check")[0] == 2


def test_drafts_are_left_out_unless_asked_for(here: Site, run: Run) -> None:
    here.entry("second", "draft: true")
    assert "1 partnership checked" in run("check", *DAY)[1]
    assert "2 partnerships checked" in run("check", "--drafts", *DAY)[1]


# ------------------------------------------------------------------------------------------------ new and init

FILLED = {
    "partnership": {"partners: []": "partners: [museum]", "kinds: []": "kinds: [training]", "sources: []": "sources: [https://example.org/]"},
    "guide": {
        "title:\n": "title: How\n", "summary:\n": "summary: So.\n",
        "audience: []": "audience: [partner]", "stages: []": "stages: [scoping]",
    },
    "group": {
        'value: ""': "value: Volunteers", "type:\n": "type: circle\n", "covers:\n": "covers: {territories: [NO]}\n",
    },
    "organisation": {'value: ""': "value: Library", "type: []": "type: [library]", "territory:\n": "territory: NO\n"},
    "page": {"title:\n": "title: About\n"},
}  # fmt: skip
ANSWERS = {
    "partners": "museum", "kinds": "training, content-donation", "sources": "https://example.org/",
    "title": 'A "title": so',
    "summary": "So.", "audience": "partner", "stages": "scoping,running", "names": "Bibliothèque, the old one",
    "type": "library", "covers": "NO, ES-CT", "territory": "NO",
}  # fmt: skip


def told(site: Site) -> list[str]:
    return [f"{each.code} {each.span.path}: {each.message}" for each in site.problems() if each.level is not Level.INFO]


@pytest.mark.parametrize("type_", TYPES)
def test_a_new_file_is_right_as_soon_as_its_required_fields_are_filled_in(here: Site, run: Run, type_: str) -> None:
    ended, printed, _ = run("new", type_, "something-new")
    path = here.root / f"content/{type_}s/something-new.md"
    assert (ended, printed) == (0, f"Wrote content/{type_}s/something-new.md. Fill it in, then run: fingerpost check\n")
    assert len(told(here)) == len(FILLED[type_])
    text = path.read_text(encoding="utf-8")
    for blank, value in FILLED[type_].items():
        assert text.count(blank) == 1
        text = text.replace(blank, value)
    path.write_text(text, encoding="utf-8")
    assert told(here) == []


@pytest.mark.parametrize("type_", TYPES)
def test_answers_make_a_new_file_that_is_right_at_once(site: Site, type_: str) -> None:
    answers = {**ANSWERS, "type": "user-group"} if type_ == "group" else ANSWERS
    new_file(site.root, f"{type_}s", "something-new", lambda name, about: answers[name])
    assert told(site) == []


def test_new_names_a_group_in_the_language_of_the_site(here: Site, run: Run) -> None:
    here.write("site_config.yaml", "name: Test\nbase_url: https://example.org/\nlanguages: [ar]\n")
    run("new", "group", "volunteers")
    assert "lang: ar" in (here.root / "content/groups/volunteers.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["partnership", "first"], 'FP202: there is already a file for "first"'),
        (["group", "museum"], 'FP202: "museum" is already used in content/organisations'),
        (["partnership", "long-gone"], 'FP203: the id "long-gone" is retired'),
        (["partnership", "Musée de la Mer"], 'is not an id\n  fix: did you mean "musee-de-la-mer"?'),
        (["partnership", "../outside"], 'FP116: "../outside" is not an id'),
        (["page", "a" * 81], "is not an id"),
    ],
)
def test_new_refuses_an_id_that_cannot_be(here: Site, run: Run, words: list[str], said: str) -> None:
    here.write("content/redirects.yaml", "partnerships/long-gone: {gone: removed on request}\n")
    before = sorted(here.root.rglob("*"))
    ended, _, error = run("new", *words)
    assert (ended, said in error, sorted(here.root.rglob("*")) == before) == (2, True, True)


@pytest.mark.parametrize("prepared", [[], ["mine"], ["mine", "mine/.git"]])
def test_init_makes_a_directory_that_builds_without_a_problem(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, prepared: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in prepared:
        (tmp_path / name).mkdir()
    assert run("init", "mine")[0] == 0
    assert (tmp_path / "mine/.gitignore").is_file()
    monkeypatch.chdir(tmp_path / "mine")
    ended, printed, _ = run("build", "--strict", "--no-search")
    assert (ended, printed.startswith("No problems.")) == (0, True)


@pytest.mark.parametrize("path", ["site_config.yaml", "builder/desk/starter/site_config.yaml"])
def test_what_is_commented_out_in_a_configuration_can_be_taken_as_it_is(path: str, tmp_path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    taken = re.sub(r"^# (?=[a-z_]+:(?: |$)|  )", "", text, flags=re.MULTILINE)
    (tmp_path / "site_config.yaml").write_text(taken, encoding="utf-8")
    config, problems = load_config(tmp_path)
    assert problems == []
    assert config and config.corrections and config.security and config.edit_url and config.cards is not None
    assert "{page}" in config.corrections.url
    assert config.near.movement_list


def test_init_refuses_a_directory_that_holds_something(tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    ended, _, error = run("init", tmp_path)
    assert (ended, "is not empty" in error, [each.name for each in tmp_path.iterdir()]) == (2, True, ["notes.txt"])
    assert run("init", tmp_path / "notes.txt")[0] == 2
    assert run("init", tmp_path / "notes.txt/below")[0] == 5


# ------------------------------------------------------------------------------------------------ what was kept


def test_a_report_tells_what_was_made_and_what_was_kept(here: Site, run: Run) -> None:
    assert run("build", "--no-search", "--report", "first.json", *DAY)[0] == 0
    first = json.loads((here.root / "first.json").read_text(encoding="utf-8"))
    assert (first["published"], first["counts"]["rendered"]) == (True, first["pages"])
    assert {"read", "render", "search", "write"} <= first["seconds"].keys()
    here.entry("first", body="Other words.")
    assert run("build", "--no-search", "--report", "second.json", *DAY)[0] == 0
    counts = json.loads((here.root / "second.json").read_text(encoding="utf-8"))["counts"]
    assert counts == {"parsed": 1, "rendered": 1, "reused": first["pages"] - 1, "written": 4, "deleted": 0}


def test_verifying_says_nothing_when_all_is_well(here: Site, run: Run) -> None:
    run("build", "--no-search", *DAY)
    for words in (["--verify"], ["--verify=3"]):
        ended, printed, _ = run("build", "--no-search", *words, *DAY)
        assert (ended, "nothing had changed" in printed) == (0, True)


def test_clean_removes_what_was_built_and_nothing_else(here: Site, run: Run) -> None:
    run("build", "--no-search", *DAY)
    here.write("public/notes.txt", "mine")
    ended, printed, _ = run("clean")
    assert (ended, "1 file of others left alone" in printed, "and .cache" in printed) == (0, True, True)
    assert here.files() == {"notes.txt": b"mine"}
    assert not (here.root / ".cache").exists()
    assert (here.root / "content/partnerships/first.md").is_file()


def test_clean_refuses_a_directory_that_is_not_ours(here: Site, run: Run) -> None:
    here.write("public/notes.txt", "mine")
    ended, _, error = run("clean")
    assert (ended, "FP501" in error, here.files()) == (2, True, {"notes.txt": b"mine"})
