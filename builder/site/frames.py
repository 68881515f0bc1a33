"""The frame of a page: chrome, head, languages and crumbs."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from builder.content.fragment import anchor_id
from builder.content.records import Record
from builder.directory.translations import changed_since
from builder.model.config import PAGE, PATH, MenuItem
from builder.model.languages import direction
from builder.site.heads import page_kind, real_languages, share, source_language
from builder.site.jsonld import breadcrumbs, script
from builder.site.labels import LISTS, N_
from builder.site.prose import Told, site_link
from builder.site.reader import Reader, once
from builder.site.routes import record_route
from builder.site.standing import addresses_in, everything, in_language, language_for
from builder.site.views.parts import Chrome, Frame, Link, changed


def make_chrome(reader: Reader) -> Chrome:
    """Return what every page of one language shows; made once for each language."""
    config = reader.directory.config
    corrections = config.corrections
    return Chrome(
        lang=reader.lang,
        dir=direction(reader.lang),
        site_name=reader.plain(config.name),
        home=reader.addresses.page("/"),
        menu=tuple(site_link(reader, item) for item in config.menu or _default_menu(reader)),
        footer=tuple(site_link(reader, item) for item in config.footer),
        search=reader.page("/search/") if reader.search else "",
        assets=reader.addresses.file("assets/"),
        notice=reader.text(config.notice),
        licence_facts=config.licences.facts,
        licence_prose=config.licences.prose,
        compiled=reader.date(config.compiled),
        unreviewed=not reader.catalogue.reviewed,
        corrections=Link(corrections.url, _wrong(reader, "/")) if corrections else None,
        looked_after_by=reader.text(corrections.looked_after_by) if corrections else None,
        corrections_languages=reader.join(reader.language(tag) for tag in corrections.languages) if corrections else "",
    )


def _default_menu(reader: Reader) -> tuple[MenuItem, ...]:
    """Return the lists that this directory has, where the configuration names no menu."""
    return tuple(
        MenuItem(label={reader.lang: reader.say(label)}, to=f"/{type_}/")
        for type_, label in LISTS.items()
        if everything(reader).records(type_)
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
    real = real_languages(reader, record, route)
    source = reader.lang if record is None or reader.lang in real else source_language(reader, record, real)
    fallback = reader.lang not in real
    canonical = absolute(reader, source, route)
    crumbs = (_home(reader), *crumbs) if route != "/" else ()
    return Frame(
        chrome=chrome,
        title=title,
        description=description,
        canonical=canonical,
        languages=tuple([in_language(reader, route, tag) for tag in reader.directory.config.languages]),
        alternates=() if fallback else alternates(reader, route, real),
        crumbs=crumbs,
        fallback=fallback,
        own=reader.language(reader.own_language(record)) if fallback and record else "",
        behind=_behind(reader, told, route) if told else (),
        indexed=source == reader.lang,
        also=_also(reader, route, real) if record and record.prose else (),
        wrong=_wrong(reader, route),
        edit=_edit(reader, record) if record else "",
        share=share(reader, page_kind(route), real),
        things=(breadcrumbs(reader, crumbs, title, canonical),) if crumbs and source == reader.lang else (),
    )


def _behind(reader: Reader, told: Told[Any], route: str) -> tuple[Link, ...]:
    """Return links to the sections of the original that changed since the page's translation was made."""
    record, translation = told.record, reader.translation(told.record)
    changed = changed_since(record, translation) if translation else ()
    if not changed or record.path not in told.bodies:
        return ()
    own = reader.own_language(record)
    page = addresses_in(reader, own if own in reader.directory.config.languages else reader.default).page(route)
    named = {each.id: each.text for each in told.bodies[record.path].headings}
    found = [anchor_id(id_) for id_ in changed]
    links = [Link(named[id_], f"{page}#{id_}", "", own, direction(own)) for id_ in found if id_ in named]
    return tuple(links) or (Link(reader.say(N_("the original")), page),)


def unlisted(frame: Frame) -> Frame:
    """Return the frame of a page that search engines shall leave out."""
    return changed(frame, canonical="", alternates=(), indexed=False, share=None, things=())


def leading_on(reader: Reader, frame: Frame, successor: Record[Any]) -> Frame:
    """Return the frame of a page that leads on to that of its successor at once."""
    route = record_route(successor.type, successor.id)
    real, shown = real_languages(reader, successor, route), language_for(reader, route)
    source = shown if shown in real else source_language(reader, successor, real)
    moved = addresses_in(reader, shown).page(route)
    return changed(frame, canonical=absolute(reader, source, route), moved=moved, indexed=True)


def telling(frame: Frame, make: Callable[[], Mapping[str, object]]) -> Frame:
    """Return a frame that also tells programs of a thing (`jsonld.thing`), if they are asked to look at the page."""
    return changed(frame, things=(*frame.things, script(make()))) if frame.indexed else frame


def alternates(reader: Reader, route: str, real: tuple[str, ...]) -> tuple[Link, ...]:
    """Return the languages in which a page really is, by hreflang; none when there is only one."""
    if len(real) < 2:
        return ()
    links = [Link(tag, absolute(reader, tag, route)) for tag in real]
    return (*links, Link("x-default", links[0].href))


def absolute(reader: Reader, tag: str, route: str) -> str:
    """Return the whole address of a page in a language of the site."""
    return addresses_in(reader, tag).absolute(route)


@once
def _home(reader: Reader) -> Link:
    return Link(reader.say(N_("Home")), reader.addresses.page("/"))


def _also(reader: Reader, route: str, real: tuple[str, ...]) -> tuple[Link, ...]:
    """Return the other languages in which somebody wrote or translated a page's prose, in their own names."""
    return tuple([in_language(reader, route, tag) for tag in real if tag != reader.lang])


def _wrong(reader: Reader, route: str) -> str:
    """Return where to say that something is wrong with a page; empty where nobody looks after the site."""
    corrections = reader.directory.config.corrections
    if corrections is None:
        return ""
    return corrections.url.replace(PAGE, quote(reader.addresses.absolute(route), safe=""))


def _edit(reader: Reader, record: Record[Any]) -> str:
    """Return where the file of a page is changed, that of its translation where there is one; empty if nobody says."""
    form = reader.directory.config.edit_url or ""
    translation = reader.translation(record)
    return form.replace(PATH, quote(translation.path if translation else record.path))
