"""A new directory of one's own: the starter site, copied file by file."""

from importlib.resources import as_file, files
from pathlib import Path

from builder.core.problems import USAGE, Span, Stop, problem
from builder.publish.disk import stopping_at

HIDDEN = {"gitignore": ".gitignore", "github": ".github", "gitlab-ci.yml": ".gitlab-ci.yml"}
"""Names that begin with a dot on disk; packages and copies lose such files too easily."""


def init_site(directory: Path) -> list[Path]:
    """Write the starter site into a directory that is new, or empty but for `.git`, and return the paths written."""
    if directory.is_file() or (directory.is_dir() and any(each.name != ".git" for each in directory.iterdir())):
        message = f'"{directory}" is not empty'
        raise Stop(problem("FP501", message, Span(str(directory)), "name a directory that does not exist yet"), USAGE)
    written = []
    with as_file(files("builder.desk").joinpath("starter")) as starter:
        for path in sorted(each for each in starter.rglob("*") if each.is_file() and "__pycache__" not in each.parts):
            parts = [HIDDEN.get(part, part) for part in path.relative_to(starter).parts]
            target = directory.joinpath(*parts)
            with stopping_at(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
            written.append(target)
    return written
