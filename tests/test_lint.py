"""What is wrong with layouts is told before anything is rendered, with file and line."""

from pathlib import Path

import pytest

from builder.core.problems import Level, Problem
from builder.site.i18n import load_catalogue
from builder.site.layouts import load_layouts
from builder.site.lint import lint_layouts

Found = list[tuple[str, str, int]]


def lint(root: Path, *languages: str) -> list[Problem]:
    layouts = load_layouts(root)
    return lint_layouts(layouts, [load_catalogue(layouts.folders, lang)[0] for lang in languages or ("en", "ar")])


def problems_of(root: Path, source: str | bytes, name: str = "page.html") -> list[Problem]:
    path = root / "layouts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return [each for each in lint(root) if each.span.path == f"layouts/{name}"]


def found(root: Path, source: str | bytes) -> Found:
    return [(each.code, each.message, each.span.line) for each in problems_of(root, source)]


def test_the_default_layouts_have_no_problem(tmp_path: Path) -> None:
    assert lint(tmp_path) == []


@pytest.mark.parametrize(
    "source",
    [
        "{% extends page %}",
        "{% include 'partials/' ~ page ~ '.html' %}",
        "{% include ['base.html', page] %}",
        "{% import page as other %}",
        "{% from page import other %}",
        "{{ once(page) }}",
        "{{ once(template='partials/card.html') }}",
        "{{ once('partials/card.html', page) }}",
        "{{ once(*page) }}",
    ],
)
def test_a_template_is_named_by_a_constant(tmp_path: Path, source: str) -> None:
    ((code, message, line),) = found(tmp_path, "fine\n" + source)
    assert (code, line) == ("FP407", 2)
    assert "computed" in message


@pytest.mark.parametrize(
    "source",
    [
        "{% extends 'partials/crad.html' %}",
        "{% include 'partials/crad.html' %}",
        "{% import 'partials/crad.html' as other %}",
        "{% from 'partials/crad.html' import other %}",
        "{{ once('partials/crad.html') }}",
    ],
)
def test_a_template_that_is_not_there_is_told_with_the_nearest_name(tmp_path: Path, source: str) -> None:
    (problem,) = problems_of(tmp_path, "fine\n\n" + source)
    assert (problem.code, problem.span.line) == ("FP403", 3)
    assert problem.message == 'there is no layout file "partials/crad.html"'
    assert problem.remedy == 'did you mean "partials/card.html"?'


def test_a_template_that_may_be_absent_is_no_problem(tmp_path: Path) -> None:
    source = "{% include 'lost.html' ignore missing %}{% include ['lost.html', 'partials/find.html'] %}"
    assert [each for each in found(tmp_path, source) if each[0] == "FP403"] == []


def test_a_template_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    assert [(code, line) for code, _, line in found(tmp_path, "fine\n\n{% if %}")] == [("FP401", 3)]
    assert found(tmp_path, b"fine\ncaf\xe9") == [("FP001", "this line is not UTF-8", 2)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ _(page) }}",
        "{{ gettext('A ' ~ page) }}",
        "{{ ngettext('one', page, 2) }}",
        "{{ pgettext(page, 'Guide') }}",
        "{{ _() }}",
    ],
)
def test_a_label_is_a_constant(tmp_path: Path, source: str) -> None:
    assert [(code, line) for code, _, line in found(tmp_path, f"fine\n{source}")] == [("FP407", 2)]


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("{{ _('Lost words') }}", "Lost words"),
        ("{{ pgettext('verb', 'Guide') }}", "Guide"),
        ("{{ ngettext('%(num)s lost', '%(num)s lost ones', 2) }}", "%(num)s lost"),
        ("{% trans %}Lost words{% endtrans %}", "Lost words"),
        ("{% trans who=page %}Lost {{ who }}{% endtrans %}", "Lost %(who)s"),
    ],
)
def test_a_label_missing_in_a_language_is_told_with_its_line(tmp_path: Path, source: str, label: str) -> None:
    (problem,) = problems_of(tmp_path, f"{{{{ _('Guides') }}}}\n{source}")
    assert (problem.code, problem.span.line) == ("FP408", 2)
    assert problem.message == f'the label "{label}" is missing in ar'
    assert problem.remedy == "add it, with its translation, to layouts/locale/ar.po"


