"""The one fixture of most tests: a site out of a few lines of text, to edit, build and look at."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from builder.build.earlier import Earlier
from builder.build.options import Options, Progress, Report
from builder.build.pipeline import build, check
from builder.core.problems import Problem
from tests.browser import find_chromium, launch
from tests.figures import Figures, figures_of, table
from tests.published import Published, real_directory
from tests.sharing import Sharing

CONFIG = "name: Test directory\nbase_url: https://example.org/\nlanguages: [en]\n"
VOCABULARY = {
    "kinds": "training: {label: {en: Training}}\ncontent-donation: {label: {en: Content donation}}\n",
    "org-types": "museum: {label: {en: Museum}}\nlibrary: {label: {en: Library}}\n",
    "projects": "commons: {label: {en: Commons}}\n",
    "metrics": "files-uploaded: {label: {en: Files uploaded}}\n",
}
AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class Site:
    """A small site on disk."""

    root: Path

    def write(self, path: str, text: str | bytes) -> "Site":
        """Write one file, with the folders that it needs."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def entry(self, id_: str, front: str = "", body: str = "") -> "Site":
        """Write an entry; what `front` does not say is filled in with the three lines that every entry has."""
        known = {"partners": "[museum]", "kinds": "[training]", "sources": "[https://example.org/source]"}
        lines = [f"{key}: {value}" for key, value in known.items() if f"{key}:" not in front]
        return self.write(f"content/partnerships/{id_}.md", "\n".join(["---", *lines, front, "---", body]) + "\n")

    def organisation(self, id_: str, name: str = "", territory: str = "NO") -> "Site":
        """Write an organisation."""
        names = f"names: [{{value: {name or id_.title()}, lang: en}}]"
        return self.write(
            f"content/organisations/{id_}.md", f"---\n{names}\ntype: [museum]\nterritory: {territory}\n---\n"
        )

    def group(self, id_: str, covers: str = "{territories: [NO]}", more: str = "") -> "Site":
        """Write a group."""
        front = f"names: [{{value: {id_.title()}, lang: en}}]\ntype: user-group\ncovers: {covers}\n{more}"
        return self.write(f"content/groups/{id_}.md", f"---\n{front}\n---\n")

    def build(
        self,
        *,
        search: bool = False,
        jobs: int = 1,
        strict: bool = False,
        output: str = "public",
        as_of: date = AS_OF,
        drafts: bool = False,
        offline: bool = False,
        base_url: str = "",
        progress: Progress = lambda step, done, total: None,
        before: Earlier | None = None,
    ) -> Report:
        """Build the site as a command would, without search unless asked; with `before` as `serve` would."""
        options = Options(
            self.root / output, as_of, base_url=base_url, search=search, jobs=jobs, strict=strict, drafts=drafts,
            offline=offline,
        )  # fmt: skip
        return build(self.root, options, progress, before=before)

    def problems(self, code: str = "") -> list[Problem]:
        """Check the site and return its problems, or only those of one code."""
        report, _ = check(self.root, Options(self.root / "public", AS_OF, search=False, jobs=1), lambda *_: None)
        return [each for each in report.problems if not code or each.code == code]

    def page(self, path: str, output: str = "public") -> str:
        """Return a built file."""
        return (self.root / output / path).read_text(encoding="utf-8")

    def files(self, output: str = "public") -> dict[str, bytes]:
        """Return every built file by path."""
        top = self.root / output
        return {
            each.relative_to(top).as_posix(): each.read_bytes() for each in sorted(top.rglob("*")) if each.is_file()
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one entry of one museum, and small vocabularies."""
    made = Site(tmp_path / "site")
    made.write("site_config.yaml", CONFIG)
    for name, text in VOCABULARY.items():
        made.write(f"content/vocabulary/{name}.yaml", text)
    return made.organisation("museum").entry("first", body="Some words.")


@contextmanager
def started() -> Iterator[Browser]:
    """Start a Chromium, or leave the test out."""
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium was found, and none could be got")
    with sync_playwright() as playwright:
        found = launch(playwright, program)
        yield found
        found.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, or a test left out."""
    with started() as found:
        yield found


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The real directory, built once for a base path and served under the strict policy."""
    place = tmp_path_factory.getbasetemp()
    shared = place.parent if "PYTEST_XDIST_WORKER" in os.environ else place  # by all processes of this run
    with real_directory(shared / "directory") as found:
        yield found


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """What the gates measure; shown at the end of the run."""
    return Figures(record_property)


@pytest.fixture
def golden(tmp_path: Path) -> Callable[[str], Site]:
    """Copy a folder of tests/ into a fresh place and return it as a site."""

    def copy(name: str) -> Site:
        target = tmp_path / name.replace("/", "-")
        shutil.copytree(Path(__file__).parent / name, target)
        return Site(target)

    return copy


@pytest.fixture(params=["alone"])
def alone() -> None:
    """Show in the name of a test that nothing may run beside it (`tests/sharing.py`)."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of tests that need a browser."""
    config.addinivalue_line("markers", "browser: needs a Chromium")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config) -> Sharing:
    """Say how tests are shared out to processes."""
    return Sharing(len(config.getoption("tx")))


def reports(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    """Return what was told of tests, in whatever process they ran."""
    return [each for some in reporter.stats.values() for each in some if isinstance(each, pytest.TestReport)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what was measured, and name every test that was left out, and why: nothing is passed over in silence."""
    if measured := figures_of(reports(terminalreporter)):
        terminalreporter.section("figures")
        for line in table(measured):
            terminalreporter.line(line)
    left_out = terminalreporter.stats.get("skipped", [])
    if left_out:
        terminalreporter.section("left out")
        for each in left_out:
            reason = each.longrepr[2] if isinstance(each.longrepr, tuple) else each.longrepr
            terminalreporter.line(f"{each.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be left out (continuous integration), a test left out is a failure; one never run always is."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.exitstatus or not isinstance(reporter, pytest.TerminalReporter):  # a process that shares the tests
        return
    never = session.testscollected - len({each.nodeid for each in reports(reporter)})
    if never and session.config.pluginmanager.has_plugin("dsession"):
        reporter.write_line(f"{never} tests were collected and never run", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if reporter.stats.get("skipped") and os.environ.get("FINGERPOST_LEAVE_NOTHING_OUT"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
