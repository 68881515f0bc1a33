"""The search bundle: made by the real program, kept, made onto the one before, and never half made when one fails."""

import gzip
import hashlib
import itertools
import json
import os
import pickle
import subprocess
import sys
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.core.problems import MACHINE, Level, Stop
from builder.publish.pagefind_client import PATH_VARIABLE, Cancelled, find_program
from builder.publish.search_bundle import MOST, Bundle, address, bundle_key, kept_bundle, make_bundle, too_many
from builder.publish.search_stream import making_bundle
from builder.site.search_record import SearchRecord, record_digest
from builder.site.search_text import content
from tests.sharing import alone

Files = dict[str, bytes]
ENGINE = "an engine"

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


def many(count: int) -> list[SearchRecord]:
    """Return records whose words meet in several index files."""
    return [
        SearchRecord(f"/pages/{n}/", f"Title {n}", "page", " ".join(f"w{n * k % 9973}" for k in range(1, 60)), "en")
        for n in range(count)
    ]


def made(wanted: list[SearchRecord], folder: Path, **options: Any) -> Bundle:
    return make_bundle(wanted, folder, ENGINE, **options)


def key(wanted: list[SearchRecord]) -> str:
    return bundle_key(ENGINE, map(record_digest, wanted))


def tree(folder: Path) -> Files:
    """Return everything under a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def contents(bundle: Bundle) -> Files:
    """Return the files of a bundle, after a look at digests, sizes and what else may stand there."""
    found = tree(bundle.folder)
    assert {p: (hashlib.sha256(data).hexdigest(), len(data)) for p, data in found.items()} == bundle.files
    return found


def unpacked(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(b"pagefind_dcd")


def fragments(bundle: Bundle) -> list[dict[str, Any]]:
    return [json.loads(unpacked(data)) for path, data in contents(bundle).items() if path.startswith("fragment/")]


@pytest.fixture
def use_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a Python script in the place of the search program; it finds `say`, `hear`, `play` and a `notes` file."""

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
            "    sys.stdout.buffer.flush()\n"
            "def play(**acts):\n"
            "    while True:\n"
            "        asked = hear()\n"
            "        kind = asked['payload']['type']\n"
            "        extra = acts[kind](asked['payload']) if kind in acts else None\n"
            "        say(asked['message_id'], type=kind, **(extra or {}))\n" + script,
            encoding="utf-8",
        )
        program.chmod(0o755)
        monkeypatch.setenv(PATH_VARIABLE, str(program))

    return use


def failure(folder: Path, limit: float = 10) -> Stop:
    """Return how a build fails; whatever happens, nothing is listed and the folder serves the next build."""
    with pytest.raises(Stop) as caught:
        made(records(), folder, limit=limit)
    assert caught.value.exit_code == MACHINE
    if caught.value.problem.code == "FP506":
        assert kept_bundle(folder, key(records())) is None
    return caught.value


# ---------------------------------------------------------------- what a bundle holds
def test_every_record_is_in_one_index_for_all_languages(tmp_path: Path) -> None:
    bundle = made(records(), tmp_path)
    entry = json.loads(contents(bundle)["pagefind-entry.json"])
    assert {language: about["page_count"] for language, about in entry["languages"].items()} == {"unknown": 5}
    assert {(*page["url"].split(" ")[1:], page["meta"]["title"]) for page in fragments(bundle)} == {
        (kind, lang, f"/{kind}s/{name}/", title) for name, kind, title, lang, _ in PASSAGES
    }


def test_addresses_differ_where_the_program_begins_to_compare_them(tmp_path: Path) -> None:
    """It compares each with all before it: addresses that begin alike would cost more and more, the more there are."""
    first = {page["url"].split(" ")[0] for page in fragments(made(records(), tmp_path))}
    assert len(first) == len(PASSAGES)


