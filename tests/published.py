"""The real directory as a host would serve it: built once for all the tests that look at it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from tests.browser import served

ROOT = Path(__file__).parent.parent
BASE = "/directory/"
HOME = f"https://example.org{BASE}"
AS_OF = "2026-11-22"
REMOVED = "partnerships/a-removed-entry"
"""An entry that was taken away, so that there is such a page to look at."""


@dataclass(frozen=True)
class Published:
    """A site that is served: its files, and its address with a final slash; `source` is what it was built from."""

    folder: Path
    address: str
    source: Path


def run_build(source: Path, output: Path, *options: str) -> None:
    """Build a site as a person does, in a process of its own: a browser's may not be forked."""
    command = [sys.executable, "-m", "builder", "--quiet", "--site", str(source), "build", "--output", str(output)]
    done = subprocess.run(
        [*command, "--base-url", HOME, "--as-of", AS_OF, *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def real_directory(folder: Path) -> Iterator[Published]:
    """Serve the real directory, with one entry taken out of it, as it is built for a base path in a folder.

    Several processes may ask for one folder: the first of them builds, the others wait for it.
    """
    source, output, built = folder / "source", folder / "public", folder / "built"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "building"):
        if not built.exists():
            _copy(source)
            run_build(source, output)
            built.touch()
    with served(output, BASE) as address:
        yield Published(output, address, source)


def _copy(source: Path) -> None:
    shutil.copytree(ROOT / "content", source / "content")
    shutil.copyfile(ROOT / "site_config.yaml", source / "site_config.yaml")
    retired = source / "content/redirects.yaml"
    kept = [line for line in retired.read_text(encoding="utf-8").splitlines() if line.strip() != "{}"]
    retired.write_text("\n".join([*kept, f"{REMOVED}: {{gone: removed on request}}", ""]), encoding="utf-8")
