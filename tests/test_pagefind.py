"""The search bundle: made by the real program, and never half made when a program fails."""

import base64
import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.core.problems import MACHINE, Stop
from builder.publish.pagefind_client import PATH_VARIABLE, find_program, program_version
from builder.publish.search_bundle import make_bundle
from builder.site.search_record import SearchRecord
from builder.site.search_text import content

Files = dict[str, bytes]

PASSAGES = (
    ("maktaba", "partnership", "مكتبة الإسكندرية", "ar", "تعاونت المكتبة مع متطوعين"),
    ("museum", "partnership", "British Museum", "en", "The first residency at a museum"),
    ("orsay", "guide", "Musée d’Orsay", "fr", "Les musées prêtent des images"),
    ("tokyo", "group", "東京国立博物館", "ja", "東京国立博物館と協力"),
    ("wales", "organisation", "National Library of Wales", "cy", "Llyfrgell Genedlaethol Cymru"),
)


def records() -> list[SearchRecord]:
    return [
        SearchRecord(f"/{kind}s/{name}/", title, kind, content([(text, lang)]), lang)
        for name, kind, title, lang, text in PASSAGES
    ]


@pytest.fixture
def use_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a Python script in the place of the search program; it finds `say`, `hear` and a `notes` file."""

    def use(script: str) -> None:
        program = tmp_path / "fake-pagefind"
        program.write_text(
            f"#!{sys.executable}\n"
            "import base64, json, os, sys, time\n"
            f"notes = {str(tmp_path / 'notes.json')!r}\n"
            "def hear():\n"
            "    message = b''\n"
            "    while not message.endswith(b','):\n"
            "        message += sys.stdin.buffer.read(1) or sys.exit(0)\n"
            "    return json.loads(base64.b64decode(message[:-1]))\n"
            "def say(number, **payload):\n"
            "    message = json.dumps({'message_id': number, 'payload': payload}).encode()\n"
            "    sys.stdout.buffer.write(base64.b64encode(message) + b',')\n"
            "    sys.stdout.buffer.flush()\n" + script,
            encoding="utf-8",
        )
        program.chmod(0o755)
        monkeypatch.setenv(PATH_VARIABLE, str(program))

    return use


def failure(limit: float = 10) -> Stop:
    with pytest.raises(Stop) as caught:
        make_bundle(records(), limit=limit)
    assert caught.value.exit_code == MACHINE
    return caught.value


def unpacked(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(b"pagefind_dcd")


def test_every_record_is_in_one_index_for_all_languages() -> None:
    files = make_bundle(records())
    entry = json.loads(files["pagefind-entry.json"])
    assert {language: about["page_count"] for language, about in entry["languages"].items()} == {"unknown": 5}
    pages = [json.loads(unpacked(data)) for path, data in files.items() if path.startswith("fragment/")]
    assert {(page["url"], page["meta"]["title"]) for page in pages} == {
        (f"{kind} {lang} /{kind}s/{name}/", title) for name, kind, title, lang, _ in PASSAGES
    }


def test_the_bundle_holds_what_a_browser_asks_for_and_nothing_else() -> None:
    kinds = {Path(path).suffix if "/" in path else path for path in make_bundle(records())}
    about = {kind for kind in kinds if kind.endswith(".pf_meta")}
    assert len(about) == 1
    assert kinds - about == {
        ".pf_fragment", ".pf_index",
        "pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind",
    }  # fmt: skip


def test_the_same_records_give_the_same_bytes_in_any_order() -> None:
    first, second = make_bundle(records()), make_bundle(reversed(records()))
    assert first == second
    assert list(first) == list(second) == sorted(first)


def test_progress_hears_of_each_record() -> None:
    heard: list[int] = []
    make_bundle(records(), heard.append)
    assert heard == [1, 2, 3, 4, 5]


def test_a_thousand_records_take_seconds_not_minutes() -> None:
    many = [SearchRecord(f"/p/{n}/", f"Title {n}", "page", f"word{n} " + "museum library " * 100) for n in range(1000)]
    started = time.monotonic()
    files = make_bundle(many)
    assert time.monotonic() - started < 10
    assert sum(path.startswith("fragment/") for path in files) == 1000


def test_a_record_without_content_is_found_by_its_title_and_one_without_words_is_left_out() -> None:
    titled, silent = SearchRecord("/a/", "Only a title", "page", " "), SearchRecord("/b/", "…", "page", "—")
    files = make_bundle([*records(), titled, silent])
    assert sum(path.startswith("fragment/") for path in files) == len(PASSAGES) + 1


def test_no_records_need_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PATH_VARIABLE, "/nowhere/pagefind")
    assert make_bundle([]) == {}


def test_too_many_records_are_refused_before_the_program_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PATH_VARIABLE, "/nowhere/pagefind")
    with pytest.raises(Stop) as caught:
        make_bundle(SearchRecord(f"/{number}/", "t", "page", "word") for number in range(20_001))
    assert caught.value.problem.code == "FP507"
    assert "20,001" in caught.value.problem.message


def test_two_records_with_one_address_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one address"):
        make_bundle([*records(), records()[0]])


def test_the_version_is_that_of_the_installed_program() -> None:
    assert program_version(find_program()).startswith("pagefind 1.5.")


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PATH_VARIABLE, "/nowhere/pagefind")
    found = failure().problem
    assert found.code == "FP505"
    assert '"/nowhere/pagefind"' in found.message


def test_a_program_that_cannot_start_counts_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pagefind").write_text("not a program")
    monkeypatch.setenv(PATH_VARIABLE, str(tmp_path / "pagefind"))
    assert failure().problem.code == "FP505"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("sys.exit('no room left')", ("exit code 1", '"no room left"')),
        ("say(hear()['message_id'], type='NewIndex'); os._exit(7)", ("exit code 7", "after 1 of 7 answers")),
        ("os.kill(os.getpid(), 9)", ("exit code -9", "it said nothing")),
        ("hear(); sys.stdout.write('Segmentation fault\\n')", ("cannot be read",)),
        ("hear(); sys.stdout.write('YWJj,')", ("cannot be read",)),
        ("hear(); say(5, type='NewIndex')", ("question 5 where 0",)),
        ("say(hear()['message_id'], type='Error', message='bad index')", ('error: "bad index"',)),
        ("sys.stderr.write('x' * 300_000 + 'the end'); sys.exit(3)", ("exit code 3", 'xthe end"')),
    ],
)
def test_a_failing_program_stops_the_build_with_its_last_words(
    use_program: Callable[[str], None], script: str, words: tuple[str, ...]
) -> None:
    use_program(script)
    found = failure().problem
    assert found.code == "FP506"
    for part in words:
        assert part in found.message
    assert len(found.message) < 2_500


@pytest.mark.parametrize(
    "script",
    ["", "hear()", "os.close(1)", "sys.stdout.write('YWJj'); sys.stdout.flush()"],
)
def test_a_program_that_hangs_is_ended_after_the_time_limit(use_program: Callable[[str], None], script: str) -> None:
    use_program(f"{script}\ntime.sleep(60)")
    started = time.monotonic()
    assert failure(limit=0.5).problem.code == "FP506"
    assert time.monotonic() - started < 5


def test_a_program_that_hears_nothing_does_not_block_the_sender(use_program: Callable[[str], None]) -> None:
    use_program("time.sleep(60)")
    long = [SearchRecord(f"/{number}/", "t", "page", "word " * 20_000) for number in range(50)]
    started = time.monotonic()
    with pytest.raises(Stop):
        make_bundle(long, limit=0.5)
    assert time.monotonic() - started < 5


def test_the_program_runs_in_an_empty_place_without_settings_and_leaves_nothing(
    use_program: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "en")
    use_program(
        "json.dump([os.getcwd(), os.listdir(), [n for n in os.environ if n.startswith('PAGEFIND')], os.getpid()],"
        " open(notes, 'w'))\ntime.sleep(60)"
    )
    failure(limit=2)
    folder, listed, settings, number = json.loads((tmp_path / "notes.json").read_text())
    assert (listed, settings) == ([], [])
    assert not Path(folder).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_noise_on_the_side_disturbs_nobody(use_program: Callable[[str], None]) -> None:
    expected, program = make_bundle(records()), find_program()
    use_program(f"os.write(2, b'warning ' * 50_000)\nos.execv({str(program)!r}, ['pagefind', '--service'])")
    assert make_bundle(records()) == expected


def damaged() -> Iterator[tuple[str, Callable[[Files], Files]]]:
    """Ways in which a bundle may not be whole: a name, and what is left of the files."""

    def cut(kind: str) -> Callable[[Files], Files]:
        return lambda files: {path: data[:-9] if kind in path else data for path, data in files.items()}

    def without(kind: str) -> Callable[[Files], Files]:
        gone = "fragment/" if kind == "fragment/" else kind
        return lambda files: {path: data for path, data in files.items() if gone not in path}

    for kind in ("fragment/", "index/", ".pf_meta", "wasm.unknown"):
        yield f"cut {kind}", cut(kind)
        yield f"without {kind}", without(kind)
    for name in ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json"):
        yield f"without {name}", without(name)
    yield "empty script", lambda files: files | {"pagefind.js": b""}
    yield "no files", lambda files: {}


@pytest.mark.parametrize(("damage"), [pytest.param(damage, id=name) for name, damage in damaged()])
def test_a_bundle_that_is_not_whole_is_not_handed_out(
    use_program: Callable[[str], None], tmp_path: Path, damage: Callable[[Files], Files]
) -> None:
    answer_with(damage(make_bundle(records())), use_program, tmp_path)
    assert "whole index" in failure().problem.message


def test_an_index_that_lost_a_record_is_not_handed_out(use_program: Callable[[str], None], tmp_path: Path) -> None:
    answer_with(make_bundle(records()[:4]), use_program, tmp_path)
    assert "4 of 5 records" in failure().problem.message


def answer_with(files: Files, use_program: Callable[[str], None], tmp_path: Path) -> None:
    """Make the program answer every question rightly, and the last with these files."""
    answer = [{"path": path, "content": base64.b64encode(data).decode()} for path, data in files.items()]
    (tmp_path / "answer.json").write_text(json.dumps(answer))
    use_program(
        f"files = json.load(open({str(tmp_path / 'answer.json')!r}))\n"
        "while True:\n"
        "    asked = hear()\n"
        "    say(asked['message_id'], type=asked['payload']['type'], files=files)\n"
    )
