"""Templates that are read once and never change: loaded, compiled and looked up with as little ado as Jinja2 allows.

What a template sees is ours alone (views, and functions that ask for no context), so calls are made directly, and a
text is looked through for what must be escaped before anything is made of it. The bytes are those of plain Jinja2.
"""

from collections.abc import Callable, Mapping, MutableMapping
from functools import cache, lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from builder.core.bounded import make_room
from builder.site.markup import escaped

IMPURE = ("random",)
"""Filters of Jinja2 that give something else each time: a page would not be the same twice."""

ONCE = "once"
"""The name by which templates know the function that remembers parts."""

KEPT = 45_000
"""How many parts of pages are remembered in each language (60 MB); then the oldest go."""


class Code(CodeGenerator):
    """Writes the code of a template: calls without a context, and the quick way of escaping."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call; the long way round where it has a body of its own, or arguments that need some care."""
        careful = node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs)
        if forward_caller or careful:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in [*node.args, *node.kwargs]:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """Strict templates: autoescape, no undefined names, each looked up in one dictionary, all with the same globals."""

    code_generator_class = Code
    escaped = staticmethod(escaped)

    def __init__(self, sources: Mapping[str, bytes], code: BytecodeCache | None = None) -> None:
        super().__init__(
            loader=Sources(sources), bytecode_cache=code,
            autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )  # fmt: skip
        self.newstyle_gettext = True  # {% trans %} hands over values by name
        self.filters = {name: self.filters[name] for name in self.filters if name not in IMPURE}
        self._made: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template, loaded once."""
        if isinstance(name, Template):
            return name
        if (found := self._made.get(name)) is None:
            found = self._made[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template: those of all, as a plain dictionary, which each rendering copies."""
        return {**self.globals, **d} if d else self.globals


class Sources(BaseLoader):
    """Sources by name; in problems and in compiled code they are called `layouts/...` on every machine."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self.sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return text and name of a template, and that it stays as it is."""
        if template not in self.sources:
            raise TemplateNotFound(template)
        try:
            return self.sources[template].decode(), f"layouts/{template}", lambda: True
        except UnicodeDecodeError as error:
            line = self.sources[template][: error.start].count(b"\n") + 1
            raise TemplateSyntaxError("this line is not UTF-8", line, template) from error


@cache
def grammar() -> Templates:
    """Return what knows the syntax, the filters and the tests of templates, without any template."""
    return Templates({})


@lru_cache(maxsize=500)
def syntax(source: str) -> nodes.Template:
    """Return a template as a tree; raises TemplateSyntaxError."""
    return grammar().parse(source)


class Compiled(BytecodeCache):
    """Compiled templates by name: one compilation serves all languages, as long as the source is the same."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name itself: the same on every machine."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled from the same source."""
        if code := self.code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self.code[bucket.key] = bucket.bytecode_to_string()


def once(templates: Templates) -> Callable[..., Markup]:
    """Return the function that renders a part of pages from values that stand on many of them, and remembers it.

    A part knows these values only, not the page. Values are known by being the very same ones, as the chrome is on all
    pages of a language, and nobody looks into them.
    """
    near: dict[tuple[object, ...], tuple[object, Markup]] = {}

    def remembered(template: str, **values: object) -> Markup:
        key = (template, *values, *map(id, values.values()))
        if (known := near.get(key)) is None:
            make_room(near, KEPT)
            made = Markup(templates.get_template(template).render(values))
            known = near[key] = (values, made)  # the values are kept, so their ids stay theirs
        return known[1]

    return remembered
