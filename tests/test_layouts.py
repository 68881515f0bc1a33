"""What every page of the default look promises, on views made by hand. A browser looks at real pages elsewhere."""

import gzip
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import Environment

from builder.core.problems import Stop
from builder.site.i18n import load_catalogue
from builder.site.layouts import assets, default_layouts, load_layouts
from builder.site.rendering import compiled, environment, render
from tests.views_for_tests import VIEWS, AnyView, bare_entry, entry, guide, home

LANGUAGES = ("en", "ar")
LAYOUTS = load_layouts(Path("nowhere"))
CSS = (default_layouts() / "assets" / "site.css").read_text(encoding="utf-8")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """A page as a list of (tag, attributes), its ids, the text of its headings, and whether its tags are balanced."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.text = content.decode()
        self.feed(self.text)
        self.close()
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1] if self._open else "", data.strip()))

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element with this tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def values(self, attribute: str) -> list[str]:
        """Return every value of an attribute."""
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@cache
def environment_of(lang: str) -> Environment:
    catalogue, problems = load_catalogue(LAYOUTS.folders, lang)
    assert problems == []
    return environment(LAYOUTS, catalogue)


def page(template: str, view: object, lang: str) -> Page:
    return Page(render(environment_of(lang), template, view))


def rendered(root: Path, sources: dict[str, str], view: object = None) -> str:
    """Render page.html of a site with these layouts."""
    for name, source in sources.items():
        (root / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "layouts" / name).write_text(source, encoding="utf-8")
    layouts = load_layouts(root)
    return render(environment(layouts, load_catalogue(layouts.folders, "en")[0]), "page.html", view).decode()


PAGES = [
    pytest.param(template, make, lang, id=f"{template}-{kind}-{lang}")
    for template, pair in VIEWS.items()
    for kind, make in zip(("rich", "bare"), pair, strict=True)
    for lang in LANGUAGES
]
Make = Callable[[str], AnyView]
every_page = pytest.mark.parametrize(("template", "make", "lang"), PAGES)


# ---------------------------------------------------------------- every page
@every_page
def test_a_page_says_its_language_and_direction(template: str, make: Make, lang: str) -> None:
    (html,) = page(template, make(lang), lang).all("html")
    assert html == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}


@every_page
def test_a_page_has_one_heading_of_the_first_level_and_skips_none(template: str, make: Make, lang: str) -> None:
    levels = [int(tag[1]) for tag, _ in page(template, make(lang), lang).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_a_page_has_no_inline_style_and_no_inline_script(template: str, make: Make, lang: str) -> None:
    made = page(template, make(lang), lang)
    assert made.all("style") == []
    data = {"type": "application/ld+json"}  # no browser runs it
    assert [attributes for attributes in made.all("script") if not attributes.get("src") and attributes != data] == []
    names = {name for _, attributes in made.tags for name in attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


@every_page
def test_a_page_loads_nothing_from_a_third_party(template: str, make: Make, lang: str) -> None:
    made = page(template, make(lang), lang)
    loaded = made.values("src") + [each["href"] for each in made.all("link") if each["rel"] in {"stylesheet", "icon"}]
    assert loaded
    assert [address for address in loaded if not address.startswith("/assets/")] == []


@every_page
def test_every_id_is_there_once_and_every_inner_reference_arrives(template: str, make: Make, lang: str) -> None:
    made = page(template, make(lang), lang)
    ids = made.values("id")
    contents = {"steps", "checklist", "rests"}  # headings of the table of contents that this body does not have
    assert sorted(ids) == sorted(set(ids))
    wanted = [each[1:] for each in made.values("href") if each.startswith("#")]
    wanted += made.values("for") + made.values("aria-labelledby")
    assert set(wanted) - set(ids) <= contents


@every_page
def test_a_page_has_the_landmarks_and_a_way_past_the_chrome(template: str, make: Make, lang: str) -> None:
    made = page(template, make(lang), lang)
    assert [len(made.all(tag)) for tag in ("main", "footer")] == [1, 1]
    assert next(each for tag, each in made.tags if tag == "a") == {"class": "skip", "href": "#main"}
    names = [each.get("aria-label") or each.get("aria-labelledby") for each in made.all("nav")]
    assert all(names)
    assert len(names) == len(set(names))


def scripts(name: str) -> list[bytes]:
    """Return a script with those that it loads at once."""
    content = assets(LAYOUTS)[name].read_bytes()
    imported = re.findall(rb'^import .* from "\./(.*)";$', content, re.MULTILINE)
    return [content, *(each for other in imported for each in scripts(other.decode()))]


@every_page
def test_a_page_stays_light(template: str, make: Make, lang: str) -> None:
    made = page(template, make(lang), lang)
    sent = [made.text.encode(), CSS.encode()]
    sent += [each for name in made.values("src") if name.endswith(".js") for each in scripts(name.rpartition("/")[2])]
    assert sum(len(gzip.compress(each)) for each in sent) <= 20_000
    assert len(made.tags) <= 600


@every_page
def test_lists_without_bullets_stay_lists(template: str, make: Make, lang: str) -> None:
    """Some screen readers forget a list whose bullets the style sheet takes away, unless its role is written out."""
    made = page(template, make(lang), lang)
    ours = [each for each in made.all("ul") if each.get("class") in {"cards", "terms", "routes", "contacts", "doors"}]
    assert all(each.get("role") == "list" for each in ours)


# ---------------------------------------------------------------- single promises
def test_empty_blocks_are_not_drawn() -> None:
    made = page("entry.html", bare_entry("en"), "en")
    assert [text for tag, text in made.texts if tag in {"h2", "h3"}] == ["Who to talk to"]
    assert [tag for tag, _ in made.tags if tag in {"ul", "ol", "dl"}] == []


def test_the_entry_page_keeps_its_order() -> None:
    made = page("entry.html", entry("en"), "en")
    assert [text for tag, text in made.texts if tag == "h2"] == [
        "Who to talk to", "At a glance", "What was done", "What we would do again", "Results and who says so",
        "Posts and how they were filled", "Interests", "Agreement", "What each side gave", "Rights",
        "Guides for this kind of work", "Related partnerships", "Sources", "How this page changed",
        "What we do not know yet",
    ]  # fmt: skip


def test_a_fallback_says_so_in_the_language_of_the_page_and_marks_what_is_foreign() -> None:
    made = page("entry.html", entry("ar"), "ar")
    assert "هذا النص باللغة الإنجليزية، ولم يُترجم بعد." in [text for tag, text in made.texts if tag == "p"]
    assert [each["content"] for each in made.all("meta") if each.get("name") == "robots"] == ["noindex"]
    assert [each for each in made.all("link") if "hreflang" in each] == []
    assert made.all("h1") == [{"lang": "en", "dir": "ltr"}]
    assert {"class": "prose", "lang": "en", "dir": "ltr"} in made.all("div")
    assert {"href": "/organisations/llgc/", "lang": "cy", "dir": "ltr"} in made.all("a")


def test_only_real_translations_carry_hreflang_in_the_head() -> None:
    made = page("home.html", home("en"), "en")
    assert [each["hreflang"] for each in made.all("link") if "hreflang" in each] == ["en", "ar", "x-default"]
    switch = [each for each in made.all("a") if "hreflang" in each]
    assert [(each["hreflang"], each["lang"], each.get("aria-current")) for each in switch] == [
        ("en", "en", "true"), ("ar", "ar", None),
    ]  # fmt: skip


def test_texts_are_escaped_and_prose_is_not() -> None:
    made = page("guide.html", guide("en"), "en")
    assert [each["content"] for each in made.all("meta") if each.get("name") == "description"] == [
        "Guide: what <it> is & whom to ask"
    ]
    assert "&lt;it&gt;" in made.text
    assert "<blockquote><p>“We were" in made.text


def test_what_all_groups_say_stands_once() -> None:
    made = page("entry.html", entry("en"), "en")
    assert made.text.count("We do not know whether they take new partners now.") == 1
    assert made.text.count("On hold since 2020, says its page") == 1


def test_a_public_talk_page_says_that_it_is_public() -> None:
    assert "public: your message stays visible" in page("entry.html", entry("en"), "en").text


def test_each_page_says_who_corrects_it_or_that_nobody_does() -> None:
    assert "Preview: nobody looks after this yet." in page("home.html", home("en"), "en").text
    assert {"href": "https://example.org/write"} in page("home.html", home("ar"), "ar").all("a")


def test_a_template_that_asks_for_what_is_not_there_is_told() -> None:
    with pytest.raises(Stop) as stopped:
        render(environment_of("en"), "guide.html", home("en"))
    assert stopped.value.problem.code == "FP402"
    assert stopped.value.problem.span.path.startswith("layouts/")


def test_a_label_is_filled_in_escaped_and_says_percent_signs(tmp_path: Path) -> None:
    source = '{{ _("%(who)s: 5 %%", who="<b>") }} {{ _("5 %%") }}{{ ngettext("%(num)s way", "%(num)s ways", 2) }}'
    assert rendered(tmp_path, {"page.html": source}) == "&lt;b&gt;: 5 % 5 %2 ways"


def test_a_text_with_values_can_be_written_as_a_block(tmp_path: Path) -> None:
    source = "{% trans who=page %}Looked after by: %(who)s{% endtrans %}".replace("%(who)s", "{{ who }}")
    assert rendered(tmp_path, {"page.html": source}, "<i>") == "Looked after by: &lt;i&gt;"


def test_whatever_is_shown_is_escaped_once(tmp_path: Path) -> None:
    source = "{{ page }}{{ apart(page) }}{{ page|e }}{{ [page]|join }}{% set it %}{{ page }}{% endset %}{{ it }}{{ 3 }}"
    sign = "&lt;&#39;&#34;&amp;&gt;"
    assert rendered(tmp_path, {"page.html": source}, "<'\"&>") == f"{sign}<bdi>{sign}</bdi>{sign}{sign}{sign}3"


def test_a_macro_may_have_a_body_and_open_arguments(tmp_path: Path) -> None:
    source = (
        "{% macro box(tag) %}<{{ tag }}>{{ caller(2) }}</{{ tag }}>{% endmacro %}"
        '{% call(n) box("i") %}{{ page }}{{ n }}{% endcall %}{{ dots(*[[page, "b"]]) }}{{ _("%(is)s", is=page) }}'
    )
    assert rendered(tmp_path, {"page.html": source}, "<") == "<i>&lt;2</i>&lt;\u00a0· b&lt;"


def test_a_remembered_part_follows_its_values(tmp_path: Path) -> None:
    both = '{{ once("partials/part.html", n=n, m=1) }}{{ once("partials/part.html", m=n, n=1) }}'
    sources = {"page.html": f"{{% for n in page %}}{both} {{% endfor %}}", "partials/part.html": "{{ n }}{{ m }}"}
    assert rendered(tmp_path, sources, [2, 3, 2, 1]) == "2112 3113 2112 1111 "


def test_a_remembered_part_does_not_see_the_page(tmp_path: Path) -> None:
    sources = {"page.html": '{{ once("partials/part.html") }}', "partials/part.html": "\n{{ page }}"}
    with pytest.raises(Stop) as stopped:
        rendered(tmp_path, sources, "text")
    found = stopped.value.problem
    assert (found.code, found.span.path, found.span.line) == ("FP402", "layouts/partials/part.html", 2)


def test_compiled_templates_are_the_same_on_every_machine(tmp_path: Path) -> None:
    """They may be kept and carried elsewhere: no path of this machine is in them."""
    page("entry.html", entry("en"), "en")
    code = compiled().code
    assert {"base.html", "entry.html", "partials/card.html"} <= code.keys()
    assert [name for name in code if str(default_layouts()).encode() in code[name]] == []


def test_an_override_is_compiled_anew(tmp_path: Path) -> None:
    """What is kept under the same name was made from another source, and is not used."""
    assert rendered(tmp_path / "one", {"page.html": "one"}) == "one"
    assert rendered(tmp_path / "two", {"page.html": "two"}) == "two"


# ---------------------------------------------------------------- sources
def test_the_style_sheet_knows_no_left_and_right() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    sides = "left|right|top|bottom"
    boxes = rf"(?:margin|padding|border|scroll-\w+)-(?:{sides})[-\w]*"
    physical = rf"[{{;]\s*((?:{sides})|{boxes}|(?:(?:min|max)-)?(?:width|height))\s*:"
    assert re.findall(physical, rules) == []
    assert re.findall(rf"(?:float|clear|text-align)\s*:\s*(?:{sides})", rules) == []
    assert re.findall(r"(?:margin|padding|inset|border-radius)\s*:(?:\s+[^\s;]+){4}\s*;", rules) == []


def test_the_style_sheet_is_small_and_on_its_own() -> None:
    assert len(gzip.compress(CSS.encode())) <= 7_000
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_every_custom_property_is_defined_and_used() -> None:
    defined, used = set(re.findall(r"(--[\w-]+)\s*:", CSS)), set(re.findall(r"var\((--[\w-]+)\)", CSS))
    assert defined == used
    assert len(defined) <= 36


def test_scripts_keep_to_the_size_of_a_module() -> None:
    scripts = {name: file for name, file in assets(LAYOUTS).items() if name.endswith(".js")}
    assert {name: lines for name, file in scripts.items() if (lines := file.read_text("utf-8").count("\n")) > 300} == {}
