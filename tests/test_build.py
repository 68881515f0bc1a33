"""Building: the same input gives the same bytes, nothing is written twice, and an error leaves the site as it was."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock

from builder.build.options import Progress
from builder.core import workers
from builder.core.problems import Stop
from builder.publish.pagefind_client import find_program
from tests.conftest import Site


def state(site: Site) -> dict[str, tuple[int, int]]:
    top = site.root / "public"
    return {str(path.relative_to(top)): (path.stat().st_mtime_ns, path.stat().st_ino) for path in top.rglob("*")}


def test_a_second_build_writes_nothing(site: Site) -> None:
    site.build(search=True)
    before = state(site)
    report = site.build(search=True)
    assert report.difference is not None
    assert (report.difference.write, report.difference.delete) == ((), ())
    assert state(site) == before


def test_editing_a_body_writes_its_page_and_what_shows_its_text(site: Site) -> None:
    site.entry("second", body="Other words.").build()
    report = site.entry("first", body="New words.").build()
    assert report.difference is not None
    assert set(report.difference.write) == {
        "partnerships/first/index.html", "data/directory.json", "data/SHA256SUMS", "build.json",
    }  # fmt: skip


def test_renaming_a_term_moves_every_page_that_shows_it(site: Site) -> None:
    site.organisation("other").entry("second", front="kinds: [content-donation]\npartners: [other]").build()
    site.write(
        "content/vocabulary/kinds.yaml",
        "training: {label: {en: Lessons}}\ncontent-donation: {label: {en: Content donation}}\n",
    )
    report = site.build()
    assert report.difference is not None
    assert "partnerships/first/index.html" in report.difference.write
    assert "partnerships/second/index.html" not in report.difference.write


def test_an_error_leaves_the_output_byte_for_byte(site: Site) -> None:
    site.build()
    before = site.files()
    report = site.entry("first", front="lifecycle: activ").build()
    assert report.difference is None
    assert site.files() == before


def test_a_deleted_entry_takes_its_page_with_it(site: Site) -> None:
    site.entry("second").build()
    (site.root / "content/partnerships/second.md").unlink()
    report = site.build()
    assert report.difference is not None
    assert "partnerships/second/index.html" in report.difference.delete
    assert not (site.root / "public/partnerships/second").exists()


def test_any_number_of_workers_gives_the_same_bytes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ENOUGH", 10)
    for number in range(70):
        site.entry(f"entry-{number:03}", front=f"start: {1990 + number % 30}", body=f"Words {number}.")
    site.build(jobs=1, output="one")
    site.build(jobs=3, output="three")
    assert site.files("one") == site.files("three")


def has_search() -> bool:
    try:
        find_program()
    except Stop:
        return False
    return True


@pytest.mark.parametrize(
    ("seed", "zone", "locale", "jobs"),
    [("1", "Pacific/Apia", "C", "1"), ("2", "America/St_Johns", "tr_TR.UTF-8", "3"), ("3", "UTC", "ar_EG.UTF-8", "2")],
)
def test_hash_seeds_time_zones_locales_workers_and_places_do_not_show(
    site: Site, tmp_path: Path, seed: str, zone: str, locale: str, jobs: str
) -> None:
    """The search bundle is looked at too, where there is the program that makes it."""
    site.write("site_config.yaml", "name: Test\nbase_url: https://example.org/\nlanguages: [en, ar]\n")
    for number in range(70):
        site.entry(f"entry-{number:03}", front=f"start: {1990 + number % 30}", body=f"Istanbul, İzmir. Words {number}.")
    elsewhere = Site(tmp_path / "in another" / "place")
    shutil.copytree(site.root, elsewhere.root)
    site.build(search=has_search())
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
    program = "from builder.core import workers; workers.ENOUGH = 10; from builder.cli import main; main()"
    command = [sys.executable, "-c", program, "build", "--as-of", "2026-11-22", "--jobs", jobs]
    command += [] if has_search() else ["--no-search"]
    subprocess.run(command, cwd=elsewhere.root, env=environment, check=True, capture_output=True)
    assert elsewhere.files() == site.files()


def test_the_day_of_the_build_shows_only_where_ages_are_compared(site: Site) -> None:
    until = "intake: {state: open, until: 2026-12, source: 'https://example.org/'}"
    site.group("helpers", more=until).entry("first", front="groups: [helpers]", body="Some words.")
    command = [sys.executable, "-m", "builder", "build", "--no-search"]
    for day, folder in (("1793404800", "now"), ("1898553600", "later")):
        environment = {**os.environ, "SOURCE_DATE_EPOCH": day}
        subprocess.run([*command, "--output", folder], cwd=site.root, env=environment, check=True, capture_output=True)
    now, later = site.files("now"), site.files("later")
    changed = {path for path in now if now[path] != later[path]}
    assert changed == {
        ".fingerpost.json",
        "build.json",
        "partnerships/first/index.html",
        "groups/helpers/index.html",
        "browse/territories/no/index.html",
        "near/no/index.html",
    }


def test_a_directory_that_we_did_not_write_is_refused_and_left_alone(site: Site) -> None:
    site.write("public/precious.txt", "mine")
    with pytest.raises(Stop) as stop:
        site.build()
    assert stop.value.problem.code == "FP501"
    assert site.files() == {"precious.txt": b"mine"}


def test_a_second_build_at_the_same_time_is_refused(site: Site) -> None:
    (site.root / ".cache").mkdir()
    with FileLock(site.root / ".cache/build.lock"), pytest.raises(Stop) as stop:
        site.build()
    assert stop.value.problem.code == "FP503"


def test_a_sub_path_of_the_address_is_on_every_link(site: Site) -> None:
    site.write("site_config.yaml", "name: Test\nbase_url: https://example.org/deep/down/\nlanguages: [en]\n").build()
    for path, content in site.files().items():
        if path.endswith(".html"):
            text = content.decode()
            assert 'href="/deep/down/' in text
            assert text.count('="/') == text.count('="/deep/down/'), path


def test_a_site_overrides_one_layout_and_keeps_the_rest(site: Site) -> None:
    site.write("layouts/page.html", "{{ page.title.text }} in our own way")
    site.write("content/pages/about.md", "---\ntitle: About us\n---\n").build()
    assert site.page("about/index.html") == "About us in our own way"
    assert "<h1>" in site.page("partnerships/first/index.html")


def test_a_mistake_in_a_layout_names_file_and_line(site: Site) -> None:
    site.write("content/pages/about.md", "---\ntitle: About us\n---\n").write(
        "layouts/page.html", "fine\n{{ page.nonsense }}"
    )
    with pytest.raises(Stop) as stop:
        site.build()
    assert (stop.value.problem.code, stop.value.problem.span.path, stop.value.problem.span.line) == (
        "FP402",
        "layouts/page.html",
        2,
    )
    site.write("layouts/page.html", "fine\n\n{% if %}")
    (found,) = [each for each in site.build().problems if each.level == "error"]
    assert (found.code, found.span.line) == ("FP401", 3)


def test_drafts_are_not_published(site: Site) -> None:
    site.entry("secret", front="draft: true", body="Not yet.").build()
    assert not any("secret" in path or b"Not yet." in content for path, content in site.files().items())


def test_a_retired_id_leads_on_or_says_that_it_is_gone(site: Site) -> None:
    retired = "partnerships/older: {to: first}\npartnerships/removed: {gone: Taken out on request}\n"
    site.write("content/redirects.yaml", retired).build()
    moved, gone = site.page("partnerships/older/index.html"), site.page("partnerships/removed/index.html")
    assert 'href="/partnerships/first/"' in moved
    assert "Taken out on request" in gone
    assert '<meta http-equiv="refresh" content="0; url=/partnerships/first/">' in moved
    assert '<link rel="canonical" href="https://example.org/partnerships/first/">' in moved
    assert 'content="noindex"' in gone
    assert "canonical" not in gone
    assert "older" not in site.page("partnerships/index.html")


def test_a_layout_file_that_is_not_there_is_named(site: Site) -> None:
    site.write("content/pages/about.md", "---\ntitle: About us\n---\n").write(
        "layouts/page.html", "\n{% include 'lost.html' %}"
    )
    (found,) = [each for each in site.build().problems if each.level == "error"]
    assert (found.code, found.span.path, found.span.line) == ("FP403", "layouts/page.html", 2)
    assert "lost.html" in found.message


def test_a_menu_may_lead_to_another_site(site: Site) -> None:
    menu = "menu: [{label: Elsewhere, to: 'https://example.com/page'}]\n"
    site.write("site_config.yaml", "name: Test\nbase_url: https://example.org/\nlanguages: [en]\n" + menu).build()
    assert '<a href="https://example.com/page">Elsewhere</a>' in site.page("index.html")


def test_a_mistake_in_a_layout_is_told_alike_with_workers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ENOUGH", 1)
    site.write("layouts/entry.html", "fine\n\n{{ page.nonsense }}")
    with pytest.raises(Stop) as stop:
        site.build(jobs=2)
    assert (stop.value.problem.code, stop.value.problem.span.line) == ("FP402", 3)


def test_the_open_data_gives_each_record_its_own_words(site: Site) -> None:
    inline = "partners: [{id: fund, name: A Fund, type: museum, territory: NO}]"
    site.entry("second", front=inline, body="Words of the entry.").build()
    data = json.loads(site.page("data/directory.json"))
    assert [each["body"] for each in data["partnerships"]] == ["Some words.", "Words of the entry."]
    assert all("body" not in each for each in data["organisations"])


def clean(site: Site, place: Path) -> dict[str, bytes]:
    """Return what a build of the same sources comes to where nothing was ever built."""
    elsewhere = Site(place)
    shutil.copytree(site.root, place, ignore=shutil.ignore_patterns(".cache", "public"))
    elsewhere.build()
    return elsewhere.files()


def changing(site: Site, path: str, content: bytes, during: str) -> Progress:
    """Return a progress that changes a file once, when a step is heard of for the first time."""
    heard: list[str] = []

    def progress(step: str, done: int, total: int | None) -> None:
        if step == during and step not in heard:
            site.write(path, content)
        heard.append(step)

    return progress


def test_a_file_that_changes_in_the_middle_of_a_build_stops_it(site: Site) -> None:
    site.build()
    before = site.files()
    site.entry("second", body="Words.")
    changed = (site.root / "content/partnerships/second.md").read_bytes().replace(b"Words.", b"Other words.")
    with pytest.raises(Stop) as stop:
        site.build(progress=changing(site, "content/partnerships/second.md", changed, "read"))
    assert (stop.value.problem.code, stop.value.problem.span.path) == ("FP509", "content/partnerships/second.md")
    assert site.files() == before
    assert site.build().difference is not None


@pytest.mark.parametrize("during", ["read", "render", "write"])
@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("content/partnerships/first.md", None),
        ("content/vocabulary/kinds.yaml", b"training: {label: {en: Lessons}}\n"),
        ("site_config.yaml", b"name: Another\nbase_url: https://example.org/\nlanguages: [en]\n"),
        ("layouts/page.html", b"{{ page.title.text }}"),
        ("layouts/locale/en.po", b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Search"\nmsgstr "Seek"\n'),
        ("layouts/assets/site.css", b"p { margin: 0 }"),
        ("content/static/rules.txt", b"Be bold, all of you."),
    ],
)
def test_after_a_file_changed_in_the_middle_of_a_build_the_next_is_right(
    site: Site, tmp_path: Path, path: str, content: bytes | None, during: str
) -> None:
    """Whether the file stays changed or is put back: what a build kept under the old bytes was made from them."""
    site.write("content/static/rules.txt", "Be kind.").write("layouts/page.html", "<p>{{ page.title.text }}</p>")
    site.write("content/pages/about.md", "---\ntitle: About us\n---\n").write(
        "layouts/assets/site.css", "p { margin: 1em }"
    )
    site.write("layouts/locale/en.po", 'msgid ""\nmsgstr "Language: en\\n"\n').build()
    site.entry("second")  # all pieces are made again
    before = (site.root / path).read_bytes()
    with suppress(Stop):
        site.build(progress=changing(site, path, content or before.replace(b"Some", b"More"), during))
    assert site.build().difference is not None
    assert site.files() == clean(site, tmp_path / "changed")
    site.write(path, before).build()
    assert site.files() == clean(site, tmp_path / "put back")


@pytest.mark.parametrize("path", ["content/partnerships/first.md", "content/vocabulary/kinds.yaml"])
def test_a_file_that_changes_for_the_time_of_a_build_leaves_nothing_behind(
    site: Site, tmp_path: Path, path: str
) -> None:
    """The file is put back before the next build, so that its digest is that of a file that was built before."""
    site.build()
    site.entry("second")
    before = (site.root / path).read_bytes()
    with suppress(Stop):
        site.build(progress=changing(site, path, before.replace(b"Some", b"More").replace(b"Tr", b"Dr"), "read"))
    site.write(path, before).build()
    assert site.files() == clean(site, tmp_path / "clean")
