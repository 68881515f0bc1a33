"""Translations: a new file to write over, and the mark that says which sections of the original it was made from."""

import json
import re
from pathlib import Path

from builder.content.front_matter import split
from builder.content.load import parts_of
from builder.content.records import TYPES
from builder.content.sections import sections
from builder.content.sources import Source, read_source
from builder.core.problems import USAGE, Span, Stop, problem
from builder.core.text import did_you_mean
from builder.model.languages import language
from builder.publish.disk import stopping_at

_MADE_FROM = re.compile(r"^made_from:.*\n(?:[ \t]+.*\n|[ \t]*\n|\}.*\n)*", re.MULTILINE)
_TOLD = re.compile(r"^(?:title|summary):.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_SHORT = "guides/first-meeting.cy"


def new_translation(root: Path, name: str) -> Path:
    """Write the file of a new translation and return its path; `name` is such as `guides/first-meeting.cy`.

    It holds the words of the original, to be written over, and the mark of what it is made from.
    """
    path = f"content/{name.removeprefix('content/').removesuffix('.md')}.md"
    original = _original(root, path)
    if (root / path).exists():
        remedy = f"edit it, then run: fingerpost translated {path}"
        raise Stop(problem("FP202", "there is already such a translation", Span(path), remedy), USAGE)
    front, _ = split(original)
    assert front is not None
    told = "".join(_TOLD.findall(front.yaml))
    note = "# Write each text below in the new language, then look at the page: fingerpost serve\n"
    _write(root, path, f"---\n{note}{told}{_mark(front.body)}---\n{front.body}")
    return Path(path)


def mark_translated(root: Path, path: str) -> None:
    """Write into a translation that it was made from its original as that is now; all else in the file stays."""
    original = _original(root, path)
    source, found = read_source(root, path)
    front, more = split(source) if source else (None, [])
    if source is None or front is None:
        raise Stop((found + more)[0], USAGE)
    of_original, _ = split(original)
    assert of_original is not None
    yaml = _MADE_FROM.sub("", front.yaml)
    _write(root, path, f"---\n{yaml}{_mark(of_original.body)}---\n{front.body}")


def translations(root: Path) -> list[str]:
    """Return the paths of all translations of a site, sorted."""
    found = (each.relative_to(root).as_posix() for type_ in TYPES for each in (root / "content" / type_).glob("*.*.md"))
    return sorted(found)


def _original(root: Path, path: str) -> Source:
    """Return the original of a translation's path; Stop where the path is none, or has no original."""
    parts = path.split("/")
    if len(parts) != len(("content", "type", "file")) or parts[1] not in TYPES or not parts_of(path)[2]:
        message = f'"{path.removeprefix("content/").removesuffix(".md")}" names no translation'
        raise Stop(problem("FP110", message, Span(path), f"write it so: {_SHORT}"), USAGE)
    type_, id_, lang = parts_of(path)
    try:
        right = language(lang)
    except ValueError:
        right = ""
    if right != lang:
        remedy = f"write {type_}/{id_}.{right}" if right else f"write a language code behind the dot: {_SHORT}"
        raise Stop(problem("FP110", f'"{lang}" is not the code of a language', Span(path), remedy), USAGE)
    source, _ = read_source(root, f"content/{type_}/{id_}.md")
    if source is None or split(source)[0] is None:
        ids = [each.stem for each in (root / "content" / type_).glob("*.md") if "." not in each.stem]
        raise Stop(problem("FP210", f"there is no content/{type_}/{id_}.md", Span(path), did_you_mean(id_, ids)), USAGE)
    return source


def _mark(body: str) -> str:
    """Return the lines of front matter that name the sections of an original."""
    named = sections(body)
    if not named:
        return ""
    lines = [f"  {json.dumps(id_, ensure_ascii=False)}: {digest}\n" for id_, digest in named.items()]
    return "".join(["made_from:\n", *lines])


def _write(root: Path, path: str, text: str) -> None:
    with stopping_at(root / path):
        (root / path).write_text(text, encoding="utf-8", newline="\n")