def test_the_bundle_holds_what_a_browser_asks_for_and_nothing_else(tmp_path: Path) -> None:
    kinds = {Path(path).suffix if "/" in path else path for path in contents(made(records(), tmp_path))}
    about = {kind for kind in kinds if kind.endswith(".pf_meta")}
    assert len(about) == 1
    assert kinds - about == {
        ".pf_fragment", ".pf_index",
        "pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind",
        "partnerships.json",
    }  # fmt: skip


def test_it_tells_which_fragment_is_which_partnership_without_loading_it(tmp_path: Path) -> None:
    bundle = made(records(), tmp_path)
    told = json.loads(contents(bundle)["partnerships.json"])
    names = dict(zip(told["ids"], told["names"], strict=True))
    found = {Path(path).stem.removeprefix("unknown_"): path for path in contents(bundle) if "fragment/" in path}
    assert set(names) == {name for name, kind, *_ in PASSAGES if kind == "partnership"}
    for id_, name in names.items():
        fragment = gzip.decompress(contents(bundle)[found[name]])
        assert f"/partnerships/{id_}/".encode() in fragment


def by_the_program_alone(wanted: list[SearchRecord], folder: Path) -> dict[str, bytes]:
    """Return all fragments as the program writes them when none is there, unpacked, by path."""
    asked: list[dict[str, Any]] = [{"type": "NewIndex"}]
    asked += [
        {
            "type": "AddRecord", "index_id": 0, "url": address(each, record_digest(each)),
            "content": each.content, "language": "unknown", "meta": {"title": each.title},
        }
        for each in wanted
    ]  # fmt: skip
    asked.append({"type": "GetFiles", "index_id": 0})
    sent = b"".join(
        b64encode(json.dumps({"message_id": n, "payload": payload}).encode()) + b"," for n, payload in enumerate(asked)
    )
    with subprocess.Popen([find_program(), "--service"], stdin=-1, stdout=-1, cwd=folder) as program:
        assert program.stdin
        assert program.stdout
        threading.Thread(target=lambda pipe: (pipe.write(sent), pipe.flush()), args=(program.stdin,)).start()
        heard = b""
        while heard.count(b",") < len(asked):
            heard += os.read(program.stdout.fileno(), 1 << 20)
        program.kill()
    files = json.loads(b64decode(heard.split(b",")[len(asked) - 1]))["payload"]["files"]
    found = {each["path"]: b64decode(each["content"]) for each in files}
    return {path: unpacked(data) for path, data in found.items() if path.startswith("fragment/")}


STRANGE = (
    "tab\tand\nline", "quote \" back \\ slash /", "zero\u200bwidth \u200b alone", "bell\x07 del\x7f unit x",
    "𠮷野家 é e\u0301 \u00a0nbsp\u2003em \u2028line", "<b>&amp;</b> 'single'", "___ under_score", "CAFÉ-bar don’t",
    "___PAGEFIND_WEIGHT___9 heavy", "word\u0085next", "\ufeffmark", "1,234.5 ½ ①",
)  # fmt: skip


def test_fragments_are_those_of_the_program_itself(tmp_path: Path) -> None:
    odd = [SearchRecord(f"/odd/{n}/", text, "page", text, "xx") for n, text in enumerate(STRANGE)]
    wanted = [*records(), *odd, *many(50)]
    bundle = made(wanted, tmp_path / "kept")
    ours = {path: unpacked(data) for path, data in contents(bundle).items() if path.startswith("fragment/")}
    assert ours == by_the_program_alone(wanted, tmp_path)


def test_the_program_is_spared_nearly_every_fragment(tmp_path: Path) -> None:
    made(many(50), tmp_path)
    listed = json.loads((tmp_path / "bundle.json").read_text())["files"]
    assert sum(bool(entry["source"]) for path, entry in listed.items() if path.startswith("fragment/")) == 50


