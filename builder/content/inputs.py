"""Every file that a build reads, by the digest of its bytes: always hashed, never guessed from times."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from builder.content.sources import unreadable, walk
from builder.core.digest import digest
from builder.core.problems import Problem

CONFIG = "site_config.yaml"
COPIED = ("content/media/", "content/static/")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a site by path, sorted, each with the digest of its bytes; what has no place there is a problem.

    What is copied as it is (pictures, static files) is named by its SHA-256; `sizes` holds its length in bytes.
    A text that cannot be read has no digest: whoever reads it says why; a copy that cannot is left out.
    """

    digests: dict[str, str]
    sizes: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> list[str]:
        """Return the files below content/."""
        return [path for path in self.digests if path != CONFIG]


def read_inputs(root: Path) -> Inputs:
    """Hash the configuration and every file below content/."""
    paths, problems = walk(root)
    digests, sizes = {}, {}
    top = str(root)
    for path in (*paths, CONFIG):
        if not path.startswith(COPIED):
            digests[path] = hashed(top, path)
            continue
        try:
            with (root / path).open("rb") as file:
                digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
                sizes[path] = file.tell()
        except OSError as error:
            problems.append(unreadable(path, error))
    return Inputs(digests, sizes, tuple(problems))


def hashed(root: Path | str, path: str) -> str:
    """Return the digest of a file's bytes; empty when it cannot be read."""
    try:
        with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123 - a tenth of the time, for each of many files
            return digest(file.read())
    except OSError:
        return ""
