"""What can be said about layouts before anything is rendered: names that are computed, or that lead to nothing.

A page's key is made from the templates that it names, so every template, label and asset is named by a constant.
All is read from the trees of the templates; which layout hides which is decided already.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from builder.core.problems import Problem, Span, problem
from builder.core.text import did_you_mean
from builder.site.closures import Reference, reached, references
from builder.site.i18n import SOURCE_LANGUAGE, Catalogue
from builder.site.layouts import Layouts, assets
from builder.site.markup import PIECES
from builder.site.templates import ONCE, grammar, syntax

LABELS = {"_": ("one",), "gettext": ("one",), "ngettext": ("one", "many"),
          "pgettext": ("context", "one"), "npgettext": ("context", "one", "many")}  # fmt: skip
"""The functions that say labels, and what their first arguments are."""

KNOWN = {*LABELS, *PIECES, "range", ONCE, "loop", "self", "super", "caller", "varargs", "kwargs"}
"""Names that every template knows, besides its view."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One template that can be read: its name and its tree."""

    name: str
    tree: nodes.Template

    def problem(self, code: str, message: str, line: int, remedy: str = "") -> Problem:
        """Return a problem at a line of this template."""
        return problem(code, message, Span(f"layouts/{self.name}", line, 1, 1), remedy)


def lint_layouts(layouts: Layouts, catalogues: Iterable[Catalogue]) -> list[Problem]:
    """Return what is wrong with the layouts of a site; `catalogues` are those of its languages.

    A pure function of the templates, the names of the assets and the catalogues.
    """
    sources = layouts.sources
    leaves, problems = _leaves(sources)
    files = assets(layouts).keys()
    foreign = [each for each in catalogues if each.compiled and each.lang.partition("-")[0] != SOURCE_LANGUAGE]
    foreign = [each for each in foreign if any(_knows(each, leaf) for leaf in leaves)]  # else its file is broken
    for leaf in leaves:
        problems += _templates(leaf, references(sources[leaf.name]), sources.keys())
        problems += _labels(leaf, foreign)
        problems += _assets(leaf, files)
        problems += _filters(leaf)
    return problems + _unknown_names(leaves, sources)


def _leaves(sources: Mapping[str, bytes]) -> tuple[list[Leaf], list[Problem]]:
    leaves: list[Leaf] = []
    problems: list[Problem] = []
    for name, content in sources.items():
        try:
            leaves.append(Leaf(name, syntax(content.decode())))
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            problems.append(problem("FP001", "this line is not UTF-8", Span(f"layouts/{name}", line, 1, 1)))
        except TemplateSyntaxError as error:
            wrong = error.message or "the template cannot be read"
            problems.append(problem("FP401", wrong, Span(f"layouts/{name}", error.lineno, 1, 1)))
    return leaves, problems


