"""The order of a language: what stands before what, and under which letter."""

import re

import pytest

from builder.site.collation import by_letter, letter, sort_key
from tests.conftest import CONFIG, Site

ORDERS = {
    "en": ["1 May", "Ålesund", "Älvsbyn", "Amsterdam", "Łódź", "Lucca", "Ösel", "Österreich", "Zug", "Ωmega", "Москва"],
    "sv": ["Amsterdam", "Uppsala", "Zug", "Ålesund", "Älvsbyn", "Ærø", "Örebro", "Østfold"],
    "nb": ["Berlin", "Zug", "Ærø", "Østfold", "Åland", "Aasen"],
    "es": ["Nuevo", "Nyon", "Ñandú", "Oaxaca"],
    "cy": ["Caerdydd", "Cymru", "Chwilog", "Dinbych", "Dyfi", "Ddole", "Lwcsembwrg", "Llanelli", "Rwsia", "Rhyl"],
    "ca": ["Àfrica", "Alacant", "Catalunya", "Çukurova", "Xile"],
    "de": ["Äquator", "Arnheim", "Straße", "Strasse 2", "Überlingen", "Ulm"],
    "ar": ["الأردن", "أرمينيا", "البرازيل", "تونس", "الجزائر", "اليونان"],
    "he": ["אוסטריה", "בלגיה", "ירדן", "שוודיה", "תוניסיה"],
    "ja": ["あおもり", "カナダ", "きょうと", "国立国会図書館"],
}


@pytest.mark.parametrize("lang", ORDERS)
def test_each_language_sorts_by_its_own_alphabet(lang: str) -> None:
    assert sorted(set(ORDERS[lang]), key=sort_key(lang)) == ORDERS[lang]


@pytest.mark.parametrize(
    ("lang", "text", "under"),
    [
        ("en", "Österreich", "O"), ("sv", "Österreich", "Ö"), ("sv", "Ærø", "Ä"), ("de", "Österreich", "O"),
        ("cy", "Llanelli", "Ll"), ("en", "Llanelli", "L"), ("cy", "CHWILOG", "Ch"), ("es", "Ñandú", "Ñ"),
        ("ca", "Ñandú", "N"), ("en", "“Łódź”", "L"), ("en", "1914", "0–9"), ("en", "…", "#"),
        ("ar", "السويد", "س"), ("ar", "ألمانيا", "ا"), ("ar", "إسبانيا", "ا"), ("en", "السويد", "ا"),
        ("he", "שוודיה", "ש"), ("ja", "ガーナ", "か"), ("en", "国立", "文"), ("en", "\u02bbIolani", "I"),
        ("th", "เชียงใหม่", "ช"), ("ru", "Йемен", "Й"), ("en", "한국", "ㅎ"),
    ],
)  # fmt: skip
def test_a_text_stands_under_its_letter(lang: str, text: str, under: str) -> None:
    assert letter(lang)(text) == under


def test_the_letters_follow_the_order_of_the_texts() -> None:
    names = ["Zug", "Åre", "Ålesund", "Arboga", "Öland", "1 maj"]
    assert by_letter("sv", names, str) == [
        ("0–9", ["1 maj"]), ("A", ["Arboga"]), ("Z", ["Zug"]), ("Å", ["Ålesund", "Åre"]), ("Ö", ["Öland"]),
    ]  # fmt: skip


def test_partners_stand_from_a_to_z_by_the_alphabet_of_each_language(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, sv, cy]"))
    for id_, name in (
        ("zoo", "Zoo"),
        ("alingsas", "Ålingsås museum"),
        ("llanelli", "Llanelli House"),
        ("lund", "Lund"),
    ):
        site.organisation(id_, name)
    site.build()
    shown = re.compile(r'(?:<h2 id="az-\d+">|organisations/[a-z]+/"[^>]*>)([^<]+)<')
    under = {
        lang: shown.findall(site.page(f"{lang}browse/a-z/organisations/index.html")) for lang in ("", "sv/", "cy/")
    }
    assert under[""] == ["A", "Ålingsås museum", "L", "Llanelli House", "Lund", "M", "Museum", "Z", "Zoo"]
    assert under["sv/"] == ["L", "Llanelli House", "Lund", "M", "Museum", "Z", "Zoo", "Å", "Ålingsås museum"]
    assert under["cy/"] == ["A", "Ålingsås museum", "L", "Lund", "Ll", "Llanelli House", "M", "Museum", "Z", "Zoo"]


def test_a_long_list_goes_on_and_its_letters_lead_to_their_pages(site: Site) -> None:
    for number in range(160):
        site.organisation(f"o-{number}", f"{'ABC'[number // 60]} {number:03}")
    site.build()
    first, second = (site.page(f"browse/a-z/organisations/{page}index.html") for page in ("", "page/2/"))
    assert first.count('href="/organisations/o-') == 150
    assert '<h2 id="az-3">C</h2>' in first
    assert '<h2 id="az-3">C</h2>' in second
    assert 'href="/browse/a-z/organisations/"' in site.page("organisations/index.html")
