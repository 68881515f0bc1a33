"""The fit tree: at most four plain questions to what could fit, and what needs nobody's time comes first."""

import re
import shutil
from pathlib import Path

import pytest

from builder.content.tables import read_fit
from builder.directory.fit import shape
from builder.model.fit import FIT, MOST_QUESTIONS, Fit
from tests.conftest import Site

ROOT = Path(__file__).parent.parent
TREE = """
start: who
questions:
  who:
    question: Who are you?
    choices:
      - {text: A museum, to: what}
      - {text: A school, to: lesson}
  what:
    question: What do you have?
    help: One thing is enough.
    choices:
      - {text: Pictures, to: pictures}
      - {text: A class, to: lesson}
answers:
  pictures:
    title: A few pictures
    alone: [Choose ten., Write down who made them.]
    kinds: [content-donation]
    projects: [commons]
    note: Few is good.
  lesson:
    title: A lesson
    alone: [Read together.]
    kinds: [training]
    examples: [first]
    nobody_answers: You need nobody.
"""


@pytest.fixture
def tree(site: Site) -> Site:
    """A site with two questions and two answers."""
    return site.write(FIT, TREE)


def links(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<a (?:class="big" )?href="([^"]+)"[^>]*>([^<]+)</a>', html.partition("<main")[2])


def real_tree() -> Fit:
    fit, problems = read_fit(ROOT, [FIT])
    assert fit is not None, problems
    return fit


# ---------------------------------------------------------------- pages


def test_every_choice_is_a_link_to_its_page(tree: Site) -> None:
    tree.build()
    assert links(tree.page("fit/index.html"))[:2] == [("/fit/what/", "A museum"), ("/fit/lesson/", "A school")]
    assert links(tree.page("fit/what/index.html"))[:2] == [("/fit/pictures/", "Pictures"), ("/fit/lesson/", "A class")]
    for page in ("fit/index.html", "fit/what/index.html"):
        assert "<form" not in tree.page(page).partition("<main")[2], "nothing is sent"


def test_a_question_says_which_it_is_and_how_many_may_follow(tree: Site) -> None:
    tree.build()
    assert "Question 1. At most 1 more after it." in tree.page("fit/index.html")
    assert "Question 2. The last one." in tree.page("fit/what/index.html")


def test_a_question_that_is_second_on_one_way_and_third_on_another_gives_no_number(tree: Site) -> None:
    tree.write(
        FIT,
        TREE.replace("{text: A school, to: lesson}", "{text: A school, to: where}")
        .replace("{text: A class, to: lesson}", "{text: A class, to: where}")
        .replace("answers:\n", "  where: {question: Where?, choices: [{text: Here, to: lesson}]}\nanswers:\n"),
    ).build()
    html = tree.page("fit/where/index.html")
    assert "The last one." in html
    assert "Question 3" not in html


def test_every_page_leads_back_and_to_the_start(tree: Site) -> None:
    tree.build()
    assert ("/fit/", "Start again") not in links(tree.page("fit/index.html"))
    assert {("/fit/", "Who are you?"), ("/fit/", "Start again")} <= set(links(tree.page("fit/what/index.html")))
    back = set(links(tree.page("fit/lesson/index.html")))
    assert {("/fit/", "Who are you?"), ("/fit/what/", "What do you have?")} <= back, "both ways lead here"


def test_an_answer_begins_with_what_needs_nobodys_time(tree: Site) -> None:
    tree.build()
    html = tree.page("fit/pictures/index.html")
    headings = re.findall(r"<h2>([^<]+)</h2>", html)
    assert headings[0] == "What you can do without anybody’s time"
    assert html.index("Choose ten.") < html.index("Few is good.") < html.index("What you could do together")


def test_an_answer_shows_the_examples_of_the_tree_else_finished_ones_of_its_kind(tree: Site) -> None:
    kind = "kinds: [content-donation]\ntitle:"
    tree.entry("a-talk", f"{kind} Only talked about\nlifecycle: event")
    tree.entry("b-done", f"{kind} Done\nlifecycle: completed\nend: 2020")
    tree.build()
    html = tree.page("fit/pictures/index.html")
    assert html.index("/partnerships/b-done/") < html.index("/partnerships/a-talk/")
    assert "Taken from the list of this kind of work." in html
    assert "/partnerships/first/" in tree.page("fit/lesson/index.html")
    assert "Taken from the list" not in tree.page("fit/lesson/index.html")


