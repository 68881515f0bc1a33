"""Partial dates: a year, a month or a day, perhaps about or uncertain, or unknown.

Two dates conflict only where no reading agrees; age counts from the earliest day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?(?P<mark>[~?]?)")
_TURNED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, month or day; `year` 0 is unknown; `mark` is `~` (about), `?` (uncertain) or empty."""

    year: int = 0
    month: int = 0
    day: int = 0
    mark: str = ""

    @property
    def known(self) -> bool:
        """Say whether there is a year at all."""
        return self.year > 0

    @property
    def earliest(self) -> date:
        """Return the first day that it can mean (year 1 when unknown)."""
        return date(self.year or 1, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last day that it can mean (year 9999 when unknown)."""
        if not self.known:
            return date.max
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def agrees(self, other: "PartialDate") -> bool:
        """Say whether some reading of both is the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def __str__(self) -> str:
        if not self.known:
            return "unknown"
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts) + self.mark


UNKNOWN = PartialDate()


def parse_date(text: str) -> PartialDate:
    """Read `2014`, `2014-05`, `2014-05-01`, each with `~` or `?`, or `unknown`; ValueError says what to write."""
    if text == "unknown":
        return UNKNOWN
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(_advice(text))
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    if (found["month"] and not 1 <= month <= 12) or year == 0:
        raise ValueError(f"there is no month {month:02}" if year else "there is no year 0000")
    if found["day"] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"there is no {day} {calendar.month_name[month]} {year}")
    return PartialDate(year, month, day, found["mark"])


def _advice(text: str) -> str:
    """Say how to write what the person probably meant."""
    if not (turned := _TURNED.fullmatch(text)):
        return "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ for about or ? for uncertain, or unknown"
    first, second, year = (int(part) for part in turned.groups())
    readings = dict.fromkeys(
        f"{year:04}-{month:02}-{day:02}"
        for day, month in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 1, month)[1]
    )
    if readings:
        return "write " + " or ".join(readings)
    months = [month for month in (second, first) if 1 <= month <= 12]
    if not months:
        return "there is no such date; write YYYY-MM-DD"
    day = first if months[0] == second else second
    return f"there is no {day} {calendar.month_name[months[0]]} {year}; write YYYY-MM-DD"