def test_a_site_in_english_needs_no_translations(tmp_path: Path) -> None:
    problems_of(tmp_path, "{{ _('Lost words') }}")
    assert lint(tmp_path, "en", "en-GB") == []


def test_a_site_may_add_a_label_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "layouts/locale").mkdir(parents=True)
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Lost words"\nmsgstr "كلمات"\n'
    (tmp_path / "layouts/locale/ar.po").write_text(po, encoding="utf-8")
    assert found(tmp_path, "{{ _('Lost words') }}") == []


def test_an_asset_is_a_constant_and_there(tmp_path: Path) -> None:
    source = "{% set chrome = page.frame.chrome %}\n{{ asset(chrome, 'sight.css') }}\n{{ asset(chrome, page) }}"
    (lost, computed) = problems_of(tmp_path, f"{source}\n{{{{ asset(chrome, 'site.css') }}}}")
    assert (lost.code, lost.span.line, lost.remedy) == ("FP403", 2, 'did you mean "site.css"?')
    assert (computed.code, computed.span.line) == ("FP407", 3)
    assert [each[::2] for each in found(tmp_path, "{{ page.frame.chrome.assets }}site.css")] == [("FP407", 1)]


def test_a_new_language_may_be_translated_bit_by_bit(tmp_path: Path) -> None:
    """Each label that it lacks is a warning, with template, line and the catalogue to add it to; no page is held up."""
    (tmp_path / "layouts/locale").mkdir(parents=True)
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Guides"\nmsgstr "Veiledere"\n'
    (tmp_path / "layouts/locale/nb.po").write_text(po, encoding="utf-8")
    (tmp_path / "layouts/page.html").write_text("{{ _('Guides') }}{{ _('Sources') }}", encoding="utf-8")
    found = [each for each in lint(tmp_path, "en", "nb") if each.span.path == "layouts/page.html"]
    (problem,) = found
    assert (problem.code, problem.level, problem.span.line) == ("FP408", Level.WARNING, 1)
    assert problem.message == 'the label "Sources" is missing in nb'
    assert problem.remedy == "add it, with its translation, to layouts/locale/nb.po"


def test_a_site_may_add_an_asset_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "layouts/assets").mkdir(parents=True)
    (tmp_path / "layouts/assets/own.css").write_text("p {}", encoding="utf-8")
    assert found(tmp_path, "{{ asset(page.frame.chrome, 'own.css') }}") == []


def test_a_name_that_nothing_gives_is_told_with_its_line(tmp_path: Path) -> None:
    source = "{% for row in page %}\n{{ row }}{{ loop.index }}{{ raw }}\n{% endfor %}{{ now() }}"
    assert [each[::2] for each in found(tmp_path, source)] == [("FP402", 2), ("FP402", 3)]


@pytest.mark.parametrize("name", ["partials/card.html", "partials/facts.html"])
def test_a_part_does_not_see_the_page(tmp_path: Path, name: str) -> None:
    (problem,) = problems_of(tmp_path, "fine\n{{ page.title }}", name)
    assert (problem.code, problem.message, problem.span.line) == ("FP402", '"page" is not known here', 2)


def test_a_part_sees_what_it_is_put_into(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "{{ action }}{{ page.title }}", "partials/search.html") == []
    assert problems_of(tmp_path, "{{ frame.title }}", "home.html") != []
    extending = "{% extends 'base.html' %}{% block main %}{{ frame.title }}{% endblock %}"
    assert problems_of(tmp_path, extending, "home.html") == []


@pytest.mark.parametrize("source", ["{{ page|random }}", "{{ page|uper }}", "{% if page is evn %}{% endif %}"])
def test_a_filter_or_test_that_is_not_there_is_told_with_its_line(tmp_path: Path, source: str) -> None:
    assert [each[::2] for each in found(tmp_path, f"\n{source}")] == [("FP402", 2)]
