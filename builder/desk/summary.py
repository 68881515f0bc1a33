"""The last lines of a build or check: what was found and done, in one breath."""

from builder.build.options import Options, Report
from builder.core.problems import Level, Problems
from builder.core.text import count


def summary(report: Report, options: Options) -> str:
    """Return what an editor wants to know last: problems, pages, and what changed on disk."""
    found = f"{tally(report.problems)[0].upper()}{tally(report.problems)[1:]}"
    if report.difference is None:
        nothing = " Nothing is published while this is so." if report.problems.block(options.strict) else ""
        return f"{found} ({count(report.entries, 'partnership')} checked).{nothing}"
    change = report.difference
    if report.note:
        found = f"{report.note}\n{found}"
    made = f"{count(report.pages, 'page')} and {count(report.files - report.pages, 'other file')} in {options.output}"
    if not change.write and not change.delete:
        return f"{found}. {made}: nothing had changed."
    return f"{found}. {made}: {len(change.write):,} written, {change.keep:,} unchanged, {len(change.delete):,} deleted."


def tally(problems: Problems) -> str:
    """Return how many errors and warnings there are, in how many files."""
    shown = [each for each in problems if each.level is not Level.INFO]
    if not shown:
        return "no problems"
    parts = [count(number, level.value) for level in (Level.ERROR, Level.WARNING) if (number := problems.count(level))]
    return f"{', '.join(parts)} in {count(len({each.span.path for each in shown}), 'file')}"
