"""The benchmark: its directory is always the same and has no mistakes, and what it prints is what it measured."""

import json
import re
import sys
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.corpus import Corpus
from bench.dialects import Dialect, fingerpost, hugo
from bench.figures import Figures
from bench.measuring import Failed, Measured, measure
from bench.programs import OURS, site
from tests.conftest import Site
from tests.sharing import alone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the benchmark reads /proc")

OWN = ["--peers", "--fingerpost", f"{sys.executable} -m builder", "--sizes", "12", "--runs", "1", "--no-search"]


def written(corpus: Corpus, folder: Path) -> Path:
    for path, text in site(fingerpost, corpus):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("dialect", [fingerpost, hugo])
def test_a_seed_makes_the_same_directory_every_time(dialect: Dialect) -> None:
    first, again, other = (list(site(dialect, Corpus(30, seed))) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len({path for path, _ in first}) == len(first), "two files have one path"


@pytest.mark.parametrize("languages", [("en",), ("en", "ar")])
def test_the_directory_builds_without_a_problem(tmp_path: Path, languages: tuple[str, ...]) -> None:
    root = written(Corpus(30, languages=languages), tmp_path)
    report = Site(root).build()
    assert list(report.problems) == []
    assert report.entries == 30
    page = (root / "public/partnerships/entry-000003/index.html").read_text(encoding="utf-8")
    for mark in ("<table", "<blockquote", "<ul", 'href="/guides/guide-', 'href="/organisations/org-'):
        assert mark in page


def test_the_table_tells_of_each_scenario_that_was_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenarios = ["cold", "same", "title", "deleted", "help"]
    found = tmp_path / "found.json"
    assert main([*OWN, "--only", *scenarios, "--at", str(tmp_path), "--json", str(found), "--markdown"]) == 0
    lines = re.findall(r"^\| (\w+ \| fingerpost .*)", capsys.readouterr().out, re.M)
    rows = {line.partition(" ")[0]: line.split(" | ") for line in lines}
    assert list(rows) == scenarios
    written = {name: int(row[7]) for name, row in rows.items()}
    assert written["same"] == written["help"] == 0
    assert 0 < written["title"] < written["cold"]
    runs = json.loads(found.read_text())["sizes"][0]["figures"]
    assert [each["scenario"] for each in runs] == scenarios
    assert all(run["wall"] > 0 and run["tree"] > 0 for each in runs for run in each["runs"])


@alone
def test_an_edit_is_timed_until_the_served_page_shows_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*OWN, "--only", "serve", "--at", str(tmp_path)]) == 0
    found = re.findall(r"^(\w+) +([\d,]+) +\S+ +([\d,]+) +\S+$", capsys.readouterr().out, re.M)
    assert [name for name, _, _ in found] == ["body", "title"]
    assert all(int(current.replace(",", "")) >= int(screen.replace(",", "")) > 0 for _, screen, current in found)


def test_the_ratio_is_that_of_the_medians() -> None:
    def runs(*walls: float) -> list[Measured]:
        return [Measured(wall, wall, 1024, 1024, "python") for wall in walls]

    figures = Figures(10, {("cold", "peer"): runs(8, 9, 2), ("cold", OURS): runs(1, 4, 7), ("same", OURS): runs(1)}, {})
    assert figures.ratio("cold") == 0.5
    assert figures.ratio("same") is None


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="no such luck"):
        measure(((sys.executable, "-c", "raise SystemExit('no such luck')"),), tmp_path)


@alone
def test_memory_and_time_of_children_count(tmp_path: Path) -> None:
    child = "held = bytearray(80_000_000); sum(range(3_000_000)); import time; time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    measured = measure(((sys.executable, "-c", parent),), tmp_path)
    assert measured.largest > 80_000
    assert measured.tree > measured.largest * 0.9
    assert measured.cpu > 0.01
    assert measured.wall > 1
