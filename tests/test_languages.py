"""Tags, names, directions and fallbacks of languages."""

import re

import pytest

from builder.model.languages import (
    autonym,
    direction,
    fallbacks,
    language,
    language_name,
    pick,
    suggest_language,
)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("pt-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("ZH-HANT-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("atj", "atj"),
        ("nb", "nb"),
        ("no", "no"),
        ("sr-latn", "sr-Latn"),
        ("ca-valencia", "ca-valencia"),
        ("be-tarask", "be-tarask"),
        ("tl", "tl"),
        ("sh", "sh"),
    ],
)
def test_tags_come_in_canonical_case(written: str, tag: str) -> None:
    assert language(written) == tag


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("english", "en"),
        ("English", "en"),
        ("en_GB", "en-GB"),
        ("en-UK", "en-GB"),
        ("iw", "he"),
        ("in", "id"),
        ("mo", "ro"),
        ("eng", "en"),
        ("ger", "de"),
        ("en-Latn", "en"),
        ("zh-min-nan", "nan"),
        ("zh-yue", "yue"),
        ("en-XX", "en"),
        ("en-u-ca-buddhist", "en"),
        ("jp", "ja"),
        ("cz", "cs"),
        ("dk", "da"),
        ("norwegain", "no"),
        ("Bokmål", "nb"),
        ("Deutsch", "de"),
        ("cymraeg", "cy"),
        ("العربية", "ar"),
        ("日本語", "ja"),
    ],
)
def test_what_is_no_tag_is_refused_and_the_right_one_offered(written: str, meant: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f'"{written}"')):
        language(written)
    assert suggest_language(written) == meant
    assert language(meant) == meant


@pytest.mark.parametrize(
    "written",
    ["", "a", "und", "mul", "mis", "zxx", "qaa", "x-foo", "XX", "en-", "12", "bat-smg", "simple", "eml", "ſv"],
)
def test_what_is_no_language_is_refused_without_a_guess(written: str) -> None:
    with pytest.raises(ValueError, match="is not the tag of a language"):
        language(written)
    assert suggest_language(written) is None


@pytest.mark.parametrize(
    ("tag", "in_lang", "expected"),
    [
        ("cy", "en", "Welsh"),
        ("cy", "ar", "الويلزية"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("zh-Hant", "en", "Traditional Chinese"),
        ("sr-Latn", "de", "Serbisch (Lateinisch)"),
        ("ca-valencia", "en", "Catalan (Valencian)"),
        ("atj", "fr", "atikamekw"),
        ("srn", "cy", "Sranan Tongo"),
        ("azb", "en", "South Azerbaijani"),
        ("cy", "atj", "Welsh"),
    ],
)
def test_languages_are_named_in_the_readers_language_else_in_english(tag: str, in_lang: str, expected: str) -> None:
    assert language_name(tag, in_lang) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", "français"),
        ("de", "Deutsch"),
        ("cy", "Cymraeg"),
        ("nb", "norsk bokmål"),
        ("he", "עברית"),
        ("pt-BR", "português (Brasil)"),
        ("zh-Hant", "繁體中文"),
        ("sr-Latn", "srpski (latinica)"),
        ("es-419", "español latinoamericano"),
        ("ban", "Balinese"),
    ],
)
def test_an_autonym_is_the_languages_own_name_where_it_is_known(tag: str, expected: str) -> None:
    assert autonym(tag) == expected


def test_the_direction_is_that_of_the_script_the_language_has_there() -> None:
    right_to_left = "ar he fa ur ckb yi dv ks azb arz ar-EG ku-IQ ku-Arab pa-PK pa-Arab az-IR ff-Adlm sd"
    left_to_right = "en zh-Hant-TW ku pa az ff sd-IN sd-Deva ug-KZ ar-Latn be-tarask es-419 atj"
    assert {tag for tag in right_to_left.split() if direction(tag) == "ltr"} == set()
    assert {tag for tag in left_to_right.split() if direction(tag) == "rtl"} == set()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt-BR", ("pt",)),
        ("pt-AO", ("pt-PT", "pt")),
        ("es-MX", ("es-419", "es")),
        ("zh-Hant-TW", ("zh-Hant", "zh")),
        ("zh-TW", ("zh-Hant", "zh")),
        ("zh-CN", ("zh",)),
        ("nb", ("no",)),
        ("hi-Latn", ("hi",)),
        ("ht", ()),
        ("en", ()),
    ],
)
def test_fallbacks_stay_inside_the_language(tag: str, expected: tuple[str, ...]) -> None:
    assert fallbacks(tag) == expected


@pytest.mark.parametrize(
    ("available", "wanted", "picked"),
    [
        ("en pt pt-BR", "pt-BR", "pt-BR"),
        ("en pt", "pt-BR", "pt"),
        ("en pt-BR", "pt-PT", "pt-BR"),
        ("en nn", "nb", "nn"),
        ("zh-Hans zh-HK", "zh-TW", "zh-HK"),
        ("de en", "ja", "en"),
        ("de fr", "ja", "de"),
    ],
)
def test_the_nearest_text_is_picked(available: str, wanted: str, picked: str) -> None:
    texts = {lang: f"in {lang}" for lang in available.split()}
    assert pick(texts, wanted, "en") == (picked, f"in {picked}")


def test_without_any_text_there_is_nothing_to_pick() -> None:
    with pytest.raises(ValueError, match="no text"):
        pick({}, "en", "en")
