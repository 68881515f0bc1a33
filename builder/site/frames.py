"""The frame of a page: chrome, head, languages and crumbs."""

from functools import cache
from typing import Any

from builder.content.fragment import anchor_id
from builder.directory.translations import changed_since
from builder.model.config import MenuItem
from builder.model.languages import autonym, direction
from builder.site.labels import LISTS, N_
from builder.site.prose import Told, site_address
from builder.site.reader import Reader, once
from builder.site.routes import Addresses
from builder.site.views.parts import Chrome, Frame, Link, Words


def make_chrome(reader: Reader) -> Chrome:
    """Return what every page of one language shows; made once for each language."""
    config = reader.directory.config
    corrections = config.corrections
    return Chrome(
        lang=reader.lang,
        dir=direction(reader.lang),
        site_name=reader.plain(config.name),
        home=reader.addresses.page("/"),
        menu=_menu(reader, config.menu or _default_menu(reader)),
        footer=_menu(reader, config.footer),
        search=reader.page("/search/") if reader.search else "",
        assets=reader.addresses.file("assets/"),
        notice=reader.text(config.notice),
        licence_facts=config.licences.facts,
        licence_prose=config.licences.prose,
        compiled=reader.date(config.compiled),
        unreviewed=not reader.catalogue.reviewed,
        corrections=Link(corrections.url, corrections.url) if corrections else None,
        looked_after_by=reader.text(corrections.looked_after_by) if corrections else None,
        corrections_languages=reader.join(reader.language(tag) for tag in corrections.languages) if corrections else "",
    )


def _menu(reader: Reader, items: tuple[MenuItem, ...]) -> tuple[Link, ...]:
    found = []
    for item in items:
        label = reader.text(item.label) or Words(item.to)
        found.append(Link(label.text, site_address(reader, item.to), lang=label.lang, dir=label.dir))
    return tuple(found)


def _default_menu(reader: Reader) -> tuple[MenuItem, ...]:
    """Return the lists that this directory has, where the configuration names no menu."""
    return tuple(
        MenuItem(label={reader.lang: reader.say(label)}, to=f"/{type_}/")
        for type_, label in LISTS.items()
        if reader.directory.records(type_)
    )


def make_frame(
    reader: Reader,
    chrome: Chrome,
    route: str,
    title: str,
    description: str = "",
    crumbs: tuple[Link, ...] = (),
    told: Told[Any] | None = None,
) -> Frame:
    """Return the frame of one page; a record that is not translated here is a fallback, canonical to the original."""
    record = told.record if told else None
    own = reader.own_language(record) if record else reader.lang
    tags = reader.directory.config.languages
    translated = {own, *(each.lang for each in record.translations)} if record else set(tags)
    fallback = told is not None and reader.lang not in translated and bool(told.body.pieces)
    source = reader.default if fallback else reader.lang
    return Frame(
        chrome=chrome,
        title=title,
        description=description,
        canonical=_addresses(reader, source).absolute(route),
        languages=tuple(
            [
                Link(autonym(tag), _addresses(reader, tag).page(route), "", tag, direction(tag), tag == reader.lang)
                for tag in tags
            ]
        ),
        alternates=() if fallback else _alternates(reader, route, translated),
        crumbs=crumbs,
        fallback=fallback,
        own=reader.language(own) if fallback else "",
        behind=_behind(reader, told, route) if told else (),
        indexed=not fallback,
    )


def _behind(reader: Reader, told: Told[Any], route: str) -> tuple[Link, ...]:
    """Return links to the sections of the original that changed since the page's translation was made."""
    record, translation = told.record, reader.translation(told.record)
    changed = changed_since(record, translation) if translation else ()
    if not changed or record.path not in told.bodies:
        return ()
    own = reader.own_language(record)
    page = _addresses(reader, own if own in reader.directory.config.languages else reader.default).page(route)
    named = {each.id: each.text for each in told.bodies[record.path].headings}
    found = [anchor_id(id_) for id_ in changed]
    links = [Link(named[id_], f"{page}#{id_}", "", own, direction(own)) for id_ in found if id_ in named]
    return tuple(links) or (Link(reader.say(N_("the original")), page),)


def _alternates(reader: Reader, route: str, translated: set[str]) -> tuple[Link, ...]:
    """Return the languages in which this page really is, by hreflang; none when there is only one."""
    real = [tag for tag in reader.directory.config.languages if tag in translated]
    if len(real) < 2:
        return ()
    links = [Link(tag, _addresses(reader, tag).absolute(route)) for tag in real]
    return (*links, Link("x-default", links[0].href))


@once
def _addresses(reader: Reader, tag: str) -> Addresses:
    config = reader.directory.config
    return language_addresses(config.base_url, config.base_path, "" if tag == config.default_language else tag)


@cache
def language_addresses(base_url: str, base_path: str, prefix: str) -> Addresses:
    """Return the addresses of one language; the default language has no prefix."""
    return Addresses(base_url, base_path, prefix)
