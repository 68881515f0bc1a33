"""`fingerpost serve`: what it shows, what it tells the tabs, whom it answers, and that nothing is left when it ends."""

import os
import queue
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from builder.cli import main
from builder.core.problems import Span, problem
from builder.desk.serving.app import with_script
from builder.desk.serving.connection import Connection
from builder.desk.serving.engine import engine
from builder.desk.serving.hosts import address_of, is_loopback, is_ours, listen
from builder.desk.serving.live import Live
from builder.desk.serving.messages import (
    LENGTH,
    Answer,
    Built,
    Changed,
    Crashed,
    FromEngine,
    Preview,
    Refused,
    SearchReady,
    Start,
    framed,
    from_engine,
    joined,
)
from builder.desk.serving.overlay import overlay
from builder.desk.serving.rebuilding import Rebuild
from builder.desk.serving.shelf import Found, Shelf, content_type
from builder.desk.serving.watching import is_passing
from tests.conftest import AS_OF, CONFIG, Site
from tests.serving import PATIENCE, Serving, processes, serving, until

UNKNOWN = problem("FP104", 'unknown kind "trainning"', Span("content/x.md", 2, 9, 18), 'did you mean "training"?')


def built(*written: str, deleted: tuple[str, ...] = (), base_path: str = "/") -> Built:
    return Built((), written, deleted, (), 1, 0.1, base_path)


# ------------------------------------------------------------------------------------------------ addresses


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    pages = ("index.html", "404.html", "ar/404.html", "x/index.html")
    for path in (*pages, "x/a b.pdf", ".fingerpost.json", ".well-known/a"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    return Shelf(tmp_path, "/dir/", {"new/index.html": b"new"})


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/dir/", Found("index.html")),
        ("/dir/x/", Found("x/index.html")),
        ("/dir/x/index.html", Found("x/index.html")),
        ("/dir/x/a b.pdf", Found("x/a b.pdf")),
        ("/dir/new/", Found("new/index.html")),
        ("/dir/.well-known/a", Found(".well-known/a")),
        ("/dir/x", Found("", 307, "/dir/x/")),
        ("/", Found("", 307, "/dir/")),
        ("/dir", Found("", 307, "/dir/")),
        ("/dir/nowhere/", Found("404.html", 404)),
        ("/dir/ar/nowhere/", Found("ar/404.html", 404)),
        ("/elsewhere/", Found("404.html", 404)),
        ("/dir/.fingerpost.json", Found("404.html", 404)),
        ("/dir/../secret", Found("404.html", 404)),
        ("/dir/x/../../secret", Found("404.html", 404)),
        ("/dir//etc/passwd", Found("404.html", 404)),
        ("/dir/x\\..\\..\\secret", Found("404.html", 404)),
        ("/dir/x\0", Found("404.html", 404)),
        (f"/dir/{'x' * 5000}", Found("404.html", 404)),
    ],
)
def test_an_address_leads_to_a_file_of_the_site_and_nowhere_else(shelf: Shelf, address: str, found: Found) -> None:
    (shelf.output.parent / "secret").write_text("secret", encoding="utf-8")
    assert shelf.find(address) == found


def test_a_page_that_was_previewed_hides_the_one_on_disk(shelf: Shelf) -> None:
    assert shelf.read("x/index.html") == b"x/index.html"
    assert Shelf(shelf.output, "/", {"x/index.html": b"newer"}).read("x/index.html") == b"newer"
    assert shelf.read("not/there") is None


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/site.css", "text/css; charset=utf-8"),
        ("assets/search.js", "text/javascript; charset=utf-8"),
        ("data/directory.json", "application/json; charset=utf-8"),
        ("site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("x/entry.md", "text/markdown; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.webp", "image/webp"),
        ("a.wasm", "application/wasm"),
        ("pagefind/pagefind.unknown_1.pf_meta", "application/octet-stream"),
        ("pagefind/wasm.unknown.pagefind", "application/octet-stream"),
    ],
)
def test_files_have_the_type_of_their_name_on_every_machine(path: str, type_: str) -> None:
    assert content_type(path) == type_


