import pickle
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from builder.model.dates import parse_date
from builder.site import formats
from builder.site.i18n import Catalogue, compile_labels, load_catalogue
from builder.site.layouts import default_layouts
from tools import catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def labels(folder: Path, lang: str, *pairs: tuple[str, str], header: str = "") -> Path:
    """Write a catalogue with these translations into a layout folder and return the folder."""
    (folder / "locale").mkdir(parents=True, exist_ok=True)
    body = "".join(f'\nmsgid "{english}"\nmsgstr "{own}"\n' for english, own in pairs)
    (folder / "locale" / f"{lang}.po").write_text(HEADER + header + body, encoding="utf-8")
    return folder


def arabic() -> Catalogue:
    return load_catalogue((default_layouts(),), "ar")[0]


# ---------------------------------------------------------------- the catalogues that we ship
@pytest.mark.parametrize("path", sorted(catalogues.LOCALE.glob("*.po")), ids=lambda path: path.stem)
def test_every_label_of_the_sources_is_translated(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    english = catalogues.labels()
    assert catalogues.behind(content, english) == []
    assert catalogues.updated(content, english) == content, "run: python tools/catalogues.py"


@pytest.mark.parametrize("path", sorted(catalogues.LOCALE.glob("*.po")), ids=lambda path: path.stem)
def test_every_placeholder_is_kept(path: Path) -> None:
    """In the plural, the forms for no, one and two may say the number in a word."""
    with path.open("rb") as content:
        for message in read_po(content):
            if isinstance(message.id, str):
                kept = sorted(PLACEHOLDER.findall(str(message.string)))
                assert kept == sorted(PLACEHOLDER.findall(message.id)), message.id
            else:
                for form in (message.string or ())[3:]:
                    assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(message.id[1])), message.id


def test_arabic_has_six_plural_forms() -> None:
    found = [arabic().ngettext("%(num)s guide", "%(num)s guides", number) for number in (0, 1, 2, 3, 11, 100)]
    assert len(set(found)) == 6


def test_arabic_says_that_no_speaker_has_read_it() -> None:
    assert not arabic().reviewed
    assert load_catalogue((default_layouts(),), "en")[0].reviewed


def test_reading_the_same_sources_again_changes_nothing() -> None:
    content = (catalogues.LOCALE / "ar.po").read_text(encoding="utf-8")
    again = catalogues.updated(content, catalogues.labels())
    assert catalogues.updated(again, catalogues.labels()) == again


def test_a_catalogue_keeps_the_plural_forms_of_its_header() -> None:
    """Babel knows five for Welsh; CLDR, and our catalogue, have six."""
    found = load_catalogue((default_layouts(),), "cy")[0]
    said = {found.ngettext("%(num)s partnership", "%(num)s partnerships", number) for number in (0, 1, 3, 6)}
    assert len(said) == 4
    content = (catalogues.LOCALE / "cy.po").read_text(encoding="utf-8")
    assert "msgstr[5]" in catalogues.updated(content, catalogues.labels())


def test_a_label_that_went_away_comes_back_translated() -> None:
    english = catalogues.labels()
    content = catalogues.updated(HEADER + '\nmsgid "Gone"\nmsgstr "Fort"\n', english)
    assert '#~ msgid "Gone"' in content
    english.add("Gone")
    assert '\nmsgid "Gone"\nmsgstr "Fort"' in catalogues.updated(content, english)


# ---------------------------------------------------------------- reading them
def test_english_needs_no_catalogue(tmp_path: Path) -> None:
    found, problems = load_catalogue((tmp_path,), "en")
    assert (found.gettext("Sources"), found.gettext(""), problems) == ("Sources", "", [])


def test_a_language_without_labels_is_a_problem_of_the_configuration(tmp_path: Path) -> None:
    found, (problem,) = load_catalogue((tmp_path,), "cy")
    assert (problem.code, problem.span.path, problem.span.keys) == ("FP404", "site_config.yaml", ("languages",))
    assert '"cy"' in problem.message
    assert found.gettext("Sources") == "Sources"


def test_the_site_may_say_a_label_in_its_own_words(tmp_path: Path) -> None:
    own = labels(tmp_path / "site", "cy", ("Guides", "Llawlyfrau"))
    ours = labels(tmp_path / "default", "cy", ("Guides", "Canllawiau"), ("Groups", "Grwpiau"))
    found, _ = load_catalogue((own, ours), "cy")
    said = [found.gettext(each) for each in ("Guides", "Groups", "Pages")]
    assert said == ["Llawlyfrau", "Grwpiau", "Pages"]


def test_the_site_may_change_the_english_words(tmp_path: Path) -> None:
    found, _ = load_catalogue((labels(tmp_path, "en", ("Guides", "Manuals")),), "en")
    assert found.gettext("Guides") == "Manuals"


def test_a_regional_language_reads_its_parent_behind_its_own(tmp_path: Path) -> None:
    labels(tmp_path, "pt", ("Guides", "Guias"), ("Groups", "Grupos"))
    found, problems = load_catalogue((labels(tmp_path, "pt-BR", ("Guides", "Roteiros")),), "pt-BR")
    assert ([found.gettext("Guides"), found.gettext("Groups")], problems) == (["Roteiros", "Grupos"], [])


