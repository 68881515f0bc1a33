"""What is kept between builds: it saves time, is never believed unseen, and can be taken away at any moment."""

import ctypes
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from builder.build import pruning
from builder.build.options import Options
from builder.build.pipeline import build
from builder.core import engine as engines
from builder.core import store as store_module
from builder.core.problems import BUG, Stop
from builder.core.store import SPARE, VERSION, Damaged, Row, Store, sealed, throw_away
from tests.conftest import AS_OF, Site
from tests.sharing import alone

STORE = ".cache/store.sqlite"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store.sqlite")


def change(store: Store, statement: str, *values: object) -> None:
    """Change a store behind its back."""
    store.release()
    base = sqlite3.connect(store.path)
    with base:
        base.execute(statement, values)
    base.close()


def test_what_was_put_is_given_back(store: Store) -> None:
    store.put([sealed("page", "a", b"one"), sealed("page", "b", b""), sealed("prose", "a", b"\0" * 100_000)])
    store.release()
    again = Store(store.path)
    assert (again.get("page", "a"), again.get("page", "b"), again.get("prose", "a")) == (b"one", b"", b"\0" * 100_000)
    assert again.get("page", "c") is None
    assert list(again.get_all("page", ["c", "b", "a"])) == [("b", b""), ("a", b"one")]
    assert dict(again.get_all("page", ["a", "c"])).keys() == {"a"}


def test_what_is_put_again_replaces_what_was_there(store: Store) -> None:
    store.put([sealed("page", "a", b"one")])
    store.put([sealed("page", "a", b"two")])
    assert store.get("page", "a") == b"two"


def test_many_keys_are_given_in_their_order(store: Store) -> None:
    keys = [f"{number:04}" for number in range(1_234)]
    store.put(sealed("page", key, key.encode()) for key in keys)
    assert [key for key, _ in store.get_all("page", reversed(keys))] == keys[::-1]


@pytest.mark.parametrize("place", range(60))
def test_a_value_with_a_flipped_bit_is_refused(store: Store, place: int) -> None:
    kind, key, packed = sealed("page", "a", b"Some words that can be packed, words that can be packed.")
    flipped = bytearray(packed)
    flipped[place % len(packed)] ^= 1 << place % 8
    store.put([(kind, key, bytes(flipped))])
    with pytest.raises(Damaged):
        store.get("page", "a")


@pytest.mark.parametrize("value", [None, 7, "words", b"", b"short"])
def test_a_value_of_another_kind_is_refused(store: Store, value: object) -> None:
    """A flipped bit in a row's header makes a text, a number or nothing of a value."""
    change(store, "CREATE TABLE kept (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key))")
    change(store, f"PRAGMA user_version={VERSION}")
    change(store, "INSERT INTO kept VALUES ('page', 'a', ?)", value)
    with pytest.raises(Damaged):
        store.get("page", "a")


def test_a_value_that_claims_to_be_endless_is_refused(store: Store) -> None:
    """Its header says how much memory to make room for: it must not be believed either."""
    endless = b"\x28\xb5\x2f\xfd\xe0" + (2**50).to_bytes(8, "little")
    store.put([("page", "a", bytes(16) + endless)])
    with pytest.raises(Damaged):
        store.get("page", "a")


def test_a_store_whose_table_is_overwritten_is_refused(store: Store) -> None:
    store.put([sealed("page", "a", b"one")])
    change(store, "PRAGMA journal_mode=DELETE")
    content = store.path.read_bytes()
    assert b"CREATE TABLE kept" in content
    store.path.write_bytes(content.replace(b"CREATE TABLE kept", b"CREATE \xd5\xd5\xd5\xd5\xd5 kept"))
    with pytest.raises(Damaged):
        store.get("page", "a")


def test_a_value_is_worth_nothing_at_another_place(store: Store) -> None:
    rows: list[Row] = [("page", "b", sealed("page", "a", b"one")[2]), ("prose", "a", sealed("page", "a", b"one")[2])]
    store.put(rows)
    for kind, key, _ in rows:
        with pytest.raises(Damaged):
            store.get(kind, key)


def test_a_store_of_another_version_is_refused(store: Store) -> None:
    store.put([sealed("page", "a", b"one")])
    change(store, f"PRAGMA user_version={VERSION + 1}")
    with pytest.raises(Damaged):
        store.get("page", "a")


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 100, b"SQLite format 3\0" * 99])
def test_a_file_that_is_no_store_is_refused(store: Store, content: bytes) -> None:
    store.path.write_bytes(content)
    with pytest.raises(Damaged):
        store.get("page", "a")


