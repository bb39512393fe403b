"""The strength of a demand in templates: an interval in words, and a bar on one scale that all pages share.

The scale goes from 1 to a million in powers of ten, so that fifty voices and fifty thousand are both seen, and bars
of two pages can be compared. Geometry is written here: templates would print 12,5 for a reader of Russian.
"""

from math import log10

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from tyndau.portal import formatting, reader

register = template.Library()

DECADES, DECADE = 6, 40  # powers of ten, units of the viewBox each
WIDTH, MIDDLE, TICK = DECADES * DECADE, 8, 3
ENDS = {0: " first", DECADES: " last"}
TICKS = mark_safe(  # noqa: S308 - constants of ours
    f'<path class="strength-ground" d="M0 {MIDDLE}H{WIDTH}"/><path class="strength-tick" d="'
    + "".join(f"M{x} {MIDDLE - TICK}v{2 * TICK}" for x in range(0, WIDTH + 1, DECADE))
    + '"/>'
)


@register.simple_tag
def strength_words(low: int, high: int) -> SafeString:
    """`57–186 accounts` in the reader's language; a single number where both ends meet."""
    ends = formatting.interval(reader.language(), low, high)
    words = ngettext("%(interval)s account", "%(interval)s accounts", high)
    return mark_safe(words % {"interval": format_html('<strong class="interval">{}</strong>', ends)})  # noqa: S308


@register.simple_tag
def strength_bar(low: int, high: int, labels: bool = False) -> SafeString:
    """The interval drawn; hidden from screen readers, because the words beside it say the same.

    labels   write the powers of ten below
    """
    start, end = _x(low), _x(high)
    below = _labels() if labels else ""
    return format_html(
        '<svg class="strength-bar" viewBox="-4 0 {} {}" aria-hidden="true">{}'
        '<path class="strength-range" d="M{} {}H{}"/>{}</svg>',
        WIDTH + 8, 30 if labels else 16, TICKS, f"{start:.1f}", MIDDLE, f"{max(end, start + 0.1):.1f}", below,
    )  # fmt: skip


def _x(accounts: int) -> float:
    return min(float(WIDTH), DECADE * log10(max(accounts, 1)))


def _labels() -> SafeString:
    """Every other power, so that a million finds room on a phone; the ends are kept inside the drawing."""
    return format_html_join(
        "",
        '<text class="strength-label{}" x="{}" y="27">{}</text>',
        (
            (
                ENDS.get(power, ""),
                power * DECADE,
                formatting.number(reader.language(), 10**power),
            )
            for power in range(0, DECADES + 1, 2)
        ),
    )
