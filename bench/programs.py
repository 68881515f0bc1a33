"""What is measured: ourselves and the peers. A further peer is a dialect and one entry of `PEERS`."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pagefind_bin import get_executable

from bench.corpus import TERMS, Corpus, label
from bench.dialects import Dialect, File, fingerpost, hugo

Commands = tuple[tuple[str, ...], ...]
OURS = "fingerpost"
AS_OF = "2026-06-01"
"""The day that ages are counted to, so that the same directory is built on every day."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program, and how it is asked for things.

    `commands` are what is run, one after the other, for `build`, `check` and `help`; a program is left out of what it
    has no commands for. `output` is where its pages go, `cache` what else it keeps. One that does not `follow`
    deletions gets its output removed before, off the clock.
    """

    name: str
    version: str
    commands: Mapping[str, Commands]
    dialect: Dialect | None = None
    output: str = "public"
    cache: tuple[str, ...] = ()
    follows: bool = True


def ours(command: str, search: bool) -> Program:
    """Return ourselves, called by this command."""
    first, *more = shlex.split(command)
    words = (str(Path(shutil.which(first) or first).absolute()), *more)  # it is called from elsewhere
    options = ("--as-of", AS_OF, *(() if search else ("--no-search",)))
    commands = {"build": ((*words, "build", *options),), "check": ((*words, "check", *options),)}
    return Program(
        OURS,
        _version(*words, "--version"),
        {**commands, "help": ((*words, "--help"),), "serve": ((*words, "serve", "--port", "0", *options),)},
        fingerpost,
        cache=(".cache",),
    )


def own_command() -> str:
    """Return the command that stands beside this Python, else the package itself."""
    beside = Path(sys.executable).with_name(OURS)
    return shlex.join([str(beside)] if beside.is_file() else [sys.executable, "-m", "builder"])


def _hugo(search: bool) -> Program | None:
    if not shutil.which("hugo"):
        return None
    build: Commands = (("hugo", "--quiet"), *_pagefind(search))
    version = _version("hugo", "version")
    return Program("hugo" + " + pagefind" * search, version, {"build": build}, hugo, follows=False)


def _click(search: bool) -> Program | None:
    """Return what help can hardly be faster than: Python with the library that reads our options."""
    words = (sys.executable, "-c", "import click")
    return Program("import click", "", {"help": (words,)})


PEERS: Mapping[str, Callable[[bool], Program | None]] = {"hugo": _hugo, "click": _click}


def peers(names: list[str], search: bool) -> Iterator[Program]:
    """Yield those of these peers whose command is found."""
    for name in names:
        if found := PEERS[name](search):
            yield found


def site(program: Dialect, corpus: Corpus) -> Iterator[File]:
    """Yield all files of a directory as a program reads it."""
    yield from program.frame(corpus)
    yield program.template("As it was")
    for vocabulary, known in TERMS.items():
        yield from program.terms(vocabulary, {term: label(term) for term in known})
    for entry in corpus.entries():
        yield from program.entry(entry)
    yield from map(program.organisation, corpus.organisations())
    yield from map(program.group, corpus.groups())
    yield from map(program.guide, corpus.guides())


def pagefind_version() -> str:
    """Return the version of the search program, which ours and the peers' searches share."""
    return _version(str(get_executable()), "--version")


def _pagefind(search: bool) -> Commands:
    return ((str(get_executable()), "--silent", "--site", "public"),) if search else ()


def _version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return found[0] if found else "not told"