def test_the_script_goes_to_the_end_of_the_body() -> None:
    assert with_script(b"<body>x</body></html>", "v").endswith(b'data-version="v" defer></script></body></html>')
    assert with_script(b"x", "v").startswith(b"x<script src=")


# ------------------------------------------------------------------------------------------------ whom it answers


@pytest.mark.parametrize(
    ("header", "host", "answered"),
    [
        ("localhost:8000", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("desk.lan:8000", "desk.lan", True),
        ("192.168.1.5:8000", "0.0.0.0", True),
        ("[fe80::1]:8000", "::", True),
        ("evil.example:8000", "127.0.0.1", False),
        ("evil.example", "0.0.0.0", False),
        ("192.168.1.5", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_only_those_who_call_us_by_our_name_are_answered(header: str, host: str, answered: bool) -> None:
    assert is_ours(header, host) is answered


def test_loopback_is_known_and_the_address_can_be_opened() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "desk.lan")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert [address_of(host, 1) for host in ("127.0.0.1", "0.0.0.0", "::")] == [
        "http://127.0.0.1:1/", "http://127.0.0.1:1/", "http://[::1]:1/",
    ]  # fmt: skip


def test_a_port_that_was_asked_for_is_not_exchanged_and_the_usual_one_is() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", taken.getsockname()[1])
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert 8000 <= first.getsockname()[1] < second.getsockname()[1]


# ------------------------------------------------------------------------------------------------ what tabs are told


@pytest.fixture
def live(tmp_path: Path) -> Live:
    """A site of three pages as a tab finds it."""
    for path in ("index.html", "a/index.html", "404.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    made = Live(tmp_path, tmp_path)
    made.hear(built("index.html", "a/index.html", "404.html"))
    return made


def test_only_tabs_whose_page_was_written_or_deleted_reload(live: Live) -> None:
    seen = live.version
    live.hear(built("a/index.html", "data/directory.json", "pagefind/pagefind.js", deleted=("gone/index.html",)))
    told = {page: live.news(page, seen) for page in ("/", "/a/", "/gone/", "/never/")}
    assert told == {"/": "", "/a/": "reload", "/gone/": "reload", "/never/": ""}
    assert live.news("/a/", live.version) == ""


def test_a_change_of_styles_alone_reloads_nothing(live: Live) -> None:
    seen = live.version
    live.hear(built("assets/site.css"))
    assert [live.news(page, seen) for page in ("/", "/a/")] == ["styles", "styles"]


def test_a_changed_script_reloads_every_tab(live: Live) -> None:
    seen = live.version
    live.hear(built("assets/search.js", "assets/site.css"))
    assert [live.news(page, seen) for page in ("/", "/a/")] == ["reload", "reload"]


def test_a_changed_picture_reloads_the_pages_that_show_it(live: Live, tmp_path: Path) -> None:
    (tmp_path / "a/index.html").write_text('<img src="/media/sea.jpg">', encoding="utf-8")
    seen = live.version
    with live.tab("/"), live.tab("/a/"):
        live.hear(built("media/sea.jpg"))
        assert [live.news(page, seen) for page in ("/", "/a/")] == ["", "reload"]


def test_a_tab_on_a_missing_page_follows_that_page_and_the_one_that_stands_in(live: Live) -> None:
    seen = live.version
    live.hear(built("404.html"))
    assert [live.news(page, seen) for page in ("/", "/new/")] == ["", "reload"]
    seen = live.version
    live.hear(built("new/index.html"))
    assert live.news("/new/", seen) == "reload"


def test_a_preview_reloads_its_tab_once_and_the_build_behind_it_not_again(live: Live, tmp_path: Path) -> None:
    seen = live.version
    live.hear(Preview({"a/index.html": b"newer"}))
    assert [live.news(page, seen) for page in ("/", "/a/")] == ["", "reload"]
    assert live.shelf.read("a/index.html") == b"newer"
    seen = live.version
    (tmp_path / "a/index.html").write_bytes(b"newer")
    live.hear(built("a/index.html", "index.html"))
    assert [live.news(page, seen) for page in ("/", "/a/")] == ["reload", ""]


def test_a_preview_that_was_taken_back_reloads_its_tab(live: Live) -> None:
    live.hear(Preview({"a/index.html": b"newer"}))
    seen = live.version
    live.hear(built())
    assert (live.news("/a/", seen), live.shelf.read("a/index.html")) == ("reload", b"a/index.html")


def test_a_preview_of_what_is_shown_already_reloads_nothing(live: Live) -> None:
    seen = live.version
    live.hear(Preview({"a/index.html": b"a/index.html"}))
    assert live.news("/a/", seen) == ""


def test_problems_are_told_over_the_last_good_site(live: Live) -> None:
    seen = live.version
    live.hear(Refused(("content/x.md",), (UNKNOWN,)))
    assert (live.news("/", seen), live.told()["kind"], live.told()["errors"]) == ("", "refused", 1)
    live.hear(Crashed("KeyError: 'x'", "Traceback"))
    assert (live.told()["kind"], live.told()["text"]) == ("crashed", "KeyError: 'x'")
    live.hear(built())
    assert (live.told()["kind"], live.told()["errors"]) == ("fine", 0)


def test_a_tab_that_was_away_or_of_an_earlier_server_reloads_when_it_comes_back(live: Live, tmp_path: Path) -> None:
    seen = live.version
    for written in ("a/index.html", "index.html", "other/index.html"):
        live.hear(built(written))
    assert live.news("/a/", seen) == "reload"
    assert live.news("/a/", "0f0f0f0f-1") == "reload"
    assert Live(tmp_path, tmp_path).news("/a/", "0f0f0f0f-1") == "", "nothing is there yet"


def test_pages_that_wait_for_the_first_build_reload_after_it_whatever_it_brings(tmp_path: Path) -> None:
    for answer in (built(), Refused((), (UNKNOWN,)), Crashed("")):
        waiting = Live(tmp_path, tmp_path)
        seen = waiting.version
        assert waiting.news("/", seen) == ""
        waiting.hear(answer)
        assert waiting.news("/", seen) == "reload"


def test_another_path_of_the_site_reloads_every_tab(live: Live) -> None:
    seen = live.version
    live.hear(built(base_path="/directory/"))
    assert live.news("/", seen) == "reload"


def test_the_pages_on_screen_are_known_newest_first_and_once(live: Live) -> None:
    with live.tab("/a/"), live.tab("/"), live.tab("/new"):
        assert live.on_screen() == ("new/index.html", "index.html", "a/index.html")
        with live.tab("/a/"):
            assert live.on_screen()[0] == "a/index.html"
    assert live.on_screen() == ()


def test_the_overlay_shows_errors_first_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/x.md").write_text("a: 1\nkinds: [trainning]\n", encoding="utf-8")
    warning = problem("FP701", "old", Span("content/a.md"))
    told = overlay([warning, UNKNOWN], tmp_path)
    assert (told["errors"], told["warnings"], told["hidden"]) == (1, 1, 0)
    first = told["problems"][0]
    assert (first["code"], first["place"], first["remedy"]) == ("FP104", "content/x.md:2:9", 'did you mean "training"?')
    assert first["lines"] == [(1, "a: 1", "", ""), (2, "kinds: [", "trainning", "]")]
    many = overlay([problem("FP701", str(number), Span("x")) for number in range(70)], tmp_path)
    assert (len(many["problems"]), many["hidden"]) == (50, 20)


# ------------------------------------------------------------------------------------------------ the engine process


class Talk:
    """An engine at work in a thread, and our end of its pipe."""

    def __init__(self, rebuild: Rebuild) -> None:
        self._asking, self._asked = os.pipe()
        self._answers, self._answering = os.pipe()
        connection = Connection(self._asking, self._answering)
        self._at_work = threading.Thread(target=engine, args=(connection, lambda start, progress: rebuild))
        self._at_work.start()
        self.say(Start("/site", "/site/out", AS_OF))

    def say(self, *messages: Start | Changed) -> None:
        os.write(self._asked, b"".join(framed(each) for each in messages))

    def hear(self) -> FromEngine:
        with open(self._answers, "rb", buffering=0, closefd=False) as pipe:
            length = LENGTH.unpack(pipe.read(LENGTH.size))[0]
            return from_engine(pipe.read(length))

    def end(self) -> bool:
        """Close the pipe and say whether the engine ended."""
        os.close(self._asked)
        self._at_work.join(PATIENCE)
        for each in (self._asking, self._answers, self._answering):
            os.close(each)
        return not self._at_work.is_alive()


def refused(changed: Changed) -> Refused:
    return Refused(changed.paths, (UNKNOWN,), "/")


def test_the_engine_tells_what_a_rebuild_yields_and_ends_with_its_pipe() -> None:
    def rebuild(changed: Changed) -> Iterator[Answer | None]:
        yield Preview(dict.fromkeys(changed.screen, b"\x00\xff"))
        yield None
        yield refused(changed)
        yield SearchReady(("pagefind/x",))

    talk = Talk(rebuild)
    talk.say(Changed(("content/x.md",), ("x/index.html",)))
    heard = [talk.hear() for _ in range(3)]
    assert heard == [
        Preview({"x/index.html": b"\0\xff"}), Refused(("content/x.md",), (UNKNOWN,), "/"), SearchReady(("pagefind/x",)),
    ]  # fmt: skip
    assert talk.end()


def test_a_rebuild_is_left_for_something_newer_and_asked_for_both() -> None:
    asked: list[Changed] = []
    begun, may_go_on = threading.Event(), threading.Event()

    def rebuild(changed: Changed) -> Iterator[Answer | None]:
        asked.append(changed)
        begun.set()
        assert may_go_on.wait(PATIENCE)
        yield None
        yield refused(changed)

    talk = Talk(rebuild)
    talk.say(Changed(("a",), ("old",), whole=True))
    assert begun.wait(PATIENCE)
    talk.say(Changed(("b", "a"), ("new",)))
    may_go_on.set()
    assert talk.hear() == Refused(("a", "b"), (UNKNOWN,), "/")
    assert talk.end()
    assert asked == [Changed(("a",), ("old",), whole=True), Changed(("a", "b"), ("new",), whole=True)]


def test_what_comes_after_a_whole_build_is_left_for_something_newer_without_repeating_it() -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def rebuild(changed: Changed) -> Iterator[Answer | None]:
        yield refused(changed)
        begun.set()
        assert may_go_on.wait(PATIENCE)
        yield None
        yield SearchReady(changed.paths)

    talk = Talk(rebuild)
    talk.say(Changed(("a",)))
    assert talk.hear() == Refused(("a",), (UNKNOWN,), "/")
    assert begun.wait(PATIENCE)
    talk.say(Changed(("b",)))
    may_go_on.set()
    assert [talk.hear(), talk.hear()] == [Refused(("b",), (UNKNOWN,), "/"), SearchReady(("b",))]
    assert talk.end()


def test_changes_that_came_in_together_are_one() -> None:
    both = joined(Changed(("a", "b"), ("old",), whole=True), Changed(("b", "c"), ("new",)))
    assert both == Changed(("a", "b", "c"), ("new",), whole=True)


@pytest.mark.parametrize(
    ("path", "passing"),
    [
        ("content/pages/about.md", False), ("content/static/.well-known/x", False),
        ("content/pages/.about.md.swp", True), ("content/pages/about.md~", True),
        ("content/pages/4913", True), ("content/pages/#about.md#", True),
        ("content/pages/about.md___jb_tmp___", True), ("content/.git/index", True), ("layouts/base.html", False),
    ],
)  # fmt: skip
def test_what_editors_write_beside_a_file_is_no_change(path: str, passing: bool) -> None:
    assert is_passing(path) is passing


# ------------------------------------------------------------------------------------------------ the whole


@pytest.fixture
def served(site: Site) -> Iterator[Serving]:
    with serving(site) as found:
        yield found


def next_event(events: "queue.Queue[tuple[str, dict[str, Any]]]") -> tuple[str, dict[str, Any]]:
    return events.get(timeout=PATIENCE)


def test_the_site_is_served_as_it_will_be_published_but_for_one_script(site: Site, served: Serving) -> None:
    site.build()
    status, headers, body = served.get("/partnerships/first/")
    tag = b'<script src="/.fingerpost/live.js" data-version="' + served.version("/").encode() + b'" defer></script>'
    assert (status, headers["cache-control"], headers["content-type"]) == (200, "no-store", "text/html; charset=utf-8")
    assert body.replace(tag, b"") == site.files()["partnerships/first/index.html"] != body
    assert served.get("/assets/site.css")[2] == site.files()["assets/site.css"]
    assert b"<script src=" not in site.files(".cache/serve")["index.html"]
    status, headers, _ = served.get("/partnerships/first?q=1")
    assert (status, headers["location"]) == (307, "/partnerships/first/?q=1")
    assert [served.get(path)[0] for path in ("/nowhere/", "/.fingerpost.json", "/../../site_config.yaml")] == [404] * 3
    assert served.get("/", method="POST")[0] == 405
    assert served.get("/", method="HEAD")[::2] == (200, b"")


def test_a_saved_change_reaches_the_tabs_that_show_it(site: Site, served: Serving) -> None:
    with served.tab("/partnerships/first/") as entry, served.tab("/search/") as other:
        assert [next_event(entry)[0], next_event(other)[0]] == ["state", "state"]
        site.entry("first", body="Other words.")
        assert next_event(entry)[0] == "reload"
        assert "Other words." in served.page("/partnerships/first/")
        served.said("content/partnerships/first.md: 1 page")
        assert other.empty()


def test_a_mistake_leaves_the_last_good_site_and_is_told_everywhere(site: Site, served: Serving) -> None:
    with served.tab("/") as tab:
        assert next_event(tab)[1]["kind"] == "fine"
        site.entry("first", "start: Spring", body="Broken.")
        told = next_event(tab)[1]
        assert (told["kind"], told["problems"][0]["place"]) == ("refused", "content/partnerships/first.md:5:8")
        assert "Some words." in served.page("/partnerships/first/")
        served.said("content/partnerships/first.md:5:8: error FP108")
        served.said("The site stays as it was.")
        site.entry("first", body="Mended.")
        assert next_event(tab)[1]["kind"] == "fine"
        assert "Mended." in served.page("/partnerships/first/")


def test_a_site_that_is_broken_from_the_start_is_shown_as_soon_as_it_is_mended(site: Site) -> None:
    site.write("site_config.yaml", "name: Test\n")
    with serving(site, settled="stays as it was") as served:
        status, _, page = served.get("/")
        assert (status, b"There is no site to show yet" in page) == (503, True)
        with served.tab("/") as tab:
            assert next_event(tab)[1]["kind"] == "refused"
            site.write("site_config.yaml", CONFIG)
            assert {next_event(tab)[0], next_event(tab)[0]} == {"state", "reload"}
        assert served.get("/")[0] == 200


def test_a_folder_and_a_configuration_that_come_later_are_followed(site: Site, served: Serving) -> None:
    site.write("layouts/assets/extra.css", "p { color: red }")
    until(lambda: served.get("/assets/extra.css")[0] == 200, "a new folder")
    time.sleep(0.2)
    site.write("layouts/assets/extra.css", "p { color: blue }")
    until(lambda: "blue" in served.page("/assets/extra.css"), "a change in the new folder")
    site.write("new.yaml", CONFIG.replace("example.org/", "example.org/directory/"))
    (site.root / "new.yaml").rename(site.root / "site_config.yaml")  # as many editors save
    until(lambda: served.get("/")[1].get("location") == "/directory/", "the new path of the site")
    assert served.get("/directory/partnerships/first/")[0] == 200


def test_strangers_are_refused(served: Serving) -> None:
    for host in ("evil.example", f"evil.example:{served.port}", "192.0.2.1"):
        status, _, body = served.get("/", host=host)
        assert (status, b"<" in body) == (403, False)
    assert served.get("/", host=f"localhost:{served.port}")[0] == 200


def test_an_engine_that_dies_is_told_of_and_replaced_with_the_next_change(site: Site, served: Serving) -> None:
    with served.tab("/") as tab:
        assert next_event(tab)[1]["kind"] == "fine"
        (engine_before,) = served.engines()
        os.kill(engine_before, signal.SIGKILL)
        told = next_event(tab)[1]
        assert (told["kind"], "SIGKILL" in told["text"]) == ("crashed", True)
        assert served.get("/")[0] == 200
        site.entry("first", body="After the fall.")
        assert next_event(tab)[1]["kind"] == "fine"
        assert "After the fall." in served.page("/partnerships/first/")
        assert served.engines() != [engine_before]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_quietly(site: Site, number: signal.Signals) -> None:
    with serving(site) as served, served.tab("/") as tab:
        (engine_id,) = served.engines()
        served.process.send_signal(number)
        assert served.process.wait(10) == 0
        until(lambda: engine_id not in processes(), "the end of the engine")
        assert "end" in {next_event(tab)[0], next_event(tab)[0]}
    assert not any(word in line for line in served.lines for word in ("Traceback", "rror"))


def test_the_engine_ends_when_the_server_is_killed(site: Site) -> None:
    with serving(site) as served:
        (engine_id,) = served.engines()
        served.process.kill()
        served.process.wait(10)
        until(lambda: engine_id not in processes(), "the end of the engine")


def test_a_server_that_ends_in_the_middle_of_a_build_leaves_nothing(site: Site) -> None:
    for number in range(450):  # enough for worker processes
        site.entry(f"entry-{number:03}", body="Some *words* and [a link](first.md).\n\n" * 20)
    for ending in (signal.SIGTERM, signal.SIGKILL):
        with serving(site, settled="Serving at") as served:
            until((site.root / ".cache/build.pid").exists, "the build")
            started = descendants(served.process.pid)
            served.process.send_signal(ending)
            served.process.wait(10)
            until(partial(are_gone, started), "the end of all")


def are_gone(pids: set[int]) -> bool:
    return not pids & processes().keys()


def descendants(pid: int) -> set[int]:
    found, parents = {pid}, processes()
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def test_drafts_are_shown_on_request_and_public_is_left_alone(site: Site) -> None:
    site.entry("second", "draft: true")
    with serving(site, "--drafts") as served:
        assert served.get("/partnerships/second/")[0] == 200
    assert not (site.root / "public").exists()


def test_listening_for_others_is_warned_of(site: Site) -> None:
    with serving(site, "--host", "0.0.0.0") as served:
        assert served.said("Warning").startswith("Warning: others can reach this address")


def test_a_port_that_is_taken_ends_with_2_and_says_so(site: Site, run_command: Callable[..., tuple[int, str]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended, error = run_command(site, "serve", "--port", port)
    assert (ended, f"Cannot listen at 127.0.0.1, port {port}: " in error) == (2, True)
    (site.root / "site_config.yaml").unlink()
    ended, error = run_command(site, "serve")
    assert (ended, "FP406" in error) == (2, True)


@pytest.fixture
def run_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run the program in a site; return its exit code and what it prints as an error."""

    def run(site: Site, *words: str) -> tuple[int, str]:
        monkeypatch.chdir(site.root)
        monkeypatch.setattr("sys.argv", ["fingerpost", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return run
