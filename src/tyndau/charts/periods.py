"""Days, weeks or months: into which periods a span of time is cut for a picture, and where its months begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["day", "week", "month"]
MOST_DAYS = 63  # nine weeks
MOST_WEEKS = 105  # two years
MONTH_STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120, 600)


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included; not `whole` where the span begins or ends inside the week or month."""

    first: date
    last: date
    whole: bool = True


@dataclass(frozen=True)
class MonthStart:
    """`at`: where on the axis the month begins, 0 at the beginning of the first period, 1 at the end of the last."""

    day: date
    at: float


def kind_of(first: date, last: date) -> Kind:
    """Days up to nine weeks, weeks up to two years, months beyond: never more columns than a phone can show."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return "day"
    return "week" if days <= 7 * (MOST_WEEKS - 1) else "month"


def periods(first: date, last: date, kind: Kind | None = None) -> list[Period]:
    """Cut a span into days, weeks (from Monday) or calendar months; the first and last may be part of one.

    first, last   local dates, both included
    kind          None: chosen by the length of the span
    Raises ValueError where the span ends before it begins
    """
    if last < first:
        raise ValueError(f"the span ends on {last}, before it begins on {first}")
    kind = kind or kind_of(first, last)
    found = []
    start = first
    while True:
        begins, ends = _around(start, kind)
        stop = min(ends, last)
        found.append(Period(start, stop, start == begins and stop == ends))
        if stop == last:
            return found
        start = stop + timedelta(days=1)


def counted(cut: list[Period], by_day: Mapping[date, int]) -> list[int]:
    """The sum of each period; a day without an entry counts as zero.

    Raises ValueError for a day outside the periods: nothing is left out in silence
    """
    sums = [0] * len(cut)
    starts = {
        period.first + timedelta(days=n): number for number, period in enumerate(cut) for n in range(_days(period))
    }
    for day, n in by_day.items():
        if day not in starts:
            raise ValueError(f"{day} lies outside {cut[0].first} to {cut[-1].last}")
        sums[starts[day]] += n
    return sums


def last_weeks(by_day: Mapping[date, int], last: date, weeks: int = 12) -> list[int]:
    """The sums of the last spans of seven days, in order of time: none is unfinished, so none falls for want of days.

    last   the last day that was counted to its end; days after it and before the first span are left out
    """
    sums = [0] * weeks
    for day, n in by_day.items():
        back = (last - day).days // 7
        if 0 <= back < weeks:
            sums[weeks - 1 - back] += n
    return sums


def month_starts(cut: list[Period], most: int = 4) -> list[MonthStart]:
    """The first days of months inside the periods, thinned to every second, third, sixth … month: at most `most`."""
    found = []
    for number, period in enumerate(cut):
        day = period.first if period.first.day == 1 else _next_month(period.first)
        while day <= period.last:
            found.append(MonthStart(day, (number + (day - period.first).days / _days(period)) / len(cut)))
            day = _next_month(day)
    for step in MONTH_STEPS:
        thinned = [one for one in found if (one.day.year * 12 + one.day.month - 1) % step == 0]
        if len(thinned) <= most:
            return thinned
    return []


def number_of(cut: list[Period], day: date) -> int | None:
    """The number of the period that holds a day; None outside."""
    return next((number for number, period in enumerate(cut) if period.first <= day <= period.last), None)


def _around(day: date, kind: Kind) -> tuple[date, date]:
    if kind == "day":
        return day, day
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), _next_month(day) - timedelta(days=1)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _days(period: Period) -> int:
    return (period.last - period.first).days + 1
