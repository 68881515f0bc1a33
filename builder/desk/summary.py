"""The last lines of a build or check: what was found and done, in one breath."""

from builder.build.options import Options, Report
from builder.core.text import count
from builder.desk.printer import tally


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
