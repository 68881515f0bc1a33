"""Translations: they are started from the original, know what they were made from, and tell when that has changed."""

import pytest
from click.testing import CliRunner, Result

from builder.cli import fingerpost
from builder.core.problems import Stop
from tests.conftest import Site

GUIDE = """---
title: First meeting
summary: How to meet.
audience: [partner]
stages: [first-contact]
---
Say hello.

## Before

Read a little.

## After

Write it down.
"""


@pytest.fixture
def bilingual(site: Site) -> Site:
    config = (site.root / "site_config.yaml").read_text(encoding="utf-8").replace("[en]", "[en, ar]")
    return site.write("site_config.yaml", config).write("content/guides/first-meeting.md", GUIDE)


def run(site: Site, *words: str) -> Result:
    return CliRunner().invoke(fingerpost, ["--site", str(site.root), *words], catch_exceptions=False)


def translate(site: Site) -> None:
    assert run(site, "new", "translation", "guides/first-meeting.ar").exit_code == 0
    path = site.root / "content/guides/first-meeting.ar.md"
    path.write_text(path.read_text(encoding="utf-8").replace("First meeting", "اللقاء الأول"), encoding="utf-8")


def test_a_new_translation_holds_the_words_to_be_written_over(bilingual: Site) -> None:
    translate(bilingual)
    text = (bilingual.root / "content/guides/first-meeting.ar.md").read_text(encoding="utf-8")
    assert "title: اللقاء الأول" in text
    assert "summary: How to meet." in text
    assert "audience" not in text
    assert "## After\n\nWrite it down." in text
    assert not bilingual.problems()
    bilingual.build()
    assert "have changed since this was translated" not in bilingual.page("ar/guides/first-meeting/index.html")


def test_readers_and_editors_are_told_which_sections_changed_and_until_the_translation_follows(bilingual: Site) -> None:
    translate(bilingual)
    changed = GUIDE.replace("Write it down.", "Write it down, and send it.") + "\n## Later\n\nMeet again.\n"
    bilingual.write("content/guides/first-meeting.md", changed)
    (found,) = bilingual.problems("FP708")
    assert found.message == "2 sections of content/guides/first-meeting.md changed since: after, later"
    assert found.remedy == ("bring it up to date, then run: fingerpost translated content/guides/first-meeting.ar.md")
    bilingual.build()
    page = bilingual.page("ar/guides/first-meeting/index.html")
    assert '<a href="/guides/first-meeting/#c-after" lang="en" dir="ltr">After</a>' in page
    assert "#c-later" in page
    assert "#c-before" not in page
    assert "#c-after" not in bilingual.page("guides/first-meeting/index.html").partition("<main")[0]

    assert "Marked 1 translation." in run(bilingual, "translated", "content/guides/first-meeting.ar.md").output
    assert not bilingual.problems("FP708")
    bilingual.build()
    assert "#c-after" not in bilingual.page("ar/guides/first-meeting/index.html")


def test_marking_changes_nothing_but_the_mark(bilingual: Site) -> None:
    words = "---\ntitle: اللقاء  # so we say\nsummary: >-\n  سطر\n  وسطر\n---\n\n## قبل\n\nنص.\n"
    path = "content/guides/first-meeting.ar.md"
    bilingual.write(path, words)
    assert run(bilingual, "translated", "--all").exit_code == 0
    once = (bilingual.root / path).read_text(encoding="utf-8")
    assert run(bilingual, "translated", path).exit_code == 0
    assert (bilingual.root / path).read_text(encoding="utf-8") == once
    start, mark, rest = once.partition("made_from:\n")
    assert mark
    assert start + rest[rest.index("---\n") :] == words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("guides/first-meeting", 'names no translation'),
        ("guides/first-meeting.xx-nothing-at-all", "is not the code of a language"),
        ("guides/frist-meeting.ar", "there is no content/guides/frist-meeting.md"),
    ],
)  # fmt: skip
def test_a_translation_of_nothing_is_refused_with_the_way_out(bilingual: Site, name: str, said: str) -> None:
    with pytest.raises(Stop) as stopped:
        run(bilingual, "new", "translation", name)
    assert said in stopped.value.problem.message
    assert stopped.value.problem.remedy
    assert not list(bilingual.root.glob("content/guides/*.ar.md"))