def test_an_answer_that_names_a_kind_by_its_former_id_shows_its_examples_and_leads_to_it(tree: Site) -> None:
    kinds = (
        "donation: {label: Donation}\ncontent-donation: {label: Old, redirect: donation}\ntraining: {label: Training}\n"
    )
    tree.write("content/vocabulary/kinds.yaml", kinds)
    tree.entry("a-gift", "kinds: [donation]\ntitle: A gift").entry("long-ago", "kinds: [content-donation]\ntitle: Long")
    tree.build()
    found = links(tree.page("fit/pictures/index.html"))
    assert ("/browse/kinds/donation/", "Donation") in found
    assert {("/partnerships/a-gift/", "A gift"), ("/partnerships/long-ago/", "Long")} <= set(found)


def test_an_answer_says_what_to_do_when_nobody_answers(tree: Site) -> None:
    tree.build()
    assert "no answer is not a no" in tree.page("fit/pictures/index.html")
    assert "You need nobody." in tree.page("fit/lesson/index.html")


def test_a_question_in_one_language_is_a_fallback_in_the_others(tree: Site) -> None:
    config = "name: Test\nbase_url: https://example.org/\nlanguages: [en, ar]\n"
    said = TREE.replace("title: A lesson", "title: {en: A lesson, ar: درس}")
    tree.write("site_config.yaml", config).write(FIT, said).build()
    both, one = tree.page("ar/fit/lesson/index.html"), tree.page("ar/fit/pictures/index.html")
    assert 'hreflang="en" href="https://example.org/fit/lesson/"' in both
    assert '<meta name="robots" content="noindex">' in one
    assert '<link rel="canonical" href="https://example.org/fit/pictures/">' in one
    assert '<h1 lang="en" dir="ltr">A few pictures</h1>' in one


def test_a_directory_without_a_tree_has_no_fit_pages(site: Site) -> None:
    site.build()
    assert not [path for path in site.files() if path.startswith(("fit/", "card/fit/"))]


def test_a_changed_choice_moves_the_pages_as_a_clean_build_would(tree: Site) -> None:
    tree.build()
    tree.write(
        FIT,
        TREE.replace("{text: A class, to: lesson}", "{text: Pupils, to: lesson}").replace("Choose ten", "Choose five"),
    )
    tree.build()
    changed = tree.files()
    for folder in (".cache", "public"):
        shutil.rmtree(tree.root / folder)
    tree.build()
    assert "Choose five." in tree.page("fit/pictures/index.html")
    assert changed == tree.files()


def test_phrases_that_the_site_refuses_are_found_in_the_tree(tree: Site) -> None:
    tree.write("content/vocabulary/terms.yaml", "refused: {en: [{phrase: apply here, instead: write to a group}]}\n")
    tree.write(FIT, TREE.replace("Read together.", "Apply here."))
    (found,) = tree.problems("FP208")
    assert found.span.path == FIT
    assert found.span.line > 1


def test_a_tree_in_many_languages_may_be_larger_than_an_entry(tree: Site) -> None:
    many = TREE + "# " + "word " * 60_000
    tree.write(FIT, many).build()
    assert "Who are you?" in tree.page("fit/index.html")
    tree.write(FIT, many.replace("to: what}", "to: nowhere}"))
    (found,) = tree.problems("FP201")
    assert found.span.line == TREE.partition("to: what}")[0].count("\n") + 1
    (found,) = tree.write(FIT, many * 4).problems("FP002")
    assert found.message.endswith("at most 1,024 are read")


# ---------------------------------------------------------------- the real tree


def test_the_real_tree_asks_at_most_four_questions_and_reaches_every_answer() -> None:
    fit = real_tree()
    ways = shape(fit)
    assert max(number for depths in ways.depths.values() for number in depths) <= MOST_QUESTIONS
    assert set(fit.answers) <= set(ways.before)


def test_photographs_are_four_taps_from_the_home_page() -> None:
    """Home, the first question, the museum's, and the pictures': the fourth tap is an answer."""
    fit = real_tree()
    here = fit.start
    for after in ("museum", "photographs", "a-few-pictures"):
        assert after in [choice.to for choice in fit.questions[here].choices]
        here = after
    assert here in fit.answers


def test_the_real_tree_speaks_to_everybody_and_says_when_it_does_not_fit() -> None:
    fit = real_tree()
    audiences = {choice.to for choice in fit.questions[fit.start].choices}
    wanted = "museum library archive university school ngo public-body faith community"
    assert audiences == set(wanted.split())
    assert {"it-stays-inside", "living-people", "about-ourselves", "unclear-rights"} <= set(fit.answers)
    steps = {id_: {choice.to for choice in question.choices} for id_, question in fit.questions.items()}
    for audience in ("museum", "archive", "faith", "community"):
        assert "rules" in steps[audience], "whoever keeps what is not theirs alone is asked about it at once"


def test_every_answer_of_the_real_tree_has_something_to_do_and_somewhere_to_read_on() -> None:
    for id_, answer in real_tree().answers.items():
        assert len(answer.alone) >= 2, id_
        assert answer.guides, id_