def test_the_nearest_file_says_whether_a_speaker_read_it(tmp_path: Path) -> None:
    own = labels(tmp_path / "site", "cy", header='"X-Reviewed-By-Speaker: yes\\n"\n')
    silent = labels(tmp_path / "silent", "cy")
    ours = labels(tmp_path / "default", "cy", header='"X-Reviewed-By-Speaker: no\\n"\n')
    assert load_catalogue((own, ours), "cy")[0].reviewed
    assert not load_catalogue((silent, ours), "cy")[0].reviewed


def test_a_translation_with_an_unknown_name_is_told_with_its_line_and_left_out(tmp_path: Path) -> None:
    wrong = ("This page: %(address)s", "Tudalen: %(cyfeiriad)s")
    folder = labels(tmp_path, "cy", ("Guides", "Llawlyfrau"), wrong, ("Text", "100 %"))
    found, problems = load_catalogue((folder,), "cy")
    assert [(each.code, each.span.path, each.span.line) for each in problems] == [
        ("FP402", "layouts/locale/cy.po", 8), ("FP402", "layouts/locale/cy.po", 11),
    ]  # fmt: skip
    assert "%(address)s" in problems[0].remedy
    assert [found.gettext(wrong[0]), found.gettext("Guides")] == [wrong[0], "Llawlyfrau"]


def test_a_broken_catalogue_is_told_with_its_line(tmp_path: Path) -> None:
    folder = labels(tmp_path, "cy", ("Guides", "Llawlyfrau"))
    path = folder / "locale" / "cy.po"
    path.write_text(path.read_text() + "\nmsgid oops\n")
    found, (problem,) = load_catalogue((folder,), "cy")
    assert (problem.code, problem.span.path, problem.span.line) == ("FP401", "layouts/locale/cy.po", 8)
    assert found.gettext("Guides") == "Guides"


def test_a_catalogue_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    folder = labels(tmp_path, "cy")
    (folder / "locale" / "cy.po").write_bytes(HEADER.encode() + b'\nmsgid "Guides"\nmsgstr "Llawlyfr\xff"\n')
    _, (problem,) = load_catalogue((folder,), "cy")
    assert (problem.code, problem.span.line) == ("FP001", 6)


def test_the_digest_follows_the_bytes_and_a_catalogue_travels_between_processes(tmp_path: Path) -> None:
    one, _ = load_catalogue((labels(tmp_path, "cy", ("Guides", "Canllawiau")),), "cy")
    same, _ = load_catalogue((tmp_path,), "cy")
    other, _ = load_catalogue((labels(tmp_path, "cy", ("Guides", "Llawlyfrau")),), "cy")
    assert one == same
    assert one.digest != other.digest
    copy = pickle.loads(pickle.dumps(one))
    assert (copy, copy.gettext("Guides")) == (one, "Canllawiau")


def test_what_a_catalogue_knows_is_what_somebody_translated(tmp_path: Path) -> None:
    wider = labels(tmp_path / "wider", "pt", ("Groups", "Grupos"), ("Partner", ""))
    found, _ = load_catalogue((labels(tmp_path, "pt-BR", ("Guides", "Roteiros")), wider), "pt-BR")
    assert [found.knows(each) for each in ("Guides", "Groups", "Partner", "Lost")] == [True, True, False, False]
    assert not found.knows("Guides", context="verb")
    assert arabic().knows("%(num)s guide", "%(num)s guides")
    assert not arabic().knows("%(num)s guide", "%(num)s manuals of another kind", context="verb")


def test_labels_that_were_compiled_before_need_not_be_read_again(tmp_path: Path) -> None:
    labels(tmp_path, "cy", ("Guides", "Llawlyfrau"), ("Text", "%(lost)s"))
    kept = {content: compile_labels(name, content) for name, content in [
        ("layouts/locale/cy.po", (tmp_path / "locale" / "cy.po").read_bytes())
    ]}  # fmt: skip
    assert load_catalogue((tmp_path,), "cy", lambda name, content: kept[content]) == load_catalogue((tmp_path,), "cy")


# ---------------------------------------------------------------- numbers, dates and lists
@pytest.mark.parametrize(
    ("written", "english", "in_arabic"),
    [
        ("2016", "2016", "2016"),
        ("2016-05", "May 2016", "مايو 2016"),
        ("2016-05-03", "3 May 2016", "3 مايو 2016"),
        ("2014~", "about 2014", "نحو 2014"),
        ("2014-05?", "May 2014?", "مايو 2014؟"),
        ("unknown", "not known", "غير معروف"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(written: str, english: str, in_arabic: str) -> None:
    on = parse_date(written)
    assert formats.partial_date(on, "en", Catalogue("en", True, "")) == english
    assert formats.partial_date(on, "ar", arabic()) == in_arabic


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (1234567, "en", "1,234,567"),
        (1234567, "ar", "1,234,567"),
        (Decimal("0.123456789"), "en", "0.123456789"),
        (Decimal("1234.5"), "pt-BR", "1.234,5"),
        (1234, "atj", "1,234"),
    ],
)
def test_a_number_is_written_with_the_separators_of_the_language_and_all_its_digits(
    value: Decimal | int, lang: str, text: str
) -> None:
    assert formats.number(value, lang) == text


def test_a_list_is_said_in_words() -> None:
    assert formats.join(["a", "b", "c"], "en") == "a, b and c"
    assert formats.join([], "en") == ""
    assert formats.join(["أ", "ب"], "ar") == "أ وب"
