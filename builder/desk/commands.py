"""The commands with which an editor writes: new files, translations, a directory of one's own, problems explained.

Wiring only, as in `cli`: what each command needs is imported when it runs.
"""

import sys
from pathlib import Path
from typing import Any

import click

TYPES = ("partnership", "guide", "group", "organisation", "page")


@click.command(short_help="Start a new entry, guide, group, organisation, page or translation.")
@click.argument("type", type=click.Choice([*TYPES, "translation"]))
@click.argument("id")
@click.pass_obj
def new(common: dict[str, Any], type: str, id: str) -> None:
    """Start a new file of content: a scaffold that says what each field is for.

    TYPE is partnership, guide, group, organisation, page or translation. ID becomes the file name and the address:
    small letters, digits and hyphens, such as museum-of-the-sea. For a translation it names the original and the new
    language, such as guides/first-meeting.cy.
    """
    if type == "translation":
        from builder.desk.translating import new_translation

        made = new_translation(common["root"], id)
        click.echo(f"Wrote {made}. Write its texts in the new language, then run: fingerpost check")
        return
    from builder.desk.new import new_file

    ask = _ask if sys.stdin.isatty() and not common["quiet"] else None
    path = new_file(common["root"], f"{type}s", id, ask)
    click.echo(f"Wrote {path}. Fill it in, then run: fingerpost check")


def _ask(name: str, about: str) -> str:
    answer: str = click.prompt(f"{name} ({about})", default="", show_default=False)
    return answer


@click.command(short_help="Say that translations are up to date with their originals.")
@click.argument("paths", nargs=-1, metavar="[FILES]")
@click.option("--all", "every", is_flag=True, help="Every translation of the site.")
@click.pass_obj
def translated(common: dict[str, Any], paths: tuple[str, ...], every: bool) -> None:
    """Write into translation FILES, such as content/guides/first-meeting.cy.md, which sections they were made from.

    Run it when a translation says what its original says now: readers are told which sections change after that.
    """
    from builder.core.text import count
    from builder.desk.translating import mark_translated, translations

    wanted = translations(common["root"]) if every else [*paths]
    if not wanted:
        raise click.UsageError("Name a translation, or say --all.")
    for path in wanted:
        mark_translated(common["root"], path)
    click.echo(f"Marked {count(len(wanted), 'translation')}.")


@click.command(short_help="Start a new directory of your own.")
@click.argument("directory", type=click.Path(path_type=Path))
def init(directory: Path) -> None:
    """Start a new directory of your own in DIRECTORY: configuration, vocabularies, sample entries, workflow files."""
    from builder.core.text import count
    from builder.desk.init import init_site

    written = init_site(directory)
    click.echo(f"Wrote {count(len(written), 'file')} to {directory}. Next: cd {directory}, then fingerpost build")


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain a problem by its CODE, such as FP104."""
    from builder.desk.explain import explanation

    click.echo(explanation(code.upper()))


COMMANDS = (new, translated, init, explain)
