"""The command `fingerpost`: wiring only. What each command needs is imported when it runs, so that help is instant."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder import __version__
from builder.desk.commands import COMMANDS

if TYPE_CHECKING:
    from rich.console import Console

    from builder.build.options import Options, Progress, Report
    from builder.core.problems import Stop

FINE, CONTENT, STRICT, BUG, INTERRUPTED = 0, 1, 3, 4, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fingerpost")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Directory of the site; by default the one you are in.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")
@click.option("--debug", is_flag=True, help="Show where in the program something failed.")
@click.pass_context
def fingerpost(context: click.Context, site: Path, quiet: bool, debug: bool) -> None:
    """Compile a directory of partnerships, written in Markdown, into a searchable website.

    \b
    fingerpost init my-directory   start a new directory
    fingerpost new partnership ID  start a new entry
    fingerpost serve               look at the website while you write
    fingerpost check               find mistakes, without building
    fingerpost build               build the website into public/
    """
    context.obj = {"root": site, "quiet": quiet, "debug": debug}


def with_build_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that building and checking share."""
    for option in reversed((
        click.option("--strict", is_flag=True, help="Treat warnings as errors (exit code 3)."),
        click.option("--drafts", is_flag=True, help="Include entries that say draft: true."),
        click.option("--as-of", metavar="DATE", help="Count ages to this day; else SOURCE_DATE_EPOCH, else today."),
        click.option("--base-url", metavar="URL", default="", help="Address of the site; else that in its settings."),
        click.option("--no-search", is_flag=True, help="Leave out full-text search."),
        click.option("--jobs", type=click.IntRange(0), metavar="N", default=0, help="How many processes may work."),
    )):  # fmt: skip
        command = option(command)
    return command


@fingerpost.command()
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False),
    help="Where the website goes; by default public/, with --offline offline/.",
)  # fmt: skip
@click.option("--offline", is_flag=True, help="Make a website to read from a folder or a stick, without a server.")
@click.option(
    "--verify", is_flag=False, flag_value=50, default=0, type=click.IntRange(0), metavar="[N]",
    help="Make N pages (50) anew that could be kept, and compare.",
)  # fmt: skip
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write counts and times to FILE as JSON.",
)  # fmt: skip
@with_build_options
@click.pass_obj
def build(common: dict[str, Any], /, output: Path | None, report_file: Path | None, **given: Any) -> None:
    """Build the website into public/. Nothing is published while there is an error.

    What did not change is kept from the build before, in .cache/, and comes out byte for byte as if all were made anew.
    With --offline links are relative and name their files, and there are no scripts and no search.
    """
    from builder.desk.report import write_report

    options = _options(common, output, **given)
    report = _run(common["root"], options, common["quiet"], publishing=True)
    if report_file:
        write_report(report_file, report)
    _finish(common, report, options)


@fingerpost.command(short_help="Remove what was built.")
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the website is; by default public/."
)
@click.pass_obj
def clean(common: dict[str, Any], output: Path | None) -> None:
    """Remove the built website, and .cache/ with what was kept between builds. Files of others stay."""
    from builder.desk.clean import clean_site

    said = clean_site(common["root"], output or common["root"] / "public")
    if not common["quiet"]:
        click.echo(said)


@fingerpost.command(short_help="Find mistakes, without building.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or for programs."
)
@with_build_options
@click.pass_obj
def check(common: dict[str, Any], /, form: str, **given: Any) -> None:
    """Find everything that a build would complain about, without building."""
    from builder.desk.printer import as_json

    options = _options(common, None, **given)
    report = _run(common["root"], options, common["quiet"] or form == "json", publishing=False)
    if form == "json":
        click.echo(as_json(report.problems, entries=report.entries))
        raise SystemExit(_exit_code(report, options))
    _finish(common, report, options)


