"""The material of tests/test_incremental.py: a small site as plain values, and what an editor may do to it.

Each choice is small and many of them refer to each other (a partner that may be gone, a link to an entry that may be
renamed), so that a few of them in a row make what nobody thinks of.
"""

import struct
import zlib
from dataclasses import dataclass, field

from builder.content.sections import sections
from tests.conftest import VOCABULARY

Facts = dict[str, str]
"""The lines of a front matter: a field and its YAML."""


@dataclass
class Sources:
    """A site as values: records and the configuration as facts with a body, other files as bytes, all by path."""

    records: dict[str, tuple[Facts, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def copy(self) -> "Sources":
        """Return a copy that can be edited."""
        return Sources({path: (dict(facts), body) for path, (facts, body) in self.records.items()}, dict(self.files))

    def written(self) -> dict[str, bytes]:
        """Return every file of the site as it is written."""
        return {path: _written(path, *record) for path, record in self.records.items()} | self.files


def _written(path: str, facts: Facts, body: str) -> bytes:
    lines = "".join(f"{key}: {value}\n" for key, value in facts.items())
    return (f"---\n{lines}---\n{body}\n" if path.endswith(".md") else lines).encode()


def picture(width: int, height: int) -> bytes:
    """Return a grey PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


CONFIG = "site_config.yaml"
LINE = "https://example.org/source"
IDS = {
    "partnerships": ("first", "second", "third", "fourth", "older"),
    "organisations": ("museum", "library", "archive", "fund"),
    "groups": ("helpers", "hub", "museum"),
    "guides": ("start", "finish"),
    "pages": ("home", "about", "notes"),
}
TYPES = tuple(IDS)

NEEDED: dict[str, Facts] = {
    "partnerships": {"partners": "[museum]", "kinds": "[training]", "sources": f"[{LINE}]"},
    "organisations": {"names": "[{value: Museum, lang: en}]", "type": "[museum]", "territory": '"NO"'},
    "groups": {"names": "[{value: Helpers, lang: en}]", "type": "user-group", "covers": '{territories: ["NO"]}'},
    "guides": {"title": "How to start", "summary": "First steps.", "audience": "[volunteer]", "stages": "[scoping]"},
    "pages": {"title": "A page"},
}
"""What a new record of a type has."""

FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "partnerships": {
        "title": ("Old photographs", '"Maps: now free"', "Old maps"),
        "summary": ("What two people did.", "What four people did."),
        "kinds": ("[training]", "[content-donation]", "[training, content-donation]", "[lending]"),
        "partners": (
            "[museum]",
            "[museum, {org: library, role: funder}]",
            "[archive]",
            "[{id: fund, name: A Fund, type: museum, territory: SE}]",
            "[library, {id: fund, name: Another Fund, type: library, territory: FI}]",
        ),
        "projects": ("[commons]", "[wikidata]"),
        "territories": ("[SE]", '["NO", SE]', "[GB-WLS]", "[AL, XK]", "[XX]"),
        "languages": ("[en]", "[cy, ar]"),
        "lifecycle": ("active", "completed", "declined", "ongoing"),
        "start": ("2016", "2016-05", "2031", "yesterday"),
        "described": ("2024-01", "2026-10"),
        "groups": ("[helpers]", "[{group: hub, role: co-organiser}]", "[]"),
        "related": (
            "{partnerships: [{id: second, rel: follows}]}",
            "{partnerships: [{id: first, rel: follows}], guides: [start]}",
        ),
        "outcomes": (
            f"[{{metric: files-uploaded, value: 12, year: 2020, as: reported, source: '{LINE}'}}]",
            f"[{{metric: files-uploaded, value: 30, year: 2021, as: reported, source: '{LINE}'}}]",
            "[{metric: files-uploaded, value: 30, unit: files, qualifier: about, as: reported}]",
        ),
        "verified": ("{on: 2026-01, by: helpers, method: asked-group, result: confirmed}",),
        "origin": ("{how: this-directory}",),
        "interests": ("none-declared",),
        "lang": ("ar", "fr"),
        "draft": ("true", "false"),
    },
    "organisations": {
        "names": ("[{value: Museum of Ships, lang: en}]", "[{value: Museum, lang: en}, {value: متحف, lang: ar}]"),
        "type": ("[library]", "[museum, library]", "[castle]"),
        "territory": ("SE", "FI", "GB-WLS"),
        "status": ("closed",),
        "relations": ("[{org: library, rel: parent}]", "[{org: museum, rel: parent}]"),
        "draft": ("true",),
    },
    "groups": {
        "names": ("[{value: Helpers of the North, lang: en}]",),
        "covers": (
            "{territories: [SE]}",
            "{languages: [cy]}",
            '{territories: ["NO", SE], languages: [ar]}',
            "{territories: [GB-WLS, GB], languages: [cy]}",
            '{territories: ["001"], topics: [ships]}',
            "{territories: [AL, '039']}",
        ),
        "central": ("true",),
        "intake": (
            f"{{state: open, until: 2026-12, source: '{LINE}'}}",
            f"{{state: limited, until: 2026-12, languages: [sv, cy], source: '{LINE}'}}",
            f"{{state: paused, until: 2026-01, languages: [ar], source: '{LINE}'}}",
        ),
        "routes": (
            f"[{{kind: talk-page, url: '{LINE}', languages: [fi, ar]}}]",
            f"[{{kind: website, url: '{LINE}'}}]",
        ),
        "activity": (f"{{state: on-hold, as_of: 2020, source: '{LINE}'}}",),
        "type": ("hub", "chapter"),
        "relations": ("[{group: hub, rel: parent}]", "[{group: helpers, rel: parent}]"),
        "draft": ("true",),
    },
    "guides": {
        "title": ("How to begin",),
        "kinds": ("[training]", "[lending]"),
        "based_on": ("[{partnership: first, what: worked}]", "[{partnership: older, what: mixed}]"),
        "next": ("[finish]", "[start]"),
        "status": ("reviewed", "superseded"),
        "replaced_by": ("finish",),
        "draft": ("true",),
    },
    "pages": {
        "title": ("Welcome", "About us"),
        "summary": ("What this is.",),
        "doors": ("[{title: All, text: '{partnerships} in {countries}', to: /partnerships/}]",),
        "examples": ("[{partnership: second, had: Maps, did: Scans}]",),
        "draft": ("true",),
    },
    "translation": {"title": ("الأول",), "summary": ("كلمات",), "made_from": ("{'': '0000'}", "{c-steps: '0000'}")},
    CONFIG: {
        "name": ("Another directory", "{en: Directory, ar: دليل}", "["),
        "languages": ("[en]", "[en, ar]", "[ar, en]", "[en, fr]"),
        "translated_only": ("[ar]", "[fr]"),
        "page_size": ("5", "6"),
        "menu": ("[{label: All, to: /partnerships/}]", "[{label: About, to: pages/about.md}]"),
        "base_url": ("https://example.org/", "https://example.org/deep/down/"),
        "publish_markdown": ("true", "false"),
        "compiled": ("2026-10",),
        "notice": ("A note for all.",),
        "cards": ("false", "true"),
        "corrections": (
            f"{{url: '{LINE}', looked_after_by: Somebody}}",
            f"{{url: '{LINE}?page={{page}}', looked_after_by: {{fr: Un, cy: Dau}}, languages: [cy, ar]}}",
        ),
        "edit_url": ("https://example.org/edit/{path}",),
        "near": (
            f"{{movement_list: {{label: All groups, to: '{LINE}'}}}}",
            "{on_your_own: [{label: Begin, to: guides/start.md}]}",
        ),
        "security": ("{contact: 'mailto:safe@example.org', expires: 2027-01-01}",),
        "expect": ("{partnerships: 3}",),
    },
}
"""What a field of a record may become; a field that already says so is taken out."""

BODIES = (
    "",
    "Some words.",
    "Other words, and **strong** ones.",
    "## Steps\n\n- [ ] Look.\n- [ ] Ask.\n\nMore words.",
    "See [the first](../partnerships/first.md) and [a guide](../guides/start.md#c-steps).",
    "See [the second](../partnerships/second.md), and [all](/partnerships/).",
    "![A ship](../media/ship.png)\n\n[Rules](/rules.txt)",
    "They are our official partners.",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n<script>alert(1)</script>",
)

FIT = """start: who
questions:
  who:
    question: {en: Who are you?, ar: من أنتم؟}
    choices:
      - {text: {en: A museum}, to: photos}
      - {text: {en: Others}, to: time}
answers:
  photos: {title: Photographs could fit, alone: [Look at them.], kinds: [training], note: {cy: Iawn.}}
  time: {title: {en: Time, ar: الوقت}, alone: [Read.], nobody_answers: Wait.}
"""
FIT_MORE = """
  have:
    question: What do you have?
    help: Nothing is sent.
    choices: [{text: Time, to: time}]
answers:"""

FILES: dict[str, tuple[bytes | None, ...]] = {
    "content/vocabulary/kinds.yaml": tuple(
        text.encode()
        for text in (
            VOCABULARY["kinds"],
            "training: {label: {en: Lessons}}\ncontent-donation: {label: {en: Content donation}}\n",
            "training: {label: {en: Training, ar: تدريب}}\ncontent-donation: {label: {en: Gifts}}\n"
            "lending: {label: {en: Lending}}\n",
            "training: {label: {en: Training}}\ncontent-donation: {label: {en: Donation}, redirect: training}\n",
            "training: {label: {fr: Cours, cy: Gwersi}}\ncontent-donation: {label: {en: Gifts}}\n",
            "training: {label: {cy: Gwersi, fr: Cours}}\ncontent-donation: {label: {en: Gifts}}\n",
            "training: {label: {en: Training}, description: {en: Somebody learns.}}\n",
            "training: {label: {en: Training}\n",
        )
    ),
    "content/vocabulary/projects.yaml": (b"commons: {label: {en: Commons}}\nwikidata: {label: {en: Wikidata}}\n", None),
    "content/vocabulary/topics.yaml": (b"ships: {label: {en: Ships}}\n", None),
    "content/vocabulary/metrics.yaml": (
        VOCABULARY["metrics"].encode(),
        b"files-uploaded: {label: {en: Files}, adds: true}\n",
    ),
    "content/vocabulary/units.yaml": (
        b"files: {label: {en: files}}\n",
        "files: {label: {en: pieces, ar: ملفات}}\n".encode(),
        b"files: {label: {en: files}, redirect: scans}\nscans: {label: {en: scans}}\n",
        None,
    ),
    "content/vocabulary/qualifiers.yaml": (b"about: {label: {en: about, cy: tua}}\n", None),
    "content/vocabulary/territories.yaml": (
        b"SE: {label: {en: The Kingdom}}\n",
        b"SE: {label: {en: Norway}}\nAL: {label: {fr: Un, cy: Dau}}\n",
        None,
    ),
    "content/fit.yaml": (
        *(
            text.encode()
            for text in (
                FIT,
                FIT.replace("en: A museum", "en: A gallery"),
                FIT.replace("en: Who are you?, ar: من أنتم؟", "cy: Pwy?, fr: Qui ?"),
                FIT.replace("en: Who are you?, ar: من أنتم؟", "fr: Qui ?, cy: Pwy?"),
                FIT.replace("Others}, to: time", "Others}, to: have").replace("\nanswers:", FIT_MORE),
                FIT.replace("kinds: [training]", "guides: [start], examples: [first]"),
                FIT.replace("to: time", "to: nowhere"),
                FIT.replace("start: who", "start: [who"),
            )
        ),
        None,
    ),
    "content/vocabulary/terms.yaml": (
        b"refused:\n  en:\n    - {phrase: our official partners}\n",
        b"refused:\n  en:\n    - {phrase: other words}\n",
        None,
    ),
    "content/redirects.yaml": (
        b"partnerships/older: {to: first}\n",
        b"partnerships/older: {to: second}\norganisations/archive: {gone: Closed for ever}\n",
        None,
    ),
    "content/media/ship.png": (picture(3, 2), picture(5, 4), None),
    "content/media/ship.png.yaml": (
        b"licence: CC0-1.0\ncredit: Museum\n",
        b"licence: CC-BY-4.0\ncredit: Library\n",
        None,
    ),
    "content/static/rules.txt": (b"Be kind.\n", b"Be bold.\n", None),
    "content/partnerships/notes.txt": (b"nothing is read from here\n", None),
    "layouts/page.html": (
        b'{% extends "base.html" %}{% block main %}<h1>{{ page.title.text }}</h1>{% endblock %}',
        b'{% extends "base.html" %}{% block main %}{% include "partials/own.html" %}{% endblock %}',
        b"{{ page.nonsense }}",
        b"{% if %}",
        None,
    ),
    "layouts/entry.html": (
        b'{% extends "base.html" %}{% block main %}{{ page.title.text }} {{ _("At a glance") }}{% endblock %}',
        b'{% extends "base.html" %}{% block main %}{% include "partials/mark.html" %}{% endblock %}',
        None,
    ),
    "layouts/partials/own.html": (b"<p>Our own</p>", b"<p>Our very own</p>", None),
    "layouts/partials/mark.html": (b"<svg><title>A</title></svg>", b"<svg><title>B</title></svg>", None),
    "layouts/partials/card.html": (b"<li><b>{{ card.title.text }}</b></li>", b"<li>{{ card.title.text }}</li>", None),
    "layouts/partials/contacts.html": (b"{% macro contacts(all) %}{{ all|length }}{% endmacro %}", None),
    "layouts/assets/site.css": (b"body { margin: 0 }\n", b"body { margin: 1em }\n", None),
    "layouts/assets/more/own.js": (b"void 0\n", None),
    "layouts/locale/ar.po": (
        'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "At a glance"\nmsgstr "في لمحة"\n'.encode(),
        'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "Search"\nmsgstr "ابحث هنا"\n'.encode(),
        b'msgid "\n',
        None,
    ),
    "layouts/locale/en.po": (b'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "At a glance"\nmsgstr "In short"\n', None),
    "layouts/locale/fr.po": (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Search"\nmsgstr "Chercher"\n', None),
}
"""What the other files of a site may hold; None is no such file."""


def beginning() -> Sources:
    """Return the site that every run of the machine begins with: everything is in order."""
    made = Sources()
    made.records[CONFIG] = (
        {"name": "Test directory", "base_url": "https://example.org/", "languages": "[en, ar]"},
        "",
    )
    for name, text in VOCABULARY.items():
        made.files[f"content/vocabulary/{name}.yaml"] = text.encode()
    for path in ("media/ship.png", "media/ship.png.yaml", "static/rules.txt", "fit.yaml"):
        made.files[f"content/{path}"] = FILES[f"content/{path}"][0] or b""
    for type_, ids, more in (
        ("organisations", ("museum", "library"), {}),
        ("groups", ("helpers",), {}),
        ("guides", ("start",), {"kinds": "[training]"}),
        ("partnerships", ("first", "second", "third"), {}),
        ("pages", ("about",), {}),
    ):
        for at, id_ in enumerate(ids):
            body = BODIES[1 + at] if type_ in {"partnerships", "guides", "pages"} else ""
            made.records[record_path(type_, id_)] = (NEEDED[type_] | named(type_, id_) | more, body)
    made.records["content/partnerships/third.md"][0]["lifecycle"] = "active"  # and nobody says since when: a warning
    made.records["content/partnerships/first.ar.md"] = ({"title": "الأول"}, "كلمات")
    return made


def record_path(type_: str, id_: str) -> str:
    """Return the path of a record's file."""
    return f"content/{type_}/{id_}.md"


def made_from(body: str) -> str:
    """Return what a translation says that it was made from, as an editor's tool writes it."""
    return "{" + ", ".join(f"'{id_}': '{digest}'" for id_, digest in sections(body).items()) + "}"


def named(type_: str, id_: str) -> Facts:
    """Return facts that tell one organisation or group from another."""
    return {"names": f"[{{value: {id_.title()}, lang: en}}]"} if type_ in {"organisations", "groups"} else {}


def kind(path: str) -> str:
    """Return which of FACTS speaks of a file."""
    if path == CONFIG:
        return path
    _, type_, name = path.split("/")
    return "translation" if name.count(".") > 1 else type_
