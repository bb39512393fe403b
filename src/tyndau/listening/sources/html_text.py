"""Plain text out of the HTML in which Mastodon, YouTube and feeds wrap an utterance.

By regular expressions that look at each character once: html.parser of Python 3.11 takes minutes for 150 kB of `<a `,
which anybody may post, and raises on `<![`.
"""

import html
import re
from typing import Any

BREAKS = frozenset(("br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)"
    # A tag may have > within quotes; where quotes do not close, it ends at the first >.
    r"""|<[/!?]?(\[?[a-z][a-z0-9]*)[^<>"']*+(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*+)*+>"""
    r"|<[/!?]?(\[?[a-z][a-z0-9]*)[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)


def text_of(markup: Any) -> str:
    """What a reader would see: no tags, entities resolved, a line for each paragraph, none of them blank."""
    if not isinstance(markup, str):
        return ""
    said = html.unescape(MARKUP.sub(_shown, markup))
    return "\n".join(line for line in map(str.strip, said.split("\n")) if line)


def _shown(match: re.Match[str]) -> str:
    name = match[2] or match[3] or ""
    return "\n" if name.lower() in BREAKS else ""
