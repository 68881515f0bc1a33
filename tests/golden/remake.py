"""Remake the pages of the golden site after a change that was meant; read the difference before you commit it."""

import shutil
from datetime import date
from pathlib import Path

from builder.build.options import Options
from builder.build.pipeline import build

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 22)


def make(root: Path, output: Path) -> None:
    """Build the golden site, without search, for a fixed day."""
    report = build(root, Options(output, AS_OF, search=False, jobs=1), lambda step, done, total: None)
    if report.difference is None:
        raise SystemExit("\n".join(f"{each.span}: {each.message} ({each.remedy})" for each in report.problems))


if __name__ == "__main__":
    shutil.rmtree(HERE / "expected", ignore_errors=True)
    make(HERE / "site", HERE / "expected")
    shutil.rmtree(HERE / "site/.cache", ignore_errors=True)
    shutil.rmtree(HERE / "expected/assets", ignore_errors=True)
    for name in (".fingerpost.json", "build.json"):
        (HERE / "expected" / name).unlink()
