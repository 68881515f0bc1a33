"""Closures: everything that the rendering of a template can reach, named by one digest, without rendering.

They are taken from the trees of the templates, whose names are constants (`lint` refuses others). What templates call
besides is code, named by the engine's digest; labels are named by their catalogue's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from builder.core.digest import digest
from builder.site.layouts import Layouts
from builder.site.templates import ONCE, syntax


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where a template names others; `names` is None where they are computed.

    `way` is extends, include, import or once. Where the template is rendered all the same without one of them, it
    `may_lack` it. `values` are the names of the values that are handed over with `once`.
    """

    way: str
    names: tuple[str, ...] | None
    line: int
    may_lack: bool = False
    values: tuple[str, ...] = ()


def closure(layouts: Layouts, name: str) -> str:
    """Return the digest of what a template and all that it reaches are in each folder, shadowed and absent included."""
    parts = [name.encode()]
    for each in sorted(reached(layouts.sources, name)):
        parts.append(each.encode())
        parts += [digest(folder[each]).encode() if each in folder else b"absent" for folder in layouts.templates]
    return digest(*parts)


def reached(sources: Mapping[str, bytes], name: str) -> set[str]:
    """Return the names of a template and of all that it extends, includes, imports or remembers, there or not."""
    found, waiting = {name}, [name]
    while waiting:
        for reference in references(sources.get(waiting.pop(), b"")):
            fresh = set(reference.names or ()) - found
            found |= fresh
            waiting += fresh
    return found


@lru_cache(maxsize=500)
def references(source: bytes) -> tuple[Reference, ...]:
    """Return where a template names others, line by line; nothing for one that cannot be read."""
    try:
        tree = syntax(source.decode())
    except (UnicodeDecodeError, TemplateSyntaxError):
        return ()
    return tuple(_references(tree))


def _references(tree: nodes.Template) -> Iterator[Reference]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Call)):
        if isinstance(node, nodes.Call):
            if isinstance(node.node, nodes.Name) and node.node.name == ONCE:
                computed = len(node.args) != 1 or node.dyn_args or node.dyn_kwargs
                names = None if computed else _constants(node.args[0])
                yield Reference("once", names, node.lineno, values=tuple(each.key for each in node.kwargs))
        elif isinstance(node, nodes.Extends):
            yield Reference("extends", _constants(node.template), node.lineno)
        elif isinstance(node, nodes.Include):
            names = _constants(node.template)
            yield Reference("include", names, node.lineno, node.ignore_missing or len(names or ()) > 1)
        elif isinstance(node, nodes.Import | nodes.FromImport):
            yield Reference("include" if node.with_context else "import", _constants(node.template), node.lineno)


def _constants(node: nodes.Node) -> tuple[str, ...] | None:
    """Return the names that are written out here, None where anything is computed."""
    if isinstance(node, (nodes.Tuple, nodes.List)):
        each = [item.value if isinstance(item, nodes.Const) else None for item in node.items]
    else:
        each = [node.value if isinstance(node, nodes.Const) else None]
    return tuple(map(str, each)) if each and all(isinstance(name, str) for name in each) else None
