"""Layouts: templates, labels and assets, the site's own over the default ones.

All templates are read once, when the layouts are loaded: what is rendered is what the digests name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import builder
from builder.core.digest import digest


@cache
def default_layouts() -> Path:
    """Return the folder of the default look: inside the installed package, or at the top of the repository."""
    packed = Path(builder.__file__).parent / "_layouts"
    return packed if packed.is_dir() else Path(builder.__file__).parent.parent / "layouts"


@dataclass(frozen=True, slots=True)
class Layouts:
    """Where a layout file is looked for, the site's own folder first; `digest` names all templates and labels.

    `templates` holds the bytes of every template by name, a dictionary for each folder; they are no part of what
    two values are compared by, the digest names them.
    """

    folders: tuple[Path, ...]
    digest: str
    templates: tuple[Mapping[str, bytes], ...] = field(default=(), compare=False, repr=False)

    @property
    def sources(self) -> dict[str, bytes]:
        """Return the bytes of every template by name, sorted; a site's own hides the default one."""
        found = {name: folder[name] for folder in reversed(self.templates) for name in folder}
        return dict(sorted(found.items()))


def load_layouts(root: Path) -> Layouts:
    """Return the layouts of a site: its own over the default ones."""
    folders = tuple(dict.fromkeys([(root / "layouts").resolve(), default_layouts()]))
    found = [
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.suffix in {".html", ".po"} and path.is_file()
        }
        for folder in folders
    ]
    named = (digest(*(part for name in files for part in (name.encode(), files[name]))) for files in found)
    templates = ({name: files[name] for name in files if name.endswith(".html")} for files in found)
    return Layouts(folders, digest(*(each.encode() for each in named)), tuple(templates))


def assets(layouts: Layouts) -> dict[str, Path]:
    """Return every asset by its path below `assets/`; a site's own file hides the default one of the same name."""
    found: dict[str, Path] = {}
    for folder in reversed(layouts.folders):
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder / "assets").as_posix()] = path
    return dict(sorted(found.items()))