def with_one_short_name() -> tuple[SearchRecord, SearchRecord]:
    """Return two records whose fragments begin with the same seven digits of their digests."""
    seen: dict[str, SearchRecord] = {}
    for number in itertools.count():
        record = SearchRecord(f"/p/{number}/", "t", "page", "word", "en")
        plain = msgspec.json.encode(
            {"url": address(record, record_digest(record)), "content": "word", "word_count": 1, "filters": {},
             "meta": {"title": "t"}, "anchors": []}
        )  # fmt: skip
        name = "".join(f"{byte:x}" for byte in hashlib.sha1(plain).digest())[:7]
        if name in seen:
            return seen[name], record
        seen[name] = record
    raise AssertionError


def test_two_fragments_with_one_short_name_are_kept_apart_in_any_order_and_after_any_change(tmp_path: Path) -> None:
    one, other = with_one_short_name()
    for turn, wanted in enumerate(([one], [one, other], [other], [other, one], [one])):
        kept = contents(made(wanted, tmp_path / "kept"))
        assert kept == contents(made(wanted, tmp_path / f"clean{turn}"))
        shown = {path: unpacked(data) for path, data in kept.items() if path.startswith("fragment/")}
        assert shown == by_the_program_alone(wanted, tmp_path)


def test_a_record_without_content_is_found_by_its_title_and_one_without_words_is_left_out(tmp_path: Path) -> None:
    titled, silent = SearchRecord("/a/", "Only a title", "page", " "), SearchRecord("/b/", "…", "page", "—")
    assert len(fragments(made([*records(), titled, silent], tmp_path))) == len(PASSAGES) + 1


def test_a_thousand_records_take_seconds_not_minutes(tmp_path: Path) -> None:
    started = time.monotonic()
    assert len(fragments(made(many(1000), tmp_path))) == 1000
    assert time.monotonic() - started < 20


def test_progress_hears_of_each_record(tmp_path: Path) -> None:
    heard: list[int] = []
    made(records(), tmp_path, progress=heard.append)
    assert heard == [1, 2, 3, 4, 5]


def test_no_records_need_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(records(), tmp_path)
    monkeypatch.setenv(PATH_VARIABLE, "/nowhere/pagefind")
    empty = made([], tmp_path)
    assert (empty.files, tree(empty.folder)) == ({}, {})
    assert kept_bundle(tmp_path, key([])) == empty


def test_two_records_with_one_address_are_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one address"):
        made([*records(), records()[0]], tmp_path)


def test_too_many_records_are_a_warning_to_go_without_and_a_mistake_to_give(tmp_path: Path) -> None:
    warning = too_many(MOST + 1)
    assert warning
    assert (warning.code, warning.level) == ("FP507", Level.WARNING)
    assert "20,001" in warning.message
    assert too_many(MOST) is None
    with pytest.raises(ValueError, match="more than 20,000"):
        made([SearchRecord(f"/{number}/", "", "page", "") for number in range(MOST + 1)], tmp_path)


# ---------------------------------------------------------------- the same input, the same bytes
def test_two_clean_bundles_are_equal_in_any_place_and_with_any_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(pickle.dumps(many(300)))
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-c",
            MAKES_BUNDLE,
            str(tmp_path / "records"),
            str(tmp_path / seed / ("deep" * int(seed))),
        ]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"})
    assert tree(tmp_path / "1" / "deep") == tree(tmp_path / "2" / "deepdeep")


