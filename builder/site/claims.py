"""Every path of the site is claimed once: two claims on one address are a problem that names both sources.

An address counts once whatever its case and its Unicode form, because some disks and hosts tell them apart and others
do not; and a path must be one that every disk, archive and host can hold.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from builder.core.problems import Problem, Span, problem

CLASH, UNFIT = "FP502", "FP508"
DOTTED = frozenset({".nojekyll", ".htaccess", ".well-known"})
"""Names with a first dot that hosts ask for, at the top of the site; all others stay unpublished by most of them."""

_FORBIDDEN = re.compile('[\x00-\x1f\x7f<>:"|?*\\\\\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|$))[a-z0-9_-]{1,100}(?:\.[a-z0-9_-]{1,20}){0,2}(?:/(?!$)|$))+"
)
"""A path in small letters of ASCII without hidden, reserved or long names."""
_LONGEST = 255

Claim = tuple[str, str]
"""A path below the output directory, with `/`, and the source that it comes from."""


def place(path: str) -> str:
    """Return what two paths share when some disk takes them for one: canonical caseless form (Unicode, D145)."""
    if path.isascii():
        lower = path.lower()
        return path if lower == path else lower  # of nearly every path there need not be two
    return normalize("NFC", normalize("NFD", normalize("NFD", path).casefold()))


def above(path: str) -> Iterator[str]:
    """Yield the directories of a path, the nearest first: `a/b/c.html` is below `a/b` and `a`."""
    while (cut := path.rfind("/")) > 0:
        path = path[:cut]
        yield path


def folders(paths: Iterable[str]) -> set[str]:
    """Return all directories that these paths lie in, at any depth."""
    found: set[str] = set()
    for path in paths:
        cut = path.rfind("/")
        while cut > 0 and (folder := path[:cut]) not in found:
            found.add(folder)
            cut = path.rfind("/", 0, cut)
    return found


def claim(paths: Iterable[Claim]) -> list[Problem]:
    """Return what is wrong with these claims; an empty list means that every path has one owner.

    A source is the file to complain about, or words (`the sitemap`) where the builder itself wants the path.
    """
    every = list(paths)
    return [] if are_plain([path for path, _ in every]) else compared(every)


def are_plain(paths: Sequence[str]) -> bool:
    """Say whether all of these are spelled in the plainest way, and none is there twice or in the way of another.

    Then `compared` finds nothing, and takes several times as long; it is so for nearly every site.
    """
    names = {path.lower() for path in paths}
    within = folders(names)
    return (
        "".join(paths).isascii()
        and len(names) == len(paths)
        and all(map(_PLAIN.fullmatch, names))
        and names.isdisjoint(within)
        and len(within) == len(folders(paths))  # or a directory has two spellings
    )


def compared(paths: Iterable[Claim]) -> list[Problem]:
    """Return what is wrong with claims, each compared with all others."""
    found: list[Problem] = []
    files: dict[str, list[Claim]] = {}
    directories: dict[str, dict[str, Claim]] = {}
    for path, source in paths:
        if fault := unfit(path):
            found.append(problem(UNFIT, fault[0], Span(source), fault[1]))
            continue
        files.setdefault(place(path), []).append((path, source))
        for folder in above(path):
            spellings = directories.setdefault(place(folder), {})
            if folder in spellings:
                break  # and so is all that lies above it
            spellings[folder] = (path, source)
    found += (_shared(owners) for owners in files.values() if len(owners) > 1)
    found += (_inside(files[key][0], directories[key]) for key in files.keys() & directories.keys())
    found += (_spelled(spellings) for spellings in directories.values() if len(spellings) > 1)
    return sorted(found, key=lambda each: each.order)


def unfit(path: str) -> tuple[str, str] | None:
    """Return why a path cannot be published and what to do about it, or None."""
    if _PLAIN.fullmatch(path):
        return None
    if char := _FORBIDDEN.search(path):
        sign = f'"{char[0]}"' if char[0].isprintable() else _code(char[0])
        return f'the path "{_shown(path)}" has the character {sign} in it', "rename it with letters, digits and hyphens"
    for depth, part in enumerate(path.split("/")):
        if fault := _unfit_name(part, at_top=depth == 0):
            return f'the path "{_shown(path)}" {fault[0]}', fault[1]
    return None


def _unfit_name(name: str, at_top: bool) -> tuple[str, str] | None:
    if name in ("", ".", ".."):
        return "leaves its directory or has an empty part", "write it like museum/map.pdf, without .. or //"
    if name.startswith(".") and not (at_top and name in DOTTED):
        allowed = ", ".join(sorted(DOTTED))
        return f'has the hidden name "{name}" in it', f"take away its first dot; at the top, {allowed} may have it"
    if _RESERVED.match(name):
        return f'has the name "{name}" in it, which Windows keeps for itself', f'choose another: "{_longer(name)}"'
    if name.endswith((".", " ")):
        return f'has the name "{name}" in it, which ends in a dot or a space', "take away the last character"
    if len(name) * 4 > _LONGEST and len(name.encode()) > _LONGEST:
        return f"has a name of more than {_LONGEST} bytes in it", "choose a shorter name or id"
    return None


def _shown(path: str) -> str:
    return "".join(char if char.isprintable() else _code(char) for char in path)


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _longer(name: str) -> str:
    stem, dot, rest = name.partition(".")
    return f"{stem.rstrip()}-1{dot}{rest}"


def _shared(owners: list[Claim]) -> Problem:
    (first, one), (_, other) = owners[0], owners[-1]
    spellings = sorted({path for path, _ in owners})
    alike = "" if len(spellings) == 1 else f" (as {_all(spellings)}: capitals do not tell addresses apart)"
    sources = sorted({source for _, source in owners})
    if len(sources) == 1:
        message = f'"{first}" is wanted {len(owners)} times by "{one}"{alike}'
        return problem(CLASH, message, Span(other), "keep one of them")
    message = f'"{first}" is wanted by {_all(sources)}{alike}'
    return problem(CLASH, message, Span(other), f"rename all but one of {_all(sources)}, or give another id")


def _inside(file: Claim, spellings: dict[str, Claim]) -> Problem:
    (path, one), (inner, other) = file, next(iter(spellings.values()))
    message = f'"{path}" of "{one}" is a file, and "{inner}" of "{other}" needs a directory there'
    return problem(CLASH, message, Span(one), f'rename "{one}" or "{other}"')


def _spelled(spellings: dict[str, Claim]) -> Problem:
    (one, (_, first)), (other, (_, second)) = list(spellings.items())[:2]
    message = f'"{one}/" of "{first}" and "{other}/" of "{second}" are one directory: capitals do not tell them apart'
    return problem(CLASH, message, Span(second), f'write the two alike, for example "{place(one)}/"')


def _all(words: list[str]) -> str:
    return " and ".join(f'"{word}"' for word in words)
