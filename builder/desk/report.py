"""What a build says of itself to programs: counts, and seconds by stage."""

from pathlib import Path

import msgspec

from builder.build.options import Report
from builder.core.problems import Level
from builder.publish.disk import stopping_at


def write_report(path: Path, report: Report) -> None:
    """Write a build's counts and times as JSON; raises `Stop` (FP504) where the system refuses."""
    about = {
        "published": report.difference is not None,
        "problems": {level.value: report.problems.count(level) for level in Level},
        "pages": report.pages,
        "files": report.files,
        "counts": report.counts,
        "seconds": report.seconds,
        "note": report.note,
    }
    with stopping_at(path):
        path.write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n")