def _templates(leaf: Leaf, named: Iterable[Reference], there: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the templates that a template names."""
    for reference in named:
        if reference.names is None:
            wrong = f"the name of the template to {reference.way} is computed"
            example = f'{{{{ {ONCE}("partials/menu.html", chrome=chrome) }}}}' if reference.way == ONCE else ""
            remedy = f"write the name out, and the values by name: {example}" if example else ""
            yield leaf.problem("FP407", wrong, reference.line, remedy)
        elif not reference.may_lack:
            for name in set(reference.names) - set(there):
                missing = f'there is no layout file "{name}"'
                yield leaf.problem("FP403", missing, reference.line, did_you_mean(name, there))


def _labels(leaf: Leaf, catalogues: list[Catalogue]) -> Iterator[Problem]:
    """Yield the labels that are computed, and those that some language of the site does not have."""
    for call in _calls(leaf.tree, LABELS):
        assert isinstance(call.node, nodes.Name)
        wanted = LABELS[call.node.name]
        texts = [each.value for each in call.args if isinstance(each, nodes.Const) and isinstance(each.value, str)]
        if len(texts) < len(wanted):
            wrong = f"the label in {call.node.name}(…) is computed"
            yield leaf.problem("FP407", wrong, call.lineno, 'write it out: _("Words of %(who)s", who=name)')
            continue
        label = dict(zip(wanted, texts, strict=False))
        one, many, context = label["one"], label.get("many", ""), label.get("context", "")
        lacking = [each.lang for each in catalogues if not each.knows(one, many, context)]
        if lacking:
            wrong = f'the label "{one}" is missing in {", ".join(lacking)}'
            files = ", ".join(f"layouts/locale/{lang}.po" for lang in lacking)
            yield leaf.problem("FP408", wrong, call.lineno, f"add it, with its translation, to {files}")


def _knows(catalogue: Catalogue, leaf: Leaf) -> bool:
    """Say whether a catalogue has any of the labels of a template."""
    firsts = (call.args[0] for call in _calls(leaf.tree, ("_",)) if call.args)
    return any(catalogue.knows(str(each.value)) for each in firsts if isinstance(each, nodes.Const))


def _assets(leaf: Leaf, there: Collection[str]) -> Iterator[Problem]:
    """Yield the assets that are computed, and those that are not there."""
    remedy = 'write the name out: asset(chrome, "site.css")'
    for call in _calls(leaf.tree, ("asset",)):
        name = call.args[1].value if len(call.args) == 2 and isinstance(call.args[1], nodes.Const) else None
        if not isinstance(name, str):
            yield leaf.problem("FP407", "the name of the asset is computed", call.lineno, remedy)
        elif name not in there:
            missing = f'there is no file "{name}" among the assets'
            yield leaf.problem("FP403", missing, call.lineno, did_you_mean(name, there))
    for node in leaf.tree.find_all(nodes.Getattr):
        if node.attr == "assets":
            yield leaf.problem("FP407", "an address of an asset is put together here", node.lineno, remedy)


def _calls(tree: nodes.Template, names: Collection[str]) -> Iterator[nodes.Call]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in names:
            yield call


def _filters(leaf: Leaf) -> Iterator[Problem]:
    """Yield the filters and tests that are not there: Jinja2 has no such one, or it is not the same twice."""
    kinds: tuple[tuple[type[nodes.Filter | nodes.Test], Collection[str], str], ...] = (
        (nodes.Filter, grammar().filters, "filter"), (nodes.Test, grammar().tests, "test"),
    )  # fmt: skip
    for kind, there, word in kinds:
        for node in leaf.tree.find_all(kind):
            if node.name not in there:
                missing = f'there is no {word} "{node.name}"'
                yield leaf.problem("FP402", missing, node.lineno, did_you_mean(node.name, there))


def _unknown_names(leaves: list[Leaf], sources: Mapping[str, bytes]) -> list[Problem]:
    """Return the names that nothing gives a template: not its view, not itself, not what it extends or is put into."""
    own = {leaf.name: _own_names(leaf.tree) for leaf in leaves}
    found: list[Problem] = []
    for leaf in leaves:
        above = set().union(*(own.get(each, set()) for each in reached(sources, leaf.name)))
        known = KNOWN | above | _given(leaf.name, own, sources, set())
        first: dict[str, int] = {}
        for node in leaf.tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name not in known:
                first.setdefault(node.name, node.lineno)
        for name, line in first.items():
            wrong = f'"{name}" is not known here'
            found.append(leaf.problem("FP402", wrong, line, did_you_mean(name, known)))
    return found


def _own_names(tree: nodes.Template) -> set[str]:
    """Return every name that a template gives a value anywhere."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.name for node in tree.find_all(nodes.Macro)}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        names |= {each if isinstance(each, str) else each[1] for each in node.names}
    return names


def _given(name: str, own: Mapping[str, set[str]], sources: Mapping[str, bytes], seen: set[str]) -> set[str]:
    """Return the names that a template is given from outside: the view's, or those of whoever puts it into a page."""
    users = [
        (user, each) for user, content in sources.items() for each in references(content) if name in (each.names or ())
    ]
    given = set() if users and name.startswith("partials/") else {"page"}
    for user, reference in users:
        if reference.way == ONCE:
            given |= set(reference.values)
        elif reference.way != "import" and user not in seen:
            given |= own.get(user, set()) | _given(user, own, sources, seen | {name})
    return given