CHANGES: tuple[tuple[str, Callable[[list[SearchRecord]], list[SearchRecord]]], ...] = (
    ("nothing", lambda them: them),
    ("an edit", lambda them: [*them[:7], replace(them[7], content=f"{them[7].content} new"), *them[8:]]),
    ("many edits", lambda them: [replace(each, content=f"all{n % 5} new words") for n, each in enumerate(them)]),
    ("an addition in the middle", lambda them: [*them[:40], *records(), *them[40:]]),
    ("a removal", lambda them: them[:3] + them[20:]),
    ("another order", lambda them: them[::-1]),
    ("a new title", lambda them: [replace(them[0], title="Another"), *them[1:]]),
)  # fmt: skip


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in CHANGES])
def test_a_bundle_made_onto_another_is_what_an_empty_folder_gets(
    tmp_path: Path, change: Callable[[list[SearchRecord]], list[SearchRecord]]
) -> None:
    made(many(120), tmp_path / "kept")
    changed = change(many(120))
    kept = made(changed, tmp_path / "kept")
    assert contents(kept) == contents(made(changed, tmp_path / "clean"))
    assert tree(tmp_path / "kept") == tree(tmp_path / "clean")


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.integers(0, 12), max_size=6, unique=True), min_size=2, max_size=4))
def test_any_row_of_bundles_ends_as_the_last_alone_would(
    tmp_path_factory: pytest.TempPathFactory, row: list[list[int]]
) -> None:
    kept, clean, pool = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("clean"), many(13)
    for chosen in row:
        made([pool[number] for number in chosen], kept)
    made([pool[number] for number in row[-1]], clean)
    assert tree(kept) == tree(clean)


def litter(root: Path) -> None:
    (root / "pagefind-ui.js").write_text("from another time")
    (root / "notes").mkdir()
    (root / "notes" / "mine.txt").write_text("lost")
    (root / "fragment" / "folder").mkdir()
    (root / "fragment" / "link.pf_fragment").symlink_to("/etc/hostname")


def spoil(which: str, how: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoiled(root: Path) -> None:
        for path in root.rglob(which):
            path.write_bytes(how(path.read_bytes()))

    return spoiled


def without_listing(root: Path) -> None:
    (root.parent / "bundle.json").unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "cut fragments": spoil("*.pf_fragment", lambda data: data[:-5]),
    "fragments of the same size": spoil("*.pf_fragment", lambda data: data[:-1] + b"!"),
    "other fragments, whole": spoil("*.pf_fragment", lambda data: gzip.compress(b"pagefind_dcd{}")),
    "cut index": spoil("*.pf_index", lambda data: data[:-5]),
    "an index of others": spoil("*.pf_index", lambda data: gzip.compress(b"pagefind_dcdx")),
    "a cut table of contents": spoil("*.pf_meta", lambda data: data[:9]),
    "empty scripts": spoil("*.js", lambda data: b""),
    "litter": litter,
}


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_in_the_folder_is_mended(tmp_path: Path, damage: Callable[[Path], None], listed: bool) -> None:
    by_the_program = SearchRecord("/p/", "___PAGEFIND_WEIGHT___9 heavy", "page", "a word", "en")
    wanted = [*records(), by_the_program]
    clean = contents(made(wanted, tmp_path / "clean"))
    damage(made(wanted, tmp_path / "kept").folder)
    if not listed:
        without_listing(tmp_path / "kept" / "files")
    assert contents(made(wanted, tmp_path / "kept")) == clean


def test_nothing_is_written_through_a_link_in_the_folder(tmp_path: Path) -> None:
    folder, secret = made(records(), tmp_path / "kept").folder, tmp_path / "secret"
    secret.write_text("mine")
    for path in list(folder.rglob("*.pf_*")):
        path.unlink()
        path.symlink_to(secret)
    assert contents(made(records(), tmp_path / "kept")) == contents(made(records(), tmp_path / "clean"))
    assert secret.read_text() == "mine"


def test_what_another_engine_packed_is_not_believed(tmp_path: Path) -> None:
    before = made(records(), tmp_path)
    spoil("*.pf_fragment", lambda data: gzip.compress(gzip.decompress(data), 1))(before.folder)
    listing = json.loads((tmp_path / "bundle.json").read_text())
    for path, data in tree(before.folder).items():
        listing["files"][path] |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    (tmp_path / "bundle.json").write_text(json.dumps(listing))
    other = make_bundle(records(), tmp_path, "another engine")
    assert contents(other) == contents(made(records(), tmp_path / "clean"))


MAKES_BUNDLE = (
    "import pickle, sys; from pathlib import Path; from builder.publish.search_bundle import make_bundle\n"
    "make_bundle(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), 'an engine')"
)


