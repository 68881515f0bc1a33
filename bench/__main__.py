"""`python -m bench`: make a directory, build it again and again, and print what it took."""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bench.corpus import Corpus
from bench.figures import HEADS, LIVE_HEADS, Figures, as_markdown, as_text
from bench.live import reactions
from bench.measuring import Failed, Measured, machine, measure, written_since
from bench.programs import OURS, PEERS, Program, ours, own_command, pagefind_version, peers, site
from bench.scenarios import SCENARIOS, Place, Scenario

SERVE = "serve"
NAMES = (*(each.name for each in SCENARIOS), SERVE)
SMALLEST = 10


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure fingerpost, beside its peers where they are installed. Linux only."
    )
    parser.add_argument("--sizes", type=_size, nargs="+", default=[1000, 10_000], help="how many entries")
    parser.add_argument("--runs", type=int, default=3, help="how often each scenario is run")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="SCENARIO", help=", ".join(NAMES))
    parser.add_argument("--peers", nargs="*", choices=tuple(PEERS), default=tuple(PEERS), help="programs beside ours")
    parser.add_argument("--search", action=argparse.BooleanOptionalAction, default=True, help="with full-text search")
    parser.add_argument("--languages", nargs="+", default=["en"], help="of the site; more than one is ours alone")
    parser.add_argument("--indexed", type=int, default=1000, help="characters of each text that our search reads")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes another directory")
    parser.add_argument("--at", type=Path, default=Path(".cache/bench"), help="where the directories are written")
    parser.add_argument("--fingerpost", default=own_command(), help="our command, if not the one beside this Python")
    parser.add_argument("--markdown", action="store_true", help="print tables as Markdown")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every run to a file")
    return parser.parse_args(words)


def _size(text: str) -> int:
    if (size := int(text)) < SMALLEST:
        raise argparse.ArgumentTypeError(f"{SMALLEST} entries at least")
    return size


def compare(given: argparse.Namespace, size: int, programs: Sequence[Program]) -> Figures:
    """Make directories of one size and run every scenario for every program, in turn."""
    corpus = Corpus(size, given.seed, tuple(given.languages), given.indexed)
    places = [Place(corpus, each, given.at / str(size) / each.name.replace(" ", "")) for each in programs]
    for place in places:
        _fill(place)
    figures = Figures(size, {}, {})
    for turn in range(given.runs):
        for scenario in (each for each in SCENARIOS if each.name in given.only):
            _tell(f"{size:,} entries, run {turn + 1} of {given.runs}: {scenario.about}")
            for place in places:
                if scenario.command in place.program.commands:
                    runs = figures.runs.setdefault((scenario.name, place.program.name), [])
                    runs.append(_once(place, scenario, turn))
    own = next((each for each in places if each.program.name == OURS), None)
    if own and SERVE in given.only:
        _tell(f"{size:,} entries: edits while the site is served")
        figures.live.update(reactions(own, range(given.runs, 2 * given.runs)))
    return figures


def _fill(place: Place) -> None:
    """Write a directory, in place of what an earlier run left."""
    shutil.rmtree(place.folder, ignore_errors=True)
    place.folder.mkdir(parents=True)
    if place.program.dialect:
        place.write(site(place.program.dialect, place.corpus))


def _once(place: Place, scenario: Scenario, turn: int) -> Measured:
    scenario.change(place, turn)
    begun = time.time()
    measured = measure(place.program.commands[scenario.command], place.folder)
    if not scenario.seen(place, turn):
        raise Failed(f"{place.program.name} did not take up: {scenario.about}")
    return replace(measured, written=sum(1 for _ in written_since(place.folder / place.program.output, begun)))


def _warm_up(programs: Sequence[Program]) -> None:
    """Let each program build something small, so that the first run does not also fetch it from the disk."""
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            place = Place(Corpus(SMALLEST), program, Path(folder) / program.name.replace(" ", ""))
            _fill(place)
            for commands in (program.commands[each] for each in program.commands if each != SERVE):
                measure(commands, place.folder)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and print what was found."""
    given = arguments(words)
    if sys.platform != "linux":
        sys.exit("The benchmark reads /proc, which only Linux has.")
    own = ours(given.fingerpost, given.search)
    beside = [each for each in peers(given.peers, given.search) if not each.dialect or len(given.languages) == 1]
    programs = [*beside, own]
    about = {**machine(), **{each.name: each.version for each in programs if each.version}}
    about |= {"pagefind": pagefind_version()} if given.search else {}
    show = as_markdown if given.markdown else as_text
    print("\n".join(f"{'- ' if given.markdown else ''}{name}: {value}" for name, value in about.items()))
    print(f"\n{given.runs} runs each, {'with' if given.search else 'without'} full-text search: medians and ranges")
    print(f"ratio: our median wall time as a part of that of {beside[0].name}" if beside and beside[0].dialect else "")
    found = []
    try:
        _warm_up(programs)
        for size in given.sizes:
            found.append(figures := compare(given, size, programs))
            _show(figures, show)
    except Failed as fault:
        sys.exit(str(fault))
    if given.json:
        given.json.write_text(json.dumps({"about": about, "sizes": [each.plain() for each in found]}, indent=1) + "\n")
    return 0


def _show(figures: Figures, show: Callable[[Sequence[str], Sequence[tuple[str, ...]]], str]) -> None:
    print(f"\n{figures.size:,} entries\n\n{show(HEADS, list(figures.rows()))}", flush=True)
    if figures.live:
        print(f"\n{show(LIVE_HEADS, list(figures.live_rows()))}", flush=True)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
