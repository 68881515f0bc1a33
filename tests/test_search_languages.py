"""Search in every language: words of an entry find it, from every page language, in a real browser.

Many queries go through the finder's own module in one page of each language; what is asked comes from the content.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from builder.build.options import Options
from builder.build.pipeline import check
from builder.site.search_text import prepare
from tests.browser import served
from tests.conftest import Site
from tests.published import HOME, Published

AS_OF = date(2026, 11, 22)
EACH = 6
"""Queries of each language of the content."""

pytestmark = pytest.mark.browser

ASK = """async ([base, queries]) => {
  const { files } = await import(`${base}assets/finder-data.js`);
  const ids = await (await fetch(`${base}finder/ids.json`)).json();
  const file = files({ files: `${base}finder/`, bundle: `${base}pagefind/` });
  const answers = [];
  for (const query of queries) {
    const found = await file.hits(query, () => true);
    answers.push(found?.exact ? found.ordinals.map((ordinal) => ids[ordinal]) : []);
  }
  return answers;
}"""


def texts(plan: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (language, text, id) of all that names entries in some language: titles, translations, partners."""
    known = plan.directory
    default = known.config.default_language
    for id_, entry in known.partnerships.items():
        own = entry.facts.lang or default
        for told in (entry.facts.title, entry.facts.summary):
            yield from ((lang or own, text, id_) for lang, text in (told or {}).items())
        yield from ((each.lang, f"{each.title} {each.summary}", id_) for each in entry.translations)
        for share in entry.facts.partners:
            if partner := known.organisations.get(share.org):
                yield from ((name.lang, name.value, id_) for name in partner.facts.names)


def queries(plan: Any) -> dict[str, list[tuple[str, str]]]:
    """Return by language (query, id): the longest words of its texts, spread over the entries."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for lang, text, id_ in texts(plan):
        words = [word for word in re.split(r"[\s\W\d]+", text) if len(prepare(word)) > 2]
        if words:
            found[lang].setdefault(id_, max(words, key=len))
    step = {lang: max(1, len(some) // EACH) for lang, some in found.items()}
    return {lang: [(word, id_) for id_, word in some.items()][:: step[lang]][:EACH] for lang, some in found.items()}


def answers(browser: Browser, page: str, base: str, asked: list[str]) -> list[list[str]]:
    """Return the ids of the entries that each query finds on a page, the best first."""
    context = browser.new_context()
    opened = context.new_page()
    opened.set_default_timeout(120_000)
    opened.goto(page)
    found: list[list[str]] = opened.evaluate(ASK, [base, asked])
    context.close()
    return found


def test_words_in_every_language_of_the_content_find_their_entry_from_every_language(
    browser: Browser, directory: Published
) -> None:
    _, plan = check(directory.source, Options(directory.folder, AS_OF, base_url=HOME, jobs=1), lambda *_: None)
    assert plan is not None
    asked = queries(plan)
    flat = [(lang, word, id_) for lang, some in asked.items() for word, id_ in some]
    languages = plan.directory.config.languages
    print(f"{len(asked)} languages, {len(flat)} queries, from pages in {len(languages)}")
    missed, address = [], directory.address
    for lang in languages:
        page = f"{address}{'' if lang == languages[0] else f'{lang}/'}partnerships/"
        found = answers(browser, page, address, [word for _, word, _ in flat])
        missed += [(lang, *one) for one, ids in zip(flat, found, strict=True) if one[2] not in ids]
    assert missed == []
    assert len(asked) > len(languages)


INFLECTED = (
    ("libraries", "en", "A library helped."), ("musées", "fr", "Le musée prête."), ("المكتبات", "ar", "مكتبة واحدة"),
    ("مكتبات", "ar", "في المكتبة"), ("בירושלים", "he", "ספרייה ירושלים"), ("Lodz", "pl", "Muzeum w Łódź"),
    ("図書館", "ja", "東京国立図書館員が来た"), ("图书馆", "zh", "国家图书馆合作"),
    ("도서관", "ko", "국립중앙도서관과 함께"), ("สมุด", "th", "หอสมุดแห่งชาติ"), ("museu", "ca", "Els museus de la ciutat"),
    ("LLYFRGELL", "cy", "y llyfrgell"),
)  # fmt: skip


def test_other_forms_and_scripts_without_spaces_find_from_every_language(site: Site, browser: Browser) -> None:
    pages = ("en", "ar", "ja", "th", "zh", "he")
    site.write("site_config.yaml", f"name: X\nbase_url: https://example.org/\nlanguages: [{', '.join(pages)}]\n")
    for number, (_, lang, text) in enumerate(INFLECTED):
        site.entry(f"e{number}", f"lang: {lang}\ntitle: Number {number}", text)
    for lang in pages:
        site.write(f"layouts/locale/{lang}.po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n')
    assert site.build(search=True).difference is not None
    with served(site.root / "public") as address:
        for lang in pages:
            page = f"{address}{'' if lang == 'en' else f'{lang}/'}partnerships/"
            found = answers(browser, page, address, [query for query, *_ in INFLECTED])
            assert [f"e{number}" in ids for number, ids in enumerate(found)] == [True] * len(INFLECTED), lang