@alone
def test_a_build_that_is_killed_at_any_point_leaves_a_folder_for_the_next(tmp_path: Path) -> None:
    wanted = many(800)
    (tmp_path / "records").write_bytes(pickle.dumps(wanted))
    clean = tree(made(wanted, tmp_path / "clean").folder)
    made(records(), tmp_path / "kept")
    unlisted = 0
    for wait in (0.3, 0.45, 0.6, 0.8, 1.0):
        with subprocess.Popen([sys.executable, "-c", MAKES_BUNDLE, tmp_path / "records", tmp_path / "kept"]) as build:
            time.sleep(wait)
            build.kill()
        unlisted += kept_bundle(tmp_path / "kept", key(records())) is None
    assert unlisted
    assert tree(made(wanted, tmp_path / "kept").folder) == clean


# ---------------------------------------------------------------- keys
def test_a_kept_bundle_is_found_by_its_key_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = made(records(), tmp_path)
    assert bundle.key == key(records())
    assert kept_bundle(tmp_path, bundle.key) == bundle
    assert kept_bundle(tmp_path, key(records()[1:])) is None
    assert kept_bundle(tmp_path / "elsewhere", bundle.key) is None


def test_a_key_knows_every_value_of_a_record_their_order_the_engine_and_the_program(
    use_program: Callable[[str], None],
) -> None:
    first = records()[0]
    others = [replace(first, **{name: "x"}) for name in ("url", "title", "kind", "content", "lang")]
    keys = {key(wanted) for wanted in (records(), records()[::-1], [], [first], *([each] for each in others))}
    keys.add(bundle_key("another engine", map(record_digest, records())))
    use_program("")
    keys.add(key(records()))
    assert len(keys) == 11


@pytest.mark.parametrize("path", ["bundle.json", "files/pagefind.js", "files/pagefind-entry.json"])
def test_a_bundle_that_lost_a_file_or_a_byte_is_not_kept(tmp_path: Path, path: str) -> None:
    bundle = made(records(), tmp_path)
    whole = (tmp_path / path).read_bytes()
    (tmp_path / path).write_bytes(whole[:-1])
    assert kept_bundle(tmp_path, bundle.key) is None
    (tmp_path / path).unlink()
    assert kept_bundle(tmp_path, bundle.key) is None


def test_a_listing_that_leads_out_of_the_folder_is_not_believed(tmp_path: Path) -> None:
    bundle = made(records(), tmp_path)
    listing = json.loads((tmp_path / "bundle.json").read_text())
    listing["files"]["../bundle.json"] = {"sha256": "", "size": 1, "source": ""}
    (tmp_path / "bundle.json").write_text(json.dumps(listing))
    assert kept_bundle(tmp_path, bundle.key) is None


# ---------------------------------------------------------------- streams
def test_a_stream_gives_the_bundle_of_the_same_records(tmp_path: Path) -> None:
    wanted = many(200)
    with making_bundle(tmp_path / "stream", ENGINE) as making:
        for begin in range(0, len(wanted), 30):
            making.add(wanted[begin : begin + 30])
            time.sleep(0.02)
        bundle = making.bundle()
    assert (bundle.key, contents(bundle)) == (key(wanted), contents(made(wanted, tmp_path / "list")))


def busy(folder: Path) -> bool:
    """Say whether a search program still works on this folder or in a directory of ours."""
    for about in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = about.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid() and "pagefind" in (about.parent / "comm").read_text():
                return True
        except OSError:
            continue
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")


@alone
@needs_proc
def test_a_build_that_fails_ends_the_program_at_once_and_keeps_nothing_half(tmp_path: Path) -> None:
    made(records(), tmp_path)
    started = time.monotonic()
    with pytest.raises(ZeroDivisionError), making_bundle(tmp_path, ENGINE) as making:
        making.add(many(100))
        time.sleep(0.3)
        assert busy(tmp_path)
        raise ZeroDivisionError
    assert time.monotonic() - started < 2
    assert not busy(tmp_path)
    assert kept_bundle(tmp_path, key(many(100))) is None
    assert kept_bundle(tmp_path, key([])) is None
    assert contents(made(many(100), tmp_path)) == contents(made(many(100), tmp_path / "clean"))


