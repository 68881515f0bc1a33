"""Promises of path claims: one owner a path, and no path that some disk or host cannot hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.problems import Problem
from builder.site.claims import are_plain, claim, compared, place


def told(*paths: str) -> list[Problem]:
    return claim((path, f"content/{number}.md") for number, path in enumerate(paths))


def test_paths_with_one_owner_each_are_no_problem() -> None:
    assert told("index.html", "es/index.html", "es/a/index.html", "es/a.html", "assets/a.css", "ab", "a/b") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en/a/index.html", "en/a/index.html"),
        ("en/Foo.pdf", "en/foo.pdf"),
        ("media/mus\u00e9e.jpg", "media/muse\u0301e.jpg"),
        ("media/STRASSE.jpg", "media/straße.jpg"),
    ],
)
def test_two_claims_on_one_place_are_one_problem_that_names_both_sources(one: str, other: str) -> None:
    (found,) = claim([(one, "content/partnerships/one.md"), (other, "content/guides/other.md")])
    assert found.code == "FP502"
    assert '"content/guides/other.md" and "content/partnerships/one.md"' in found.message
    assert one in found.message


def test_spellings_that_differ_only_in_capitals_are_both_shown() -> None:
    (found,) = told("en/Foo.pdf", "en/foo.pdf")
    assert '"en/Foo.pdf" and "en/foo.pdf"' in found.message


def test_three_claims_on_one_path_are_one_problem() -> None:
    (found,) = told("a", "a", "a")
    assert all(f'"content/{number}.md"' in found.message for number in range(3))


def test_one_source_that_wants_a_path_twice_is_told_so() -> None:
    (found,) = claim([("a", "content/x.md"), ("a", "content/x.md")])
    assert found.message == '"a" is wanted 2 times by "content/x.md"'
    assert found.remedy == "keep one of them"


@pytest.mark.parametrize("paths", [("feed", "feed/index.html"), ("en/a/b/c.html", "EN/A")])
def test_a_file_where_another_path_needs_a_directory_is_a_clash(paths: tuple[str, str]) -> None:
    found = [each for each in told(*paths) if "needs a directory there" in each.message]
    assert len(found) == 1
    assert found[0].code == "FP502"
    assert all(path in found[0].message for path in paths)
    assert '"content/0.md"' in found[0].message
    assert '"content/1.md"' in found[0].message


def test_directories_that_differ_only_in_capitals_are_a_clash() -> None:
    (found,) = told("Foo/a.html", "foo/b.html", "foo/c.html")
    assert found.code == "FP502"
    assert '"Foo/"' in found.message
    assert '"foo/"' in found.message


@pytest.mark.parametrize(
    "path",
    [
        *["", "/", "/etc/passwd", "../a", "a/../b", "a/./b", "a//b", "a/", ".", ".."],
        *["a\\b", "C:/a", "a\0b", "a\nb", "what?.html", "a|b", "bad\udc80name"],
        *[".hidden", "a/.hidden/b", "a/.nojekyll", ".fingerpost.json", ".Fingerpost.json", ".git/config"],
        *["con", "en/aux/index.html", "NUL.txt", "en/com1.tar.gz", "a/lpt9", "end.", "a /b", "é" * 128],
    ],
)
def test_a_path_that_some_disk_or_host_cannot_hold_is_a_problem(path: str) -> None:
    (found,) = told(path)
    assert found.message
    assert found.remedy
    assert found.span.path == "content/0.md"
    assert found.message.isprintable()
    found.message.encode()


@pytest.mark.parametrize(
    "path",
    [".nojekyll", ".htaccess", ".well-known/security.txt", "console.html", "com10", "a.b.c", "é" * 127, "目/录.html"],
)
def test_names_that_only_look_forbidden_are_allowed(path: str) -> None:
    assert told(path) == []


def test_an_unfit_path_does_not_hide_the_other_problems() -> None:
    assert len(told("con", "a", "a", "b", "b/c")) == 3


@given(st.text(max_size=20))
def test_all_spellings_that_a_disk_may_take_for_one_share_a_place(text: str) -> None:
    shared = {place(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")} | {place(text.casefold())}
    assert shared == {place(text)}


@given(st.lists(st.sampled_from(["a", "A", "b", "a/b", "a/B", "b/c", "b/c/d", "é", "e\u0301"]), max_size=6))
def test_claims_are_free_of_problems_exactly_when_a_disk_without_capitals_can_hold_them(paths: list[str]) -> None:
    """Compared with the plain quadratic rule."""
    parts = {path: ["/".join(path.split("/")[:end]) for end in range(1, path.count("/") + 2)] for path in paths}
    clash = len({*paths}) < len(paths) or any(
        place(first) == place(second) and (first != second or (first == one) != (second == other))
        for one in parts
        for other in parts
        for first in parts[one]
        for second in parts[other]
    )
    assert bool(told(*paths)) == clash


@given(
    st.lists(
        st.text("aAb0_-./c\u212a", min_size=1, max_size=5)
        | st.sampled_from(["con", "con.a", "a/nul/b", "com1.x", "cona"])
    )
)
def test_paths_that_are_passed_as_plain_are_those_in_which_a_comparison_finds_nothing(paths: list[str]) -> None:
    found = compared((path, f"content/{number}.md") for number, path in enumerate(paths))
    assert not (are_plain(paths) and found)
    if all(path.isascii() and "." not in path and "//" not in f"/{path}/" for path in paths):
        assert are_plain(paths) or found
