"""What commands are told by their surroundings: the day to build for."""

import os
from datetime import UTC, date, datetime

from builder.core.problems import USAGE, Span, Stop, problem
from builder.model.dates import parse_date


def build_date(given: str | None) -> date:
    """Return the day that ages are counted to: as given, else SOURCE_DATE_EPOCH, else today in UTC.

    The variable is that of reproducible-builds.org.
    """
    if given:
        try:
            day = parse_date(given)
        except ValueError as error:
            raise Stop(problem("FP108", f'"{given}" is not a date', Span("--as-of"), str(error)), USAGE) from None
        if not day.known:
            raise Stop(problem("FP108", f'"{given}" is not a day', Span("--as-of"), "write YYYY-MM-DD"), USAGE)
        return day.earliest
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            message = f'"{epoch}" is not a number of seconds since 1970'
            raise Stop(problem("FP108", message, Span("SOURCE_DATE_EPOCH"), "correct it, or unset it"), USAGE) from None
    return datetime.now(UTC).date()