@needs_proc
def test_a_stream_that_breaks_breaks_the_bundle(tmp_path: Path) -> None:
    def broken() -> Iterator[SearchRecord]:
        yield from many(100)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_bundle(broken(), tmp_path, ENGINE)
    assert not busy(tmp_path)
    assert kept_bundle(tmp_path, key(many(100))) is None


def test_a_stream_that_is_cancelled_before_the_first_record_is_not_an_empty_site(tmp_path: Path) -> None:
    before = made(records(), tmp_path)
    with making_bundle(tmp_path, ENGINE):
        pass
    assert kept_bundle(tmp_path, before.key) == before


@alone
def test_cancelling_ends_a_wait_for_an_answer(tmp_path: Path, use_program: Callable[[str], None]) -> None:
    use_program("time.sleep(60)")
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        made(records(), tmp_path / "kept", cancelled=cancelled)
    assert time.monotonic() - started < 3


def test_a_missing_program_is_told_while_records_still_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PATH_VARIABLE, "/nowhere/pagefind")

    def give() -> None:
        with making_bundle(tmp_path, ENGINE) as making:
            for _ in range(100):
                making.add(records())
                time.sleep(0.02)

    with pytest.raises(Stop) as caught:
        give()
    assert caught.value.problem.code == "FP505"


# ---------------------------------------------------------------- programs that fail
def test_a_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PATH_VARIABLE, "/nowhere/pagefind")
    found = failure(tmp_path).problem
    assert found.code == "FP505"
    assert '"/nowhere/pagefind"' in found.message
    with pytest.raises(Stop):
        key(records())


@pytest.mark.parametrize("mode", [0o644, 0o755])
def test_a_program_that_cannot_start_counts_as_missing_and_the_kept_bundle_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    before = made(records(), tmp_path / "kept")
    (tmp_path / "pagefind").write_text("not a program")
    (tmp_path / "pagefind").chmod(mode)
    monkeypatch.setenv(PATH_VARIABLE, str(tmp_path / "pagefind"))
    assert failure(tmp_path / "kept").problem.code == "FP505"
    assert kept_bundle(tmp_path / "kept", before.key) == before


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("sys.exit('no room left')", ("exit code 1", '"no room left"')),
        ("say(hear()['message_id'], type='NewIndex'); os._exit(7)", ("exit code 7", "after 1 of 3 answers")),
        ("os.kill(os.getpid(), 9)", ("exit code -9", "it said nothing")),
        ("hear(); sys.stdout.write('Segmentation fault\\n')", ("cannot be read",)),
        ("hear(); sys.stdout.write('YWJj,')", ("cannot be read",)),
        ("hear(); sys.stdout.write('e30=,')", ("cannot be read",)),
        ("hear(); say(5, type='NewIndex')", ("question 5 where 0",)),
        ("say(hear()['message_id'], type='Error', message='bad index')", ('error: "bad index"',)),
        ("sys.stderr.write('x' * 300_000 + 'the end'); sys.exit(3)", ("exit code 3", 'xthe end"')),
        ("play()", ("did not give its scripts",)),
    ],
)
def test_a_program_that_fails_at_its_start_stops_the_build_with_its_last_words(
    use_program: Callable[[str], None], tmp_path: Path, script: str, words: tuple[str, ...]
) -> None:
    use_program(script)
    found = failure(tmp_path / "kept").problem
    assert found.code == "FP506"
    for part in words:
        assert part in found.message
    assert len(found.message) < 2_500


