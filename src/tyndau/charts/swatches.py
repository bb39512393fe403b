"""What the colours of a picture stand for: squares with words, coloured by the classes of the picture."""

from collections.abc import Sequence

from markupsafe import Markup

from tyndau.charts.figure import joined

SLANTS = Markup('<path class="hatch" d="M3 15 15 1M10 15 22 1"/>')
SWATCH = Markup(
    '<li><svg class="swatch" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">'
    '<g class="{kind}"><rect x="1" y="1" width="22" height="14" rx="3"/>{lines}</g></svg>{words}</li>'
)


def swatches(entries: Sequence[tuple[str, str, bool]]) -> Markup:
    """A list in HTML, empty where there are no entries.

    entries   class, words, whether it is hatched; in the order in which they shall stand
    """
    if not entries:
        return Markup("")
    items = [
        SWATCH.format(kind=kind, words=words, lines=SLANTS if hatched else Markup(""))
        for kind, words, hatched in entries
    ]
    return Markup('<ul class="legend">{items}</ul>').format(items=joined(items))
