"""The same directory for Hugo, with pages and lists like ours.

Partners, groups and terms are taxonomies, which is Hugo's own and fastest way from a thing to the entries that name it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bench.corpus import Corpus, Entry, Group, Guide, Organisation
from bench.dialects import LINK, File

FACETS = ("kinds", "projects", "territories", "langs")
TAXONOMIES = (*FACETS, "organisations", "groups")
SETTINGS = """
baseURL = "https://example.org/"
title = "A made-up directory"
disableKinds = ["rss"]
[taxonomies]
{taxonomies}
[pagination]
pagerSize = 50
[outputs]
home = ["html", "json"]
"""
BASE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head>
<body>
<header><a href="/">Directory</a> <a href="/partnerships/">Partnerships</a> <a href="/guides/">Guides</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>Directory</footer>
</body>
</html>
"""
ROW = '<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ .Params.summary }}</li>'
LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><div data-pagefind-body>{{ .Content }}</div>'
    "{{ $pager := .Paginate .Pages }}<ul>{{ range $pager.Pages }}" + ROW + "{{ end }}</ul>"
    '{{ if $pager.HasPrev }}<a href="{{ $pager.Prev.URL }}">previous</a>{{ end }}'
    '{{ if $pager.HasNext }}<a href="{{ $pager.Next.URL }}">next</a>{{ end }}{{ end }}'
)
WORDS = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}'
    '<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}'
)
HOME = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ len (where site.RegularPages "Section" "partnerships") }}</p>'
    '<ul>{{ range first 6 (where site.RegularPages "Section" "partnerships") }}' + ROW + "{{ end }}</ul>{{ end }}"
)
DATA = (
    '{{ $all := slice }}{{ range where site.RegularPages "Section" "partnerships" }}'
    '{{ $all = $all | append (dict "id" .File.ContentBaseName "title" .Title "facts" .Params) }}{{ end }}'
    "{{ $all | jsonify }}"
)
GUIDE = (
    '{{ define "main" }}<article data-pagefind-body><h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>{{ .Content }}<ul>'
    '{{ range .Params.based_on }}{{ with site.GetPage (printf "/partnerships/%s" .) }}' + ROW + "{{ end }}{{ end }}"
    "</ul></article>{{ end }}"
)


def frame(corpus: Corpus) -> Iterator[File]:
    """Yield settings and layouts."""
    taxonomies = "\n".join(f'{each.removesuffix("s")} = "{each}"' for each in TAXONOMIES)
    yield File("hugo.toml", SETTINGS.format(taxonomies=taxonomies))
    yield File("layouts/_default/baseof.html", BASE)
    yield File("layouts/_default/list.html", LIST)
    yield File("layouts/_default/terms.html", WORDS)
    yield File("layouts/_default/single.html", GUIDE)
    yield File("layouts/index.html", HOME)
    yield File("layouts/index.json", DATA)


def template(mark: str) -> File:
    """Return the layout of an entry, showing a mark."""
    linked = "".join(
        f'<dt>{each}</dt>{{{{ range .GetTerms "{each}" }}}}<dd{_filter(each)}><a href="{{{{ .RelPermalink }}}}">'
        "{{ .LinkTitle }}</a></dd>{{ end }}"
        for each in TAXONOMIES
    )
    text = (
        '{{ define "main" }}<article data-pagefind-body><p>' + mark + "</p><h1>{{ .Title }}</h1>"
        "<p>{{ .Params.summary }}</p><dl>" + linked + "<dt>state</dt><dd>{{ .Params.lifecycle }}</dd>"
        "<dt>start</dt><dd>{{ .Params.start }}</dd></dl>{{ .Content }}"
        "<table>{{ range .Params.outcomes }}<tr><td>{{ .metric }}</td><td>{{ .value }}</td><td>{{ .year }}</td></tr>"
        "{{ end }}</table>"
        '{{ with site.GetPage (printf "/partnerships/%s" .Params.related) }}<ul>' + ROW + "</ul>{{ end }}"
        "</article>{{ end }}"
    )
    return File("layouts/partnerships/single.html", text)


def terms(vocabulary: str, labels: Mapping[str, str]) -> Iterator[File]:
    """Yield a page for each term of a vocabulary that entries are found by."""
    if vocabulary in FACETS:
        for term, label in labels.items():
            yield _file(f"{vocabulary}/{term}/_index", {"title": label}, "")


def entry(entry: Entry) -> Iterator[File]:
    """Yield an entry; translations are left out, because Hugo makes pages of what is translated only."""
    facts = {
        "title": entry.prose.title,
        "summary": entry.prose.summary,
        "organisations": [org for org, _ in entry.partners],
        "groups": entry.groups,
        "kinds": entry.kinds,
        "projects": entry.projects,
        "langs": entry.languages,
        "territories": [entry.territory],
        "lifecycle": entry.lifecycle,
        "start": entry.start,
        "outcomes": [{"metric": each.metric, "value": each.value, "year": each.year} for each in entry.outcomes],
        "related": entry.related,
    }
    yield _file(f"partnerships/{entry.id}", facts, entry.prose.body)


def organisation(organisation: Organisation) -> File:
    """Return a partner."""
    return _file(f"organisations/{organisation.id}/_index", {"title": organisation.name}, organisation.body)


def group(group: Group) -> File:
    """Return a group."""
    return _file(f"groups/{group.id}/_index", {"title": group.name}, group.body)


def guide(guide: Guide) -> File:
    """Return a guide."""
    facts = {"title": guide.prose.title, "summary": guide.prose.summary, "based_on": guide.based_on}
    return _file(f"guides/{guide.id}", facts, guide.prose.body)


def _filter(facet: str) -> str:
    return f' data-pagefind-filter="{facet}"' if facet in FACETS else ""


def _file(path: str, facts: Mapping[str, Any], body: str) -> File:
    front = json.dumps(facts, ensure_ascii=False, indent=1)
    linked = LINK.sub(r"(/\1/\2/)", body)
    return File(f"content/{path}.md", f"{front}\n\n{linked}\n")