@pytest.fixture
def played(use_program: Callable[[str], None], tmp_path: Path) -> Callable[..., None]:
    """Put a program in place that answers rightly and copies a ready bundle; some of its acts are others."""

    def use(files: Files, **acts: str) -> None:
        for path, data in files.items():
            place = tmp_path / "ready" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        ready = made(records(), tmp_path / "scripts").folder
        known = {
            "AddRecord": "{'page_word_count': len(asked['content'].split())}",
            "GetFiles": "{'files': scripts}",
            "WriteFiles": "shutil.copytree(ready, asked['output_path'], dirs_exist_ok=True) and None",
        } | acts
        use_program(
            "import shutil, pathlib\n"
            f"ready = {str(tmp_path / 'ready')!r}\n"
            "os.makedirs(ready, exist_ok=True)\n"
            f"scripts = [{{'path': p.name, 'content': base64.b64encode(p.read_bytes()).decode()}} for p in"
            f" pathlib.Path({str(ready)!r}).iterdir() if p.is_file()]\n"
            f"play({', '.join(f'{name}=lambda asked: {act}' for name, act in known.items())})"
        )

    return use


def test_a_right_program_is_believed(played: Callable[..., None], tmp_path: Path) -> None:
    expected = contents(made(records(), tmp_path / "real"))
    played(expected)
    assert contents(made(records(), tmp_path / "kept")) == expected


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        ({"AddRecord": "os._exit(4)"}, "exit code 4, after 3 of 8 answers"),
        ({"AddRecord": "os.write(2, b'panicked at index') and os._exit(101)"}, '"panicked at index"'),
        ({"AddRecord": "os.write(1, b'thread panicked\\n') and {}"}, "cannot be read"),
        ({"AddRecord": "{'page_word_count': 'many'}"}, "without the number of words"),
        ({"AddRecord": "{'type': 'Error', 'message': 'too long'} and say(3, type='Error', message='too long')"},
         'error: "too long"'),
        ({"WriteFiles": "os._exit(9)"}, "exit code 9"),
        ({"WriteFiles": "say(8, type='Error', message='disk full')"}, 'error: "disk full"'),
        ({"WriteFiles": "None"}, "whole index"),
        ({"WriteFiles": "say(8, type='WriteFiles') or os._exit(0)"}, "whole index"),
    ],
)  # fmt: skip
def test_a_program_that_fails_in_the_middle_or_at_the_end_stops_the_build(
    played: Callable[..., None], tmp_path: Path, acts: dict[str, str], words: str
) -> None:
    before = contents(made(records(), tmp_path / "real"))
    made(records(), tmp_path / "kept")
    played(before, **acts)
    found = failure(tmp_path / "kept", limit=2).problem
    assert not (tmp_path / "kept" / "bundle.json").exists()
    assert found.code == "FP506"
    assert words in found.message
    os.environ.pop(PATH_VARIABLE)
    assert contents(made(records(), tmp_path / "kept")) == before


@pytest.mark.parametrize("act", ["NewIndex", "AddRecord", "WriteFiles"])
def test_a_program_that_hangs_is_ended_after_the_time_limit(
    played: Callable[..., None], tmp_path: Path, act: str
) -> None:
    played({}, **{act: "time.sleep(60)"})
    started = time.monotonic()
    assert "gave no answer" in failure(tmp_path / "kept", limit=1).problem.message
    assert time.monotonic() - started < 6


@pytest.mark.parametrize("script", ["", "hear()", "os.close(1)", "sys.stdout.write('YWJj'); sys.stdout.flush()"])
def test_a_silent_program_is_ended_after_the_time_limit(
    use_program: Callable[[str], None], tmp_path: Path, script: str
) -> None:
    use_program(f"{script}\ntime.sleep(60)")
    started = time.monotonic()
    assert failure(tmp_path / "kept", limit=0.5).problem.code == "FP506"
    assert time.monotonic() - started < 5


