"""How often one visitor may do what: the kinds, how a limit is written, and the mark that puts it on a view.

    @limited("search")
    def demand_list(request): ...

The mark only names the kind; `web.limits` counts, and refuses with 429. Every request counts as "pages" without a mark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tyndau.portal import environment as env

View = TypeVar("View", bound=Callable[..., Any])
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
# Of these only what changes something counts, not the look at the form.
FORMS = frozenset(("forms", "login"))
KINDS = frozenset(("pages", "search")) | FORMS


@dataclass(frozen=True)
class Limit:
    """`times` requests within `seconds`, counted in windows that begin at multiples of `seconds`."""

    times: int
    seconds: int


def read(name: str, default: str) -> Limit | None:
    """A limit from the environment: 60/m, 10/h, 5/s, 100/d; `off` for none. Refuses BadSetting."""
    written = env.text(name, default).lower()
    if written == "off":
        return None
    found = re.fullmatch(r"([1-9]\d{0,8})/([smhd])", written)
    if not found:
        raise env.BadSetting(name=name, value=written, wanted="600/m, 10/h, 5/s, 100/d, off")
    return Limit(int(found[1]), SECONDS[found[2]])


def limited(kind: str) -> Callable[[View], View]:
    """Mark a view: beyond the limit of its kind it is not called. Also for `SomeView.as_view()`."""
    if kind not in KINDS:
        raise ValueError(f"no kind of limit {kind!r}; there are {', '.join(sorted(KINDS))}")

    def mark(view: View) -> View:
        view.limited = kind  # type: ignore[attr-defined]
        return view

    return mark
