"""The links of the prose: every page, heading and picture that they lead to must be there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.content.fragment import ID_PREFIX, LinkRef
from builder.content.records import TYPES, Record
from builder.core.problems import Problem, Span, problem
from builder.core.text import did_you_mean
from builder.directory.directory import Directory


@dataclass(frozen=True, slots=True)
class Linked:
    """What the prose of a file leads to, and what others may lead to in it."""

    links: tuple[LinkRef, ...] = ()
    anchors: tuple[str, ...] = ()


def check_links(directory: Directory, prose: Mapping[str, Linked]) -> Iterator[Problem]:
    """Yield a problem for every link, anchor and picture that is not there; `prose` is that of all files by path."""
    for path, here in prose.items():
        for link in here.links:
            if link.kind == "image":
                yield from _check_picture(directory, link, path)
            elif link.kind == "page":
                yield from _check_page(directory, link, path, prose)


def _span(link: LinkRef, path: str) -> Span:
    return Span(path, link.line, link.column, link.column + len(link.target))


def _check_picture(directory: Directory, link: LinkRef, path: str) -> Iterator[Problem]:
    media = directory.content.media
    if link.path not in media:
        near = did_you_mean(link.path, media).replace("content/", "../")
        yield problem("FP303", f'there is no picture "{link.target}"', _span(link, path), near)


def _check_page(directory: Directory, link: LinkRef, path: str, prose: Mapping[str, Linked]) -> Iterator[Problem]:
    if link.path and _record_at(directory, link.path) is None:
        if link.path in directory.content.broken or link.path in directory.content.media:
            return
        span = _span(link, path)
        if _is_draft(directory, link.path):
            remedy = "take the link out for now, or take draft: true out of that file"
            yield problem("FP301", f'"{link.target}" is a draft, and has no page yet', span, remedy)
            return
        yield problem("FP301", f'there is no page "{link.target}"', span, _near_path(directory, link, path))
        return
    if not link.anchor:
        return
    anchors = prose.get(link.path or path, Linked()).anchors
    if link.anchor not in anchors:
        written = {f"#{each.removeprefix(ID_PREFIX)}" for each in anchors}
        wanted = f"#{link.anchor.removeprefix(ID_PREFIX)}"
        found = did_you_mean(wanted, sorted(written))
        yield problem("FP302", f'there is no heading "{wanted}"', _span(link, path), found)


def _record_at(directory: Directory, path: str) -> Record[Any] | None:
    type_, id_ = _type_and_id(path)
    return directory.records(type_).get(id_) if type_ else None


def _is_draft(directory: Directory, path: str) -> bool:
    type_, id_ = _type_and_id(path)
    return bool(type_) and id_ in getattr(directory.content, type_)


def _type_and_id(path: str) -> tuple[str, str]:
    """Return what a file's path says of its record; both empty where it can hold none."""
    parts = path.split("/")
    is_record = len(parts) == 3 and parts[1] in TYPES and path.endswith(".md")
    return (parts[1], parts[2][:-3]) if is_record else ("", "")


def _near_path(directory: Directory, link: LinkRef, path: str) -> str:
    """Suggest the file that was probably meant, as a path relative to the file with the link."""
    own, _ = _type_and_id(path)
    targets = [(type_, id_) for type_ in TYPES for id_ in directory.records(type_)]
    here = [f"{id_}.md" if type_ == own else f"../{type_}/{id_}.md" for type_, id_ in targets]
    by_name = [each for each in here if each.rpartition("/")[2] == link.path.rpartition("/")[2]]
    return f'did you mean "{by_name[0]}"?' if by_name else did_you_mean(link.target.partition("#")[0], here)
