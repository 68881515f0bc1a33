"""/data/: everything can be taken along, it keeps to its schema, and its checksums tell whether a copy is whole."""

import csv
import json
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builder.site.outputs.schema import open_data_schema
from tests.conftest import CONFIG, Site

GOLDEN = Path(__file__).parent / "golden" / "expected"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    whole = json.loads(open_data_schema("https://example.org/"))
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator(whole)


@pytest.fixture
def golden() -> Any:
    return json.loads((GOLDEN / "data/directory.json").read_text(encoding="utf-8"))


def test_the_open_data_keep_to_their_schema(schema: Draft202012Validator, golden: Any) -> None:
    assert [error.message for error in schema.iter_errors(golden)] == []


@pytest.mark.parametrize("field", ["id", "page", "kinds"])
def test_the_schema_wants_what_every_entry_has(schema: Draft202012Validator, golden: Any, field: str) -> None:
    del golden["partnerships"][0][field]
    assert f"'{field}' is a required property" in [error.message for error in schema.iter_errors(golden)]


def test_the_schema_knows_no_other_fields(schema: Draft202012Validator, golden: Any) -> None:
    golden["groups"][0]["nonsense"] = 1
    assert not schema.is_valid(golden)


def table(site: Site) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(site.page("data/partnerships.csv").removeprefix("\ufeff"))))


def test_the_table_has_a_row_for_each_entry(site: Site) -> None:
    site.organisation("archive", territory="GB-WLS")
    site.entry("talks", 'title: "Maps, \\"plans\\""\npartners: [museum, archive]\nprojects: [commons]\nstart: 2016-05~')
    site.build()
    first, talks = table(site)
    assert first["id"] == "first"
    assert talks == {
        "id": "talks", "title": 'Maps, "plans"', "partners": "museum archive", "kinds": "training",
        "territories": "NO GB-WLS GB", "languages": "", "projects": "commons", "lifecycle": "unknown",
        "start": "2016-05~", "end": "", "described": "", "page": "https://example.org/partnerships/talks/",
    }  # fmt: skip


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_runs_no_title(site: Site, title: str) -> None:
    site.entry("first", f'title: "{title}"').build()
    assert table(site)[0]["title"] == f"'{title}"


def test_the_table_follows_an_edit(site: Site) -> None:
    site.entry("second").build()
    site.entry("second", "lifecycle: active").build()
    assert [each["lifecycle"] for each in table(site)] == ["unknown", "active"]
    (site.root / "content/partnerships/second.md").unlink()
    site.build()
    assert [each["id"] for each in table(site)] == ["first"]


def test_the_checksums_are_those_of_the_files(site: Site) -> None:
    site.build()
    site.entry("first", "lifecycle: active").build()
    assert site.page("data/SHA256SUMS").splitlines() == [
        f"{sha256((site.root / 'public/data' / name).read_bytes()).hexdigest()}  {name}"
        for name in ("directory.json", "partnerships.csv", "schema.json")
    ]


def test_every_file_on_the_page_is_there(site: Site) -> None:
    site.write("site_config.yaml", CONFIG.replace("[en]", "[en, ar]") + "publish_markdown: true\n").build()
    for page in ("data/index.html", "ar/data/index.html"):
        named = set(re.findall(r'href="/([\w/.]*(?:\.json|\.csv|\.xml|SUMS))"', site.page(page).partition("<main")[2]))
        assert len(named) == 7, named
        assert all((site.root / "public" / path).is_file() for path in named)
        assert "entry.md" in site.page(page)
