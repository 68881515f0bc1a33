"""Bring every catalogue in layouts/locale up to date with the labels that the layouts and the builder use.

    python tools/catalogues.py            rewrite the catalogues
    python tools/catalogues.py --check    change nothing; exit 1 when one is behind

A translation stays with its English text; when that text is gone, it is kept at the end of the file as "#~".
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "layouts" / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "N_": None, "say": None,
    "ngettext": (1, 2), "count": (1, 2),
    "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip

Key = tuple[object, str | None]
"""What makes a label one: its English text (with the plural, if it has one) and its context."""


def labels(root: Path = ROOT) -> Catalog:
    """Return a catalogue of all English labels, without translations."""
    found = Catalog()
    for path in sorted((root / "layouts").rglob("*.html")):
        _add(found, path, "jinja2.ext:babel_extract")
    for path in sorted((root / "builder" / "site").rglob("*.py")):
        _add(found, path, python_labels)
    return found


def _add(found: Catalog, path: Path, method: Any) -> None:
    with path.open("rb") as lines:
        for _, text, comments, context in extract(method, lines, KEYWORDS, comment_tags=("Translators:",)):
            found.add(text, auto_comments=comments, context=context)


def python_labels(
    lines: IO[bytes], keywords: Iterable[str], comment_tags: object, options: object
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """Yield the calls of a Python file that name labels; Babel's own reader stumbles over `count(b"x")`."""
    for node in ast.walk(ast.parse(lines.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in keywords:
                values = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
                yield node.lineno, name, [each if isinstance(each, str) else None for each in values], []


def behind(content: str, english: Catalog) -> list[str]:
    """Return the English texts that a catalogue leaves untranslated or fuzzy."""
    known = _known(content)
    return [str(each.id) for each in english if each.id and not _whole(known.get((each.id, each.context)))]


def updated(content: str, english: Catalog) -> str:
    """Return a catalogue's text with exactly these labels, its header and its translations kept."""
    header, _, _ = content.partition("\n\n")
    known, catalog = _known(content), _empty_like(content)
    wanted: dict[Key, Message] = {(each.id, each.context): each for each in english if each.id}
    for key, label in wanted.items():
        have = known.get(key)
        catalog.add(label.id, have.string if have else None, flags=have.flags if have else (), context=label.context,
                    auto_comments=label.auto_comments, user_comments=have.user_comments if have else ())  # fmt: skip
    for key, message in known.items():
        if key not in wanted and any(_texts(message)):
            catalog.obsolete[str(key)] = message
    body = BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    return f"{header.strip()}\n\n{body.getvalue().decode().strip()}\n"


def _known(content: str) -> dict[Key, Message]:
    """Return the messages of a catalogue by key, those that were given up before the living ones."""
    catalog = read_po(BytesIO(content.encode()), charset="utf-8", abort_invalid=True)
    both = [*catalog.obsolete.values(), *(each for each in catalog if each.id)]
    return {(each.id, each.context): each for each in both}


def _empty_like(content: str) -> Catalog:
    """Return a catalogue without messages and with the same number of plural forms."""
    old, new = read_po(BytesIO(content.encode()), charset="utf-8"), Catalog()
    new.locale, new.mime_headers = old.locale, [("Plural-Forms", old.plural_forms)]
    return new


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _whole(message: Message | None) -> bool:
    return message is not None and not message.fuzzy and all(_texts(message))


def _catalogues() -> Iterator[tuple[Path, str]]:
    for path in sorted(LOCALE.glob("*.po")):
        yield path, path.read_text(encoding="utf-8")


def main(arguments: list[str]) -> int:
    english, check, code = labels(), "--check" in arguments, 0
    for path, content in _catalogues():
        new, missing = updated(content, english), behind(content, english)
        if check and (new != content or missing):
            code = 1
        if not check and new != content:
            path.write_text(new, encoding="utf-8", newline="\n")
        state = "up to date" if new == content else "behind" if check else "rewritten"
        print(f"{path.relative_to(ROOT)}: {state}, {len(missing)} not translated")
        for text in missing:
            print(f"    {text}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
