"""The last step in the tree that Python-Markdown makes: headings, tables, tasks, pictures, footnotes get their form."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, AtomicString

from builder.content.fragment import Heading, anchor_id
from builder.content.headings import free_id, slug

LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({"blockquote", "div", "dl", "hr", "ol", "p", "pre", "table", "ul", *LEVELS})
_HIDDEN_REFERENCE = re.compile(re.escape(AMP_SUBSTITUTE) + r"(#\d+;)")
_ROLES = {"footnote-ref": "doc-noteref", "footnote-backref": "doc-backlink"}


class Finish(Treeprocessor):
    """Runs behind all other steps; keeps what it met in the text converted last."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.headings: tuple[Heading, ...] = ()
        self.title_count = 0

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for child in root:
            child.tail = (child.tail or "").rstrip() + "\n"
        headings = []
        taken: dict[str, int] = {}
        elements = list(root.iter())
        for element in elements:
            if element.tag in LEVELS:
                headings.append(element)
            elif element.attrib:
                _finish_attributes(element)
                if id_ := element.get("id"):
                    taken[anchor_id(id_)] = 0
            if element.tag == "pre" and len(element) and element[0].text:
                element[0].text = AtomicString(element[0].text.rstrip() + "\n")
        self.name_headings(headings, taken)
        for parent in elements:
            if parent.find("table") is not None:
                _wrap_tables(parent)

    def name_headings(self, headings: list[Element], taken: dict[str, int]) -> None:
        """Give every heading its id; the title is the page's, so where the text has one all levels go down by one."""
        found = []
        self.title_count = sum(each.tag == "h1" for each in headings)
        for element in headings:
            level = min(6, LEVELS[element.tag] + (1 if self.title_count else 0))
            text = self._words(element)
            id_ = free_id(element.get("id") or slug(text), taken)
            element.tag = f"h{level}"
            element.set("id", id_)
            found.append(Heading(level, id_, text))
        self.headings = tuple(found)

    def _words(self, element: Element) -> str:
        """Return the words of an element as a reader sees them; inline HTML and entities still lie in the stash."""
        text = "".join(_texts(element))
        if "\x02" in text:
            text = HTML_PLACEHOLDER_RE.sub(self._stashed, text)
            text = unescape(_HIDDEN_REFERENCE.sub(r"&\1", text)) if AMP_SUBSTITUTE in text else text
        return " ".join(text.split())

    def _stashed(self, found: re.Match[str]) -> str:
        blocks = self.md.htmlStash.rawHtmlBlocks
        raw = str(blocks[int(found[1])]) if int(found[1]) < len(blocks) else ""
        return unescape(raw) if raw.startswith("&") else ""


def _texts(element: Element) -> Iterator[str]:
    """Yield the texts inside an element in their order, without the numbers of notes; only code is escaped already."""
    yield unescape(element.text or "") if element.tag == "code" else element.text or ""
    for child in element:
        if not (child.tag == "sup" and child.get("id", "").startswith("fnref")):
            yield from _texts(child)
        yield child.tail or ""


def _finish_attributes(element: Element) -> None:
    tag, classes = element.tag, element.get("class", "")
    if tag in ("td", "th"):
        if align := element.attrib.pop("align", ""):
            element.set("class", f"align-{align}")  # a strict policy refuses style attributes
    elif tag == "li" and "task-list-item" in classes:
        _label_task(element)
    elif tag == "a" and classes in _ROLES:
        element.attrib.pop("title", None)  # the extension's words are English; the role is said in every language
        element.set("role", _ROLES[classes])


def _label_task(item: Element) -> None:
    """Wrap the box and the words of a task in a label, so that a screen reader says the words with the box."""
    holder = item
    if not (item.text or "").strip() and len(item) and item[0].tag == "p":
        holder = item[0]
    label = Element("label")
    label.text, holder.text = holder.text, None
    while len(holder) and holder[0].tag not in _BLOCKS:
        label.append(holder[0])
        del holder[0]
    holder.insert(0, label)


def _wrap_tables(parent: Element) -> None:
    for index, child in enumerate(parent):
        if child.tag == "table":
            wrapper = Element("div", {"class": "table"})
            wrapper.tail, child.tail = child.tail, None
            parent[index] = wrapper
            wrapper.append(child)
