"""The order of a language: what stands before what, and under which letter."""

import pytest

from builder.site.collation import by_letter, letter, sort_key

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
