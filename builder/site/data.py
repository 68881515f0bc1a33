"""/data/: what can be taken along, with its schema, licence and checksums; and the JSON Schema of the open data."""

from collections.abc import Iterator

from builder.directory.directory import Directory
from builder.site.frames import make_frame, telling
from builder.site.jsonld import Thing, licence, thing
from builder.site.kinds import Bodies, Edition, FileRecipe, Indexes, Kind, PageRecipe, Recipe, Unit
from builder.site.labels import N_
from builder.site.outputs import open_data, table
from builder.site.outputs.schema import SCHEMA, open_data_schema
from builder.site.reader import Reader
from builder.site.routes import DATA, feed_route, list_route
from builder.site.views.data import DataView, Export
from builder.site.views.parts import Fact, Link

SUMS = "data/SHA256SUMS"
"""The checksums of what stands under /data/, as `sha256sum` reads them; they are known at the end of a build."""

CHECK = "sha256sum --check --ignore-missing SHA256SUMS"

FORMS = {
    "json": "application/json",
    "csv": "text/csv",
    "xml": "application/xml",
    "feed.xml": "application/atom+xml",
}


def _units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("data", "", (DATA,))


def _page(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    yield PageRecipe(edition.reader.addresses.path(DATA), "data.html", data_view(edition))


def _schema_units(directory: Directory, indexes: Indexes) -> Iterator[Unit]:
    yield Unit("schema", "", (f"/{SCHEMA}",))


def _schema(edition: Edition, unit: Unit, bodies: Bodies) -> Iterator[Recipe]:
    yield FileRecipe(SCHEMA, open_data_schema(edition.reader.directory.config.base_url))


KINDS = (Kind("data", _units, _page), Kind("schema", _schema_units, _schema, once=True))


def data_view(edition: Edition) -> DataView:
    """Return the view of /data/."""
    reader = edition.reader
    heading, intro = reader.say(N_("All the data")), reader.say(N_("All that this list knows. Take it without asking."))
    exports = tuple(_exports(reader))
    frame = make_frame(reader, edition.chrome, DATA, heading, intro)
    return DataView(
        frame=telling(frame, lambda: _catalogue(reader, heading, intro, exports)),
        title=heading,
        intro=intro,
        exports=exports,
        sums=Link("SHA256SUMS", reader.addresses.file(SUMS)),
        check=CHECK,
    )


def _exports(reader: Reader) -> Iterator[Export]:
    names, config = reader.directory.config.licences, reader.directory.config
    both, schema = (names.facts, names.prose), Link("JSON Schema", reader.addresses.file(SCHEMA))
    feed = reader.page(feed_route(list_route("partnerships")))
    yield _export(reader, N_("Everything, as the editors wrote it"), open_data.PATH, both, schema)
    yield _export(reader, N_("The partnerships as a table"), table.PATH, both, schema, table.COLUMNS)
    if config.publish_markdown:
        title, file = reader.say(N_("The text of each partnership, from the foot of its page")), Link("entry.md")
        yield Export(title, file, (_licences(reader, both),))
    atom = Link("Atom (RFC 4287)", "https://www.rfc-editor.org/rfc/rfc4287")
    yield _export(reader, N_("What is new; every list has such a feed"), feed, both, atom)
    sitemaps = Link("sitemaps.org", "https://www.sitemaps.org/protocol.html")
    yield _export(reader, N_("The addresses of all pages"), "sitemap.xml", both[:1], sitemaps)
    yield _export(reader, N_("All files of this site with their checksums"), "build.json", both[:1])


def _export(
    reader: Reader,
    title: str,
    path: str,
    licences: tuple[str, ...],
    schema: Link | None = None,
    columns: tuple[str, ...] = (),
) -> Export:
    """Return a file of the site by its path, or by its whole address on the host."""
    href = path if path.startswith("/") else reader.addresses.file(path)
    facts = [Fact(reader.say(N_("Schema")), (schema,))] if schema else []
    facts += [Fact(reader.say(N_("Columns")), tuple(map(Link, columns)))] if columns else []
    return Export(reader.say(title), Link(href.rpartition("/")[2], href), (*facts, _licences(reader, licences)))


def _licences(reader: Reader, names: tuple[str, ...]) -> Fact:
    return Fact(reader.say(N_("Licences")), tuple(Link(name, licence(name)) for name in dict.fromkeys(names)))


# ------------------------------------------------------------------------------------------------ for programs


def _catalogue(reader: Reader, heading: str, intro: str, exports: tuple[Export, ...]) -> Thing:
    """Return the page as a catalogue of one data set in several forms."""
    config = reader.directory.config
    at = reader.addresses.absolute(DATA)
    names = (config.licences.facts, config.licences.prose)
    host = config.base_url.removesuffix(config.base_path)
    files = [
        thing("DataDownload", name=each.title, contentUrl=host + each.file.href, encodingFormat=_form(each.file.text))
        for each in exports
        if each.file.href
    ]
    known = thing(
        "Dataset",
        name=reader.plain(config.name),
        description=reader.plain(config.description) or intro,
        url=at,
        license=list(dict.fromkeys(map(licence, names))),
        isAccessibleForFree=True,
        distribution=files,
    )
    return thing("DataCatalog", url=at, name=heading, description=intro, inLanguage=reader.lang, dataset=known)


def _form(name: str) -> str:
    """Return the media type of a file by its name."""
    return FORMS.get(name) or FORMS[name.rpartition(".")[2]]