def test_a_program_that_hears_nothing_does_not_block_the_sender(played: Callable[..., None], tmp_path: Path) -> None:
    played({}, AddRecord="time.sleep(60)")
    long = [SearchRecord(f"/{number}/", "t", "page", "word " * 20_000) for number in range(500)]
    started = time.monotonic()
    with pytest.raises(Stop):
        made(long, tmp_path / "kept", limit=1)
    assert time.monotonic() - started < 8


@alone
def test_a_slow_stream_is_no_hanging_program(tmp_path: Path) -> None:
    def slow() -> Iterator[SearchRecord]:
        for record in records():
            time.sleep(0.3)
            yield record

    assert make_bundle(slow(), tmp_path, ENGINE, limit=1).key == key(records())


def test_the_program_runs_in_an_empty_place_without_settings_and_leaves_nothing(
    use_program: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "en")
    use_program(
        "json.dump([os.getcwd(), os.listdir(), [n for n in os.environ if n.startswith('PAGEFIND')], os.getpid()],"
        " open(notes, 'w'))\ntime.sleep(60)"
    )
    failure(tmp_path / "kept", limit=2)
    folder, listed, settings, number = json.loads((tmp_path / "notes.json").read_text())
    assert (listed, settings) == ([], [])
    assert not Path(folder).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_noise_on_the_side_disturbs_nobody(use_program: Callable[[str], None], tmp_path: Path) -> None:
    expected, program = contents(made(records(), tmp_path / "real")), find_program()
    use_program(f"os.write(2, b'warning ' * 50_000)\nos.execv({str(program)!r}, ['pagefind', '--service'])")
    assert contents(made(records(), tmp_path / "kept")) == expected


def damaged() -> Iterator[tuple[str, Callable[[Files], Files]]]:
    """Ways in which a program may leave a bundle that is not whole: a name, and what it leaves of the files."""

    def cut(kind: str) -> Callable[[Files], Files]:
        return lambda files: {path: data[:-9] if kind in path else data for path, data in files.items()}

    def without(kind: str) -> Callable[[Files], Files]:
        return lambda files: {path: data for path, data in files.items() if kind not in path}

    for kind in ("index/", ".pf_meta", "wasm.unknown", "pagefind.js", "pagefind-worker.js", "pagefind-entry.json"):
        yield f"cut {kind}", cut(kind)
        yield f"without {kind}", without(kind)
    yield "cut fragment/", cut("fragment/")
    yield "no files", lambda files: {}


@alone
@pytest.mark.parametrize(("damage"), [pytest.param(damage, id=name) for name, damage in damaged()])
def test_a_bundle_that_is_not_whole_is_not_handed_out(
    played: Callable[..., None], tmp_path: Path, damage: Callable[[Files], Files]
) -> None:
    played(damage(contents(made(records(), tmp_path / "real"))))
    assert "whole index" in failure(tmp_path / "kept", limit=0.5).problem.message


@alone
def test_an_index_that_lost_a_record_is_not_handed_out(played: Callable[..., None], tmp_path: Path) -> None:
    played(contents(made(records()[:4], tmp_path / "real")))
    assert "4 of 5 records" in failure(tmp_path / "kept", limit=0.5).problem.message


@alone
def test_an_index_of_other_records_is_not_handed_out(played: Callable[..., None], tmp_path: Path) -> None:
    others = contents(made(many(5), tmp_path / "real"))
    played({path: data for path, data in others.items() if not path.startswith("fragment/")})
    assert "whole index" in failure(tmp_path / "kept", limit=0.5).problem.message


def test_last_bytes_that_come_after_the_answer_are_waited_for(played: Callable[..., None], tmp_path: Path) -> None:
    expected = contents(made(records(), tmp_path / "real"))
    late = (
        "os.fork() == 0 and (time.sleep(0.7), shutil.copytree(ready, asked['output_path'], dirs_exist_ok=True),"
        " os._exit(0))"
    )
    played(expected, WriteFiles=f"({late}) and None")
    assert contents(made(records(), tmp_path / "kept")) == expected
