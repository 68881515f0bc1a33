"""What commands are told by their surroundings: the day to build for."""

import os
from datetime import UTC, date, datetime

from builder.core.problems import USAGE, Span, Stop, problem
from builder.model.dates import parse_date


def build_date(given: str | None) -> date:
    """Return the day that ages are counted to: as given, else SOURCE_DATE_EPOCH (reproducible-builds.org), else today."""
    if given:
        try:
            return parse_date(given).earliest
        except ValueError as error:
            raise Stop(problem("FP108", f'"{given}" is not a date', Span("--as-of"), str(error)), USAGE) from None
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdigit():
            raise Stop(problem("FP108", f'"{epoch}" is not a number of seconds', Span("SOURCE_DATE_EPOCH")), USAGE)
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