def test_a_store_that_was_thrown_away_is_empty(store: Store) -> None:
    store.put([sealed("page", "a", b"one")])
    store.release()
    throw_away(store.path)
    assert not list(store.path.parent.iterdir())
    assert store.get("page", "a") is None


def test_pruning_keeps_what_is_in_use_and_bounds_the_rest(store: Store) -> None:
    live = [("page", f"{number:04}") for number in range(50)]
    store.put(sealed(kind, key, b"x" * 100) for kind, key in live)
    for build_ in range(3):
        store.put(sealed("page", f"old-{build_}-{number}", os.urandom(300)) for number in range(SPARE))
        store.prune(live)
        store.release()
        assert store.path.stat().st_size < 2 * SPARE * 400
    assert dict(store.get_all("page", (key for _, key in live))).keys() == {key for _, key in live}
    assert not dict(store.get_all("page", ["old-0-0", "old-1-0"]))


def test_pruning_leaves_a_small_store_alone(store: Store) -> None:
    store.put([sealed("page", "a", b"one"), sealed("page", "b", b"two")])
    assert store.prune([("page", "a")]) == 0
    assert store.get("page", "b") == b"two"


WRITING = """
import os, sys
from pathlib import Path
from builder.core.store import Store, sealed
store = Store(Path(sys.argv[1]))
for number in range(10**6):
    store.put(sealed("page", f"{number}-{each}", f"{number}-{each}".encode() * 50) for each in range(20))
    print(number, flush=True)
"""


