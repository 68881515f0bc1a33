"""What the vocabularies and the list of retired ids name must be there, and lead to an end in one step."""

from collections.abc import Iterator

from builder.content.records import TYPES
from builder.core.problems import Problem, Span, problem
from builder.core.text import did_you_mean
from builder.directory.directory import Directory
from builder.directory.references import check_reference
from builder.model.faults import field_names
from builder.model.partnership import Partnership

RETIRED = "content/redirects.yaml"


def check_tables(directory: Directory) -> Iterator[Problem]:
    """Yield a problem for a successor that is not there, a retired id in use, an unknown field in `requires`."""
    for name in directory.vocabularies:
        yield from _terms(directory, name)
    for key in directory.content.retired:
        yield from _retired(directory, key)


def _terms(directory: Directory, name: str) -> Iterator[Problem]:
    path, terms = f"content/vocabulary/{name}.yaml", directory.vocabularies[name]
    known = field_names(Partnership)
    for id_, term in terms.items():
        if term.redirect:
            yield from check_reference(directory, path, (id_, "redirect"), f"vocabulary:{name}", term.redirect)
            if term.redirect in terms and terms[term.redirect].redirect:
                span = Span(path, keys=(id_, "redirect"))
                yield problem("FP204", f'"{term.redirect}" redirects too', span, "name the last term")
        for at, field in enumerate(term.requires):
            if field not in known:
                remedy = did_you_mean(field, known) or f"known here: {', '.join(known)}"
                yield problem(
                    "FP105", f'entries have no field "{field}"', Span(path, keys=(id_, "requires", at)), remedy
                )


def _retired(directory: Directory, key: str) -> Iterator[Problem]:
    type_, _, id_ = key.partition("/")
    span = Span(RETIRED, keys=(key,), of_key=True)
    if type_ not in TYPES or not id_:
        remedy = "write it like the address of the page, such as partnerships/old-id"
        yield problem("FP107", f'"{key}" is not type/id', span, remedy)
        return
    if id_ in directory.records(type_):
        path = directory.records(type_)[id_].path
        yield problem("FP203", f'the id "{id_}" is retired in {RETIRED}', Span(path, 1, 1, 1))
    retirement = directory.content.retired[key]
    if bool(retirement.to) == bool(retirement.gone):
        remedy = "write to: the successor's id, or gone: the reason"
        yield problem("FP119", f'"{key}" needs "to" or "gone", and not both', span, remedy)
    elif retirement.to:
        yield from check_reference(directory, RETIRED, (key, "to"), type_, retirement.to)
