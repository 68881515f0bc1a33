"""What a commit changes: the files to be, compared with what the marker says and with what stands there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from builder.publish.artifacts import Artifact, listed, turns
from builder.publish.disk import stopping_at
from builder.publish.foreign import refuse_foreign
from builder.publish.ground import Ground, Layout, clear, lay_out, look, stand, survey
from builder.publish.listing import LISTING, Listed, lines, listing
from builder.publish.manifest import Manifest
from builder.site.claims import folders


@dataclass(frozen=True, slots=True)
class Difference:
    """What a commit changes: paths to write, in the order of writing, paths to delete, and how many stay.

    `listing` is the SHA-256 of `build.json`, and so a name for all of the site.
    """

    write: tuple[str, ...]
    delete: tuple[str, ...]
    keep: int
    listing: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Site:
    """The files to be: their artifacts, and what the marker says of them and of `build.json`, whose bytes are here."""

    artifacts: dict[str, Artifact]
    files: dict[str, Listed]
    lines: bytes
    listing: bytes

    @property
    def own(self) -> Listed:
        """Return what the marker says of `build.json`, which is not among its own lines."""
        return self.files[LISTING]


@dataclass(frozen=True, slots=True)
class Before:
    """What is there before a commit; the layout is that of the site to be, or empty where no path is new or gone."""

    old: Manifest
    steady: bool
    ground: Ground
    layout: Layout


def site_of(artifacts: Iterable[Artifact]) -> Site:
    """Return the site that these artifacts make; two on one path, or an unfit path, are bugs (ValueError)."""
    every = list(artifacts)
    files = listed(every)
    if LISTING in files:
        raise ValueError(f"a path that is taken: {LISTING!r}")
    body = lines(files.values())
    content = listing(body)
    files[LISTING] = Listed(LISTING, sha256(content).hexdigest(), len(content))
    return Site({each.path: each for each in every}, files, body, content)


def is_steady(output: Path, old: Manifest, site: Site, standing: str) -> bool:
    """Say whether the old files stand as their marker says, and no link is on the way to what the new site changes.

    Those of the site whose `build.json` has the SHA-256 `standing` were seen to stand.
    """
    own = old.files.get(LISTING)
    seen = own is not None and own.sha256 == standing
    if old.state == "writing" or not (seen or stand(output, old.files)):
        return False
    return clear(output, folders([*_differing(site, old), *(old.files.keys() - site.files.keys())]))


def look_before(output: Path, old: Manifest, site: Site, steady: bool) -> Before:
    """Look at an output as closely as needed; raises `Stop` (FP501) when something foreign is in the way."""
    if steady and old.files.keys() == site.files.keys():
        return Before(old, steady, look(output, (), known=old.files), {})
    layout = lay_out(site.files)
    ground = survey(output, old, layout, steady)
    refuse_foreign(output, ground, old.files, layout)
    return Before(old, steady, ground, layout)


def compare(output: Path, site: Site, before: Before) -> Difference:
    """Return what a commit has to change; files are read only where the marker cannot be believed."""
    old, sizes = before.old.files, before.ground.sizes
    if before.steady:
        write = _differing(site, before.old)
    else:
        write = [
            each.path
            for each in site.files.values()
            if sizes.get(each.path) != each.size or not _same(output, each, before)
        ]
    ordered = turns([site.artifacts[path] for path in write if path in site.artifacts])
    last = [path for path in write if path not in site.artifacts]
    delete = sorted(path for path in old.keys() - site.files.keys() if before.steady or path in sizes)
    paths = (*(each.path for turn in ordered for each in turn), *last)
    return Difference(paths, tuple(delete), len(site.files) - len(paths), site.own.sha256)


def _differing(site: Site, old: Manifest) -> list[str]:
    return [path for path, new in site.files.items() if old.files.get(path) != new]


def _same(output: Path, new: Listed, before: Before) -> bool:
    if before.old.state == "whole":
        return before.old.files.get(new.path) == new
    path = output / new.path
    with stopping_at(path):
        return sha256(path.read_bytes()).hexdigest() == new.sha256