@pytest.mark.parametrize("wait", [0.0, 0.03, 0.1])
def test_a_store_whose_writer_was_killed_is_whole_or_refused(tmp_path: Path, wait: float) -> None:
    path = tmp_path / "store.sqlite"
    with subprocess.Popen([sys.executable, "-c", WRITING, str(path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
    keys = [f"{number}-{each}" for number in range(5_000) for each in range(20)]
    found = dict(Store(path).get_all("page", keys))
    assert found, "the first values were there before it was killed"
    assert all(value == key.encode() * 50 for key, value in found.items())
    numbers = [key.partition("-")[0] for key in found]
    assert all(numbers.count(number) == 20 for number in set(numbers)), "all of one writing are there, or none"


@alone
def test_a_build_after_one_that_was_killed_is_a_clean_one(site: Site, tmp_path: Path) -> None:
    for number in range(40):
        site.entry(f"entry-{number}", body=f"Words {number}.")
    command = [sys.executable, "-m", "builder", "build", "--no-search", "--as-of", str(AS_OF), "--jobs", "2"]
    for wait in (0.5, 0.8, 1.1):
        with subprocess.Popen(command, cwd=site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as building:
            time.sleep(wait)
            building.send_signal(signal.SIGKILL)
    report = site.build()
    assert report.difference is not None
    assert site.files() == clean(site, tmp_path).files()


def clean(site: Site, tmp_path: Path) -> Site:
    """Build the same sources where nothing was ever built."""
    elsewhere = Site(tmp_path / "clean")
    shutil.copytree(site.root, elsewhere.root, ignore=shutil.ignore_patterns(".cache", "public"))
    elsewhere.build()
    return elsewhere


Damage = Callable[[Path], object]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"nonsense" * 2_000),
        lambda path: path.write_bytes(path.read_bytes()[:5_000]),
        lambda path: path.write_bytes(path.read_bytes()[:9_000] + b"\xa5" * 20_000 + path.read_bytes()[29_000:]),
        lambda path: shutil.rmtree(path.parent),
    ],
    ids=["deleted", "empty", "nonsense", "cut off", "overwritten", "no .cache"],
)
def test_a_damaged_store_gives_the_same_site(site: Site, tmp_path: Path, damage: Damage) -> None:
    """Twice, in one process: what was opened before must not be believed either."""
    site.build()
    for words in ("New words.", "Newer words."):
        damage(site.root / STORE)
        site.entry("first", body=words)
        assert site.build().difference is not None
    assert site.files() == clean(site, tmp_path).files()


def test_a_store_that_cannot_be_trusted_is_said_aloud(site: Site) -> None:
    site.build()
    (site.root / STORE).write_bytes(b"nonsense" * 2_000)
    report = site.entry("first", body="New words.").build()
    assert ".cache" in report.note
    assert report.counts["parsed"] > 1
    assert site.build().note == ""


def test_a_cache_from_another_machine_is_used(site: Site, tmp_path: Path) -> None:
    site.build()
    there = Site(tmp_path / "another" / "machine")
    shutil.copytree(site.root, there.root, ignore=shutil.ignore_patterns("public"))
    report = there.build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (0, 0)
    assert there.files() == site.files()
    report = there.entry("first", body="New words.").build()
    assert (report.counts["parsed"], report.counts["rendered"]) == (1, 1)
    assert there.files() == clean(there, tmp_path).files()


def test_another_engine_finds_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site.build()
    before = site.files()
    monkeypatch.setattr(engines, "_versions", lambda: ["jinja2=0.0"])
    engines.engine.cache_clear()
    try:
        report = site.build()
    finally:
        monkeypatch.undo()
        engines.engine.cache_clear()
    assert (report.counts["parsed"], report.counts["rendered"]) == (first.counts["parsed"], first.counts["rendered"])
    assert report.counts["written"] == 0
    assert site.files() == before


def without_rights(arguments: list[str], site: Site) -> "subprocess.CompletedProcess[str]":
    """Run a command that is bound by the rights of files, although root is not."""
    command = [sys.executable, "-m", "builder", *arguments]
    drop = give_up_rights if os.geteuid() == 0 else None
    return subprocess.run(command, cwd=site.root, preexec_fn=drop, capture_output=True, text=True, check=False)


def give_up_rights() -> None:
    """Give up CAP_DAC_OVERRIDE for the program that comes next (`prctl(PR_CAPBSET_DROP, 1)`)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.fixture
def forbidden(site: Site) -> Iterator[Site]:
    """A built site whose `.cache` may be read and not written."""
    site.build()
    cache = site.root / ".cache"
    for path in (*cache.iterdir(), cache):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield site
    cache.chmod(0o755)


def test_a_cache_that_cannot_be_written_stops_a_build_with_a_clear_problem(forbidden: Site) -> None:
    done = without_rights(["build", "--no-search", "--output", "other"], forbidden)
    assert done.returncode == 5, done.stderr
    assert "FP504" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_check_needs_no_right_to_write(forbidden: Site) -> None:
    forbidden.entry("first", body="See [nothing](nothing.md).")
    done = without_rights(["check"], forbidden)
    assert done.returncode == 1, done.stderr
    assert "FP301" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", [".cache", STORE])
def test_something_else_in_the_place_of_the_cache_is_a_clear_problem(site: Site, name: str) -> None:
    if name == STORE:
        (site.root / STORE / "below").mkdir(parents=True)
    else:
        site.write(name, "mine")
    with pytest.raises(Stop) as stop:
        site.build()
    assert stop.value.problem.code == "FP504"
    assert ".cache" in stop.value.problem.message


def test_a_check_finds_the_same_beside_a_build_that_writes(site: Site) -> None:
    site.entry("first", body="See [nothing](nothing.md).")
    before = site.problems("FP301")
    site.build()
    with subprocess.Popen([sys.executable, "-c", WRITING, str(site.root / STORE)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for words in ("Words.", "Other words."):
            site.entry("second", body=words)
            assert site.problems("FP301") == before
        writer.kill()
    assert len(before) == 1


def test_a_preview_and_the_real_site_do_not_forget_each_other(site: Site) -> None:
    options = Options(site.root / "public", AS_OF, search=False, jobs=1)
    preview = replace(options, output=site.root / ".cache/preview", base_url="http://127.0.0.1:8000/", drafts=True)
    for asked in (options, preview):
        build(site.root, asked, lambda *_: None)
    for asked in (options, preview, options):
        report = build(site.root, asked, lambda *_: None)
        assert (report.counts["rendered"], report.counts["written"]) == (0, 0)


def test_what_is_kept_does_not_grow_for_ever(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SPARE", 10)
    monkeypatch.setattr(pruning, "SPARE", 10)
    counts = []
    for number in range(40):
        site.entry("first", body=f"Words of day {number}.").build()
        counts.append(Store(site.root / STORE).count())
    assert max(counts) < 3 * counts[0]
    assert site.build().counts["rendered"] == 0


def test_verifying_finds_a_kept_page_that_is_not_what_would_be_made(site: Site) -> None:
    site.build()
    options = Options(site.root / "public", AS_OF, search=False, jobs=1, verify=50)
    assert build(site.root, options, lambda *_: None).difference is not None
    store = Store(site.root / STORE)
    rows = sqlite3.connect(store.path).execute("SELECT key FROM kept WHERE kind='pages-values'").fetchall()
    kept = {key: store.get("pages-values", key) for (key,) in rows}
    wrong = {key: value.replace(b"partnerships/first/index.html", b"partnerships/worst/index.html")
             for key, value in kept.items() if value}  # fmt: skip
    store.put(sealed("pages-values", key, value) for key, value in wrong.items() if value != kept[key])
    store.release()
    before = site.files()
    with pytest.raises(Stop) as stop:
        build(site.root, options, lambda *_: None)
    assert (stop.value.problem.code, stop.value.exit_code) == ("FP510", BUG)
    assert site.files() == before
