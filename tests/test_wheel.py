"""The wheel is complete: a directory of one's own can be started and built with nothing of this repository at hand."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    top = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(top)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = top.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(top / "installed")
    return top / "installed"


def fingerpost(installed: Path, where: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the unpacked program; -P keeps this repository out of its sight."""
    script = f"import sys; sys.path.insert(0, {str(installed)!r}); from builder.cli import main; main()"
    command = [sys.executable, "-P", "-c", script, *words]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)


def test_the_wheel_carries_the_default_look_and_nothing_of_this_directory(installed: Path) -> None:
    assert (installed / "builder/_layouts/entry.html").is_file()
    assert (installed / "builder/_layouts/assets/site.css").is_file()
    assert (installed / "builder/_layouts/locale/ar.po").is_file()
    assert {path.name for path in installed.iterdir()} == {"builder", next(installed.glob("*.dist-info")).name}


def test_a_new_directory_can_be_started_and_built(installed: Path, tmp_path: Path) -> None:
    started = fingerpost(installed, tmp_path, "init", "mine")
    assert started.returncode == 0, started.stderr
    built = fingerpost(installed, tmp_path / "mine", "build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "No problems." in built.stdout
    assert "Example Museum" in (tmp_path / "mine/public/partnerships/example-museum/index.html").read_text(
        encoding="utf-8"
    )
    assert (tmp_path / "mine/public/pagefind/pagefind.js").is_file()
