"""Take away what was built, and what was kept between builds; everything else stays."""

import shutil
from pathlib import Path

from builder.core.text import count
from builder.publish.clean import clean
from builder.publish.disk import stopping_at
from builder.publish.lock import building

LOCKS = {"build.lock", "build.pid"}


def clean_site(root: Path, output: Path) -> str:
    """Remove a site's output and its `.cache`, and say what was done.

    Raises `Stop`: FP501 for an output that is not ours, FP503 while a build is at work, FP504 when the system refuses.
    """
    cache = root / ".cache"
    had_cache = cache.is_dir()
    with building(root):
        done = clean(output)
        with stopping_at(cache):
            for each in sorted(cache.iterdir()):
                if each.is_dir() and not each.is_symlink():
                    shutil.rmtree(each)
                elif each.name not in LOCKS:
                    each.unlink()
    with stopping_at(cache):
        shutil.rmtree(cache)
    left = f"; {count(done.left, 'file')} of others left alone" if done.left else ""
    return f"Removed {count(done.removed, 'file')} from {output}{left}{', and .cache' if had_cache else ''}."
