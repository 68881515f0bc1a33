"""A directory as Fingerpost reads it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.corpus import Corpus, Entry, Group, Guide, Organisation, Prose
from bench.dialects import LINK, File

SOURCE = "https://example.org/source"
LAYOUT = Path(__file__).parents[2] / "layouts" / "entry.html"
MAIN = "{% block main %}\n"


def frame(corpus: Corpus) -> Iterator[File]:
    """Yield settings; the layouts are the default ones."""
    languages = ", ".join(corpus.languages)
    settings = f"name: A made-up directory\nbase_url: https://example.org/\nlanguages: [{languages}]\n"
    yield File("site_config.yaml", f"{settings}search: {{body_characters: {corpus.indexed}}}\n")


def template(mark: str) -> File:
    """Return the default layout of an entry, showing a mark."""
    text = LAYOUT.read_text(encoding="utf-8")
    return File("layouts/entry.html", text.replace(MAIN, f'{MAIN}<p class="meta">{mark}</p>\n', 1))


def terms(vocabulary: str, labels: Mapping[str, str]) -> Iterator[File]:
    """Yield the one file of a vocabulary."""
    lines = (f"{term}: {{label: {{en: {json.dumps(label)}}}}}\n" for term, label in labels.items())
    yield File(f"content/vocabulary/{vocabulary}.yaml", "".join(lines))


def entry(entry: Entry) -> Iterator[File]:
    """Yield an entry and its translations."""
    facts: dict[str, Any] = {
        "title": entry.prose.title,
        "summary": entry.prose.summary,
        "partners": [{"org": org, "role": role} for org, role in entry.partners],
        "groups": list(entry.groups),
        "kinds": entry.kinds,
        "projects": entry.projects,
        "languages": entry.languages,
        "territories": [entry.territory],
        "lifecycle": entry.lifecycle,
        "start": str(entry.start),
        "described": "2026-01",
        "origin": {"how": entry.origin},
        "outcomes": [
            {"metric": each.metric, "value": each.value, "year": each.year, "as": "reported", "source": 1}
            for each in entry.outcomes
        ],
        "sources": [{"url": SOURCE, "by": "partner"}],
    }
    if entry.related:
        facts["related"] = {"partnerships": [{"id": entry.related, "rel": "similar"}]}
    yield _file("partnerships", entry.id, facts, entry.prose.body)
    for language, prose in entry.translations:
        yield _file("partnerships", f"{entry.id}.{language}", _words(prose), prose.body)


def organisation(organisation: Organisation) -> File:
    """Return a partner."""
    facts = {
        "names": [{"value": organisation.name, "lang": "en"}],
        "type": [organisation.type],
        "territory": organisation.territory,
        "sources": [SOURCE],
    }
    return _file("organisations", organisation.id, facts, organisation.body)


def group(group: Group) -> File:
    """Return a group."""
    facts = {
        "names": [{"value": group.name, "lang": "en"}],
        "type": "user-group",
        "covers": {"territories": [group.territory], "languages": group.languages},
        "routes": [{"kind": "talk-page", "url": "https://example.org/talk", "languages": group.languages}],
        "sources": [SOURCE],
    }
    return _file("groups", group.id, facts, group.body)


def guide(guide: Guide) -> File:
    """Return a guide."""
    facts = {
        **_words(guide.prose),
        "audience": ["volunteer", "partner"],
        "stages": guide.stages,
        "kinds": guide.kinds,
        "based_on": [{"partnership": each, "what": "worked"} for each in guide.based_on],
        "sources": [SOURCE],
    }
    return _file("guides", guide.id, facts, guide.prose.body)


def _words(prose: Prose) -> dict[str, str]:
    return {"title": prose.title, "summary": prose.summary}


def _file(type_: str, id_: str, facts: Mapping[str, Any], body: str) -> File:
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items())
    linked = LINK.sub(r"(../\1/\2.md)", body)
    return File(f"content/{type_}/{id_}.md", f"---\n{front}---\n\n{linked}\n")
