"""Words broken into lines of a width: a picture has no browser to do it."""

from collections.abc import Callable

ELLIPSIS = "…"


def wrapped(words: str, width: float, most: int, length: Callable[[str], float]) -> tuple[list[str], bool]:
    """At most `most` lines of at most `width`, and whether all words are in them; if not, the last ends in an ellipsis.

    words    single spaces between them; a word wider than a line is broken where it must
    length   measures a text, in the unit of `width`; a longer text is never shorter
    """
    lines: list[str] = []
    rest = words
    while rest and len(lines) < most:
        line, rest = _first_line(rest, width, length)
        lines.append(line)
    if rest:
        kept = _fitting(lines[-1], width - length(ELLIPSIS), length)
        lines[-1] = lines[-1][:kept].rstrip(" ,.;:-–—") + ELLIPSIS
    return lines, not rest


def _first_line(words: str, width: float, length: Callable[[str], float]) -> tuple[str, str]:
    fits = max(1, _fitting(words, width, length))  # a line always takes a letter, or there would be no end
    if fits == len(words):
        return words, ""
    space = words.rfind(" ", 0, fits + 1)
    if space > 0:
        return words[:space], words[space + 1 :]
    return words[:fits], words[fits:]


def _fitting(words: str, width: float, length: Callable[[str], float]) -> int:
    """How many letters from the beginning fit: a span doubled until it is too long, then halved."""
    low, high = 0, min(32, len(words))
    while high < len(words) and length(words[:high]) <= width:
        low, high = high, min(2 * high, len(words))
    while low < high:
        middle = (low + high + 1) // 2
        if length(words[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
