"""What the method page says of the run at hand, in figures with their n."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tyndau.portal.demands.models import Run
from tyndau.portal.demands.queries import channel_name


@dataclass(frozen=True)
class Told:
    """Counts and shares of a run: pairs of words and value; shares carry their n."""

    counts: list[tuple[str, int]]
    shares: list[tuple[str, float, int]]
    inputs: list[tuple[str, int, int]]
    parameters: list[tuple[str, Any]]
    versions: list[tuple[str, str]]
    channels: str
    jurisdiction: str


def told(run: Run) -> Told:
    counts, shares = run.told["counts"], run.told["shares"]
    names = {
        "posts_without_place": _("Posts whose region is not known"),
        "posts_without_topic": _("Posts in which no topic was recognised"),
        "voices_without_place": _("Posts that ask for something, region not known"),
        "demands_without_body": _("Demands for which no body could be determined"),
        "demands_with_unverified_body": _("Demands whose legal basis nobody has verified yet"),
    }
    rows = [
        (_("Posts read"), counts["posts"]),
        (_("Accounts that wrote them"), counts["accounts"]),
        (_("Posts read twice, counted once"), counts.get("duplicates", 0)),
        (_("Posts that repeat another one (echoes)"), counts.get("echo_posts", 0)),
        (_("Posts that ask for something"), counts["voices"]),
        (_("Demands published"), run.demands),
        (_("Demands whose upper figure is below five accounts, not published"), run.hidden),
        (_("Rows that could not be read"), counts.get("rejected", 0)),
    ]
    return Told(
        counts=rows,
        shares=[(names[key], one["share"], one["n"]) for key, one in shares.items() if key in names and one["n"]],
        inputs=[(one["format"], one["rows"], one["rejected"]) for one in run.told["inputs"]],
        parameters=[(key, value) for key, value in sorted(run.told["parameters"].items()) if value not in (None, {})],
        versions=sorted(run.told["versions"].items()),
        channels=", ".join(channel_name(one) for one in run.channels),
        jurisdiction=f"{run.jurisdiction} {run.told['jurisdiction'].get('sha256', '')[:12]}",
    )