@fingerpost.command(short_help="Show the website while you write, and follow every change.")
@click.option("--port", type=click.IntRange(0, 65535), help="By default 8000 or the next free one; 0 is any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; others let others in.")
@click.option("--open", "opens", is_flag=True, help="Open the website in a browser.")
@click.option("--drafts", is_flag=True, help="Include entries that say draft: true.")
@click.option("--as-of", metavar="DATE", help="Count ages to this day; else SOURCE_DATE_EPOCH, else today.")
@click.option("--no-search", is_flag=True, help="Leave out full-text search.")
@click.pass_obj
def serve(common: dict[str, Any], /, *, port: int | None, host: str, opens: bool, **given: Any) -> None:
    """Show the website on this machine while you write: pages follow every change, and problems appear in them.

    It is built into .cache/serve/; public/ stays as it is. Ctrl-C ends it, with exit code 0.
    """
    from builder.desk.options import build_date
    from builder.desk.serving.hosts import listen
    from builder.desk.serving.messages import Start
    from builder.desk.serving.server import OUTPUT, Place, site_root
    from builder.desk.serving.server import serve as run
    from builder.desk.serving.terminal import Terminal

    root = site_root(common["root"])
    start = Start(str(root), str(root / OUTPUT), build_date(given["as_of"]), given["drafts"], not given["no_search"])
    try:
        listening = listen(host, port)
    except OSError as fault:
        raise click.UsageError(f"Cannot listen at {host}, port {port or 8000}: {fault.strerror or fault}.") from None
    quiet = common["quiet"]
    terminal = Terminal(_console(stderr=False), root, lambda: _progress(quiet), quiet=quiet, debug=common["debug"])
    run(start, Place(listening, host, opens), terminal)


for each in COMMANDS:
    fingerpost.add_command(each)


def _options(
    common: dict[str, Any], output: Path | None, *, as_of: str | None, no_search: bool, **given: Any
) -> "Options":
    from builder.build.options import Options
    from builder.desk.options import build_date

    offline = given.get("offline", False)
    target = output or common["root"] / ("offline" if offline else "public")
    return Options(target, build_date(as_of), search=not (no_search or offline), **given)


def _run(root: Path, options: "Options", quiet: bool, publishing: bool) -> "Report":
    """Look at what there is to do, and do it; while many files are hashed beside us, what will be needed is loaded."""
    from builder.content.inputs import are_many, reading_inputs

    with reading_inputs(root) as inputs:
        if are_many(root):
            import builder.build.pipeline  # noqa: F401
        from builder.build.last import look

        looked = look(root, options, inputs(), publishing)
    if looked.report:
        return looked.report
    from builder.build.pipeline import build, check

    with _progress(quiet) as progress:
        return build(root, options, progress, looked) if publishing else check(root, options, progress, looked)[0]


def _finish(common: dict[str, Any], report: "Report", options: "Options") -> None:
    """Print problems and what was done, and end with the exit code that says the same."""
    from builder.desk.summary import summary

    if len(report.problems):
        from builder.desk.printer import show

        show(_console(stderr=False), report.problems, common["root"])
    if not common["quiet"]:
        click.echo(summary(report, options))
    raise SystemExit(_exit_code(report, options))


def _exit_code(report: "Report", options: "Options") -> int:
    from builder.core.problems import USAGE, Level

    if report.problems.count(Level.ERROR):
        return USAGE if report.configuration else CONTENT
    return STRICT if options.strict and report.problems.count(Level.WARNING) else FINE


def _progress(quiet: bool) -> "AbstractContextManager[Progress]":
    """Return what shows how far a run is: a bar in a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda step, done, total: None)
    from builder.desk.progress import showing_progress

    return showing_progress(_console(stderr=True))


def _console(stderr: bool) -> "Console":
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


def main() -> None:
    """Run the command; every way to fail has its exit code, and no traceback without --debug."""
    from builder.core.problems import Stop

    gc.set_threshold(100_000, 50, 100)  # nearly all that a build makes lives until its end; looking costs a tenth
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # what happens to be installed beside us must not change what is read
    try:
        code = fingerpost.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else FINE)
    except Stop as stop:
        sys.exit(_show_stop(stop))
    except click.exceptions.Abort:
        click.echo("Interrupted. If a build was writing, run it again: it goes on where this one stopped.", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"This is a bug in fingerpost, not in your content: {type(error).__name__}: {error}", err=True)
        click.echo("Run the command again with --debug before it, and report what it prints.", err=True)
        sys.exit(BUG)


def run() -> None:
    """Be the program: as `main`, but end at once: to take apart what a build held in memory costs a tenth of it."""
    try:
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code if isinstance(ended.code, int) else BUG)


def _show_stop(stop: "Stop") -> int:
    from builder.desk.printer import show

    show(_console(stderr=True), [stop.problem], Path())
    return stop.exit_code
