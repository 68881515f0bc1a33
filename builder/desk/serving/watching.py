"""What an editor saves, as soon as it is saved: changes below content/ and layouts/ and of the configuration."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path

from watchfiles import Change, awatch

FOLDERS, CONFIG = ("content", "layouts"), "site_config.yaml"

Hear = Callable[[tuple[str, ...]], Awaitable[None]]

STEP, DEBOUNCE = 20, 80
"""In milliseconds: a change is told when nothing followed it for a step, and at the latest after the second number."""

_PASSING = re.compile(r"\.(?!well-known$).*|.*~|#.*#|4913|.*___jb_(tmp|old)___|.*\.sw[px]")
"""Names of what is hidden and of what editors write beside a file while they save it."""


async def watch(root: Path, hear: Hear) -> None:
    """Call `hear` with what changed, as paths relative to the site, until cancelled; `root` is an absolute path.

    The configuration and the folders are watched from above, because editors and git replace them.
    """
    renewed = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_watch_top(root, renewed, hear))
        group.create_task(_watch_folders(root, renewed, hear))


def is_passing(path: str) -> bool:
    """Say whether nothing is built from a path: a hidden file or folder, a copy that an editor makes."""
    return any(_PASSING.fullmatch(part) for part in path.split("/"))


async def _watch_top(root: Path, renewed: asyncio.Event, hear: Hear) -> None:
    async for found in _changes(root, [root], recursive=False):
        wanted = tuple(path for path in found if path in (*FOLDERS, CONFIG))
        if any(path in FOLDERS for path in wanted):
            renewed.set()
        if wanted:
            await hear(wanted)


async def _watch_folders(root: Path, renewed: asyncio.Event, hear: Hear) -> None:
    while True:
        renewed.clear()
        if folders := [root / name for name in FOLDERS if (root / name).is_dir()]:
            async for found in _changes(root, folders, recursive=True, until=renewed):
                await hear(found)
        else:
            await renewed.wait()


async def _changes(
    root: Path, places: Iterable[Path], *, recursive: bool, until: asyncio.Event | None = None
) -> AsyncIterator[tuple[str, ...]]:
    found = awatch(
        *places, watch_filter=None, step=STEP, debounce=DEBOUNCE, rust_timeout=1000, recursive=recursive,
        stop_event=until,
    )  # fmt: skip
    async for changes in found:
        if paths := _relative(root, changes):
            yield paths


def _relative(root: Path, changes: Iterable[tuple[Change, str]]) -> tuple[str, ...]:
    paths = {Path(path).relative_to(root).as_posix() for _, path in changes}
    return tuple(sorted(path for path in paths if path != "." and not is_passing(path)))
