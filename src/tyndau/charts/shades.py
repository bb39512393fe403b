"""Which of five shades a value gets, and the legend that says so: the same for tiles and for boundaries."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tyndau.charts.swatches import swatches

STEPS = 5
FEW = "few"  # suppressed or unknown


@dataclass(frozen=True)
class Range:
    """The values from `low` to `high`, both included, get the class `step-{step}`."""

    step: str
    low: int
    high: int


def step_of(value: int | None, greatest: int) -> str:
    """The shade of a value: steps of equal count difference up to the greatest; zero and unknown have their own."""
    if value is None:
        return FEW
    if not value:
        return "0"
    return str(min(STEPS, 1 + value * STEPS // (greatest + 1)))


def ranges(greatest: int) -> list[Range]:
    """What each shade stands for, from zero up: the caller puts it in words. Shades that no value can get are left out.

    Where `greatest` is below five, some of the five are.
    """
    found = [Range("0", 0, 0)]
    for step in range(1, STEPS + 1):
        low = max(1, -(-(step - 1) * (greatest + 1) // STEPS))
        high = -(-step * (greatest + 1) // STEPS) - 1
        if low <= high:
            found.append(Range(str(step), low, high))
    return found


def legend(entries: Sequence[tuple[str, str]]) -> Markup:
    """A list of swatches with words.

    entries   step ("0" to "5", "few") and its words, in the order in which they shall stand
    """
    return swatches([(f"step-{step}", words, step == FEW) for step, words in entries])
