"""Nobody's private contact is published: personal mail addresses, phone numbers and user pages, in facts and prose."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import unquote

from builder.content.fragment import Fragment
from builder.content.records import Record
from builder.core.problems import Problem, Span, problem
from builder.directory.directory import Directory
from builder.directory.wording import facts_said

_PERSONAL_MAIL = re.compile(
    r"[\w.+-]+@(gmail|googlemail|outlook|hotmail|yahoo|icloud|gmx|proton|protonmail|web|mail)\.\w+(\.\w+)?"
    r"|\b[a-z]+\.[a-z]+@[\w-]+(\.[\w-]+)+",
    re.IGNORECASE,
)
_USER_PAGE = re.compile(
    r"(/wiki/|[?&]title=)(User|Benutzer(in)?|Usuari[ao]?|Utilisat(eur|rice)|Utente|Gebruiker|Usuári[ao]|Användare|Bruker|Bruger"
    r"|Käyttäjä|Wikipedysta|Uživatel|Участник|Користувач|مستخدم|משתמש|利用者|用户)([ _]?\w+)?:",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/.=-])\+\d[\d ()-]{7,}\d")
_HREF = re.compile(' href="([^"]*)"')
"""An address in sanitised HTML, where one blank is before each attribute."""


def persons(directory: Directory) -> Iterator[Problem]:
    """Yield private contacts in the routes and texts of facts; addresses of roles (`kind: role-email`) are allowed."""
    for type_ in ("partnerships", "groups", "organisations"):
        for record in directory.records(type_).values():
            yield from _routes(record)
    for path, keys, _, text in facts_said(directory):
        if "@" in text or "+" in text:
            yield from _contacts(Span(path, keys=keys), text)


def persons_in(path: str, body: Fragment) -> Iterator[Problem]:
    """Yield private contacts in the text and the links of a piece of prose."""
    yield from _contacts(Span(path), body.text)
    yield from _links(path, body)


def _contacts(span: Span, text: str) -> Iterator[Problem]:
    for sign, pattern, what in (("@", _PERSONAL_MAIL, "personal mail address"), ("+", _PHONE, "phone number")):
        if sign in text and (found := pattern.search(text)):
            yield problem("FP209", f'a {what} in the text: "{found[0]}"', replace(span, words=found[0]))


def _routes(record: Record[Any]) -> Iterator[Problem]:
    for at, route in enumerate(record.facts.routes):
        span = Span(record.path, keys=("routes", at, "url"))
        address = route.url.removeprefix("mailto:")
        if _is_user_page(route.url):
            yield problem("FP209", f'"{route.url}" is the page of a person', span)
        elif address != route.url and _PERSONAL_MAIL.fullmatch(address.partition("?")[0]):
            yield problem("FP209", f'"{address}" looks like a person\'s address', span)
        elif address != route.url and route.kind != "role-email":
            remedy = "write kind: role-email if it is read by whoever holds a role; else leave it out"
            yield problem("FP209", f'"{address}" is not said to be the address of a role', span, remedy)


def _links(path: str, body: Fragment) -> Iterator[Problem]:
    for piece in body.pieces:
        for target in _HREF.findall(piece) if isinstance(piece, str) and "href=" in piece else ():
            address = unescape(target)
            if address.lower().startswith("mailto:") and _PERSONAL_MAIL.search(address[7:]):
                message = f'a link to the personal mail address "{address[7:]}"'
                yield problem("FP209", message, Span(path, words=address[7:]))
            elif _is_user_page(address):
                yield problem("FP209", f'"{address}" is the page of a person', Span(path, words=address))


def _is_user_page(address: str) -> bool:
    return _USER_PAGE.search(unquote(address)) is not None
