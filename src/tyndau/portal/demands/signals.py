"""Signal and noise in the reader's words: each figure of a demand with its n or interval, and the effort ladder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tyndau.charts import Figure, Interval, rows_of_bars
from tyndau.portal import formatting, reader
from tyndau.portal.demands.models import Signal
from tyndau.portal.demands.states import CarriedBy

COUNTED_BY_PLATFORMS = ("view", "like", "share")


@dataclass(frozen=True)
class Panel:
    """What a page shows. `facts`: name, value, what it rests on; the ladder is None where nobody acted."""

    carried_by: str
    meaning: str
    facts: list[tuple[str, str, str]]
    ladder: Figure | None
    seen: str


def panel(signal: Signal) -> Panel:
    return Panel(
        carried_by=str(CarriedBy(signal.carried_by).label),
        meaning=_meaning(signal.carried_by),
        facts=_facts(signal),
        ladder=ladder(signal.rungs),
        seen=seen(signal.rungs),
    )


def rung_name(code: str) -> str:
    return {
        "view": _("Views"), "like": _("Likes"), "share": _("Shares, as platforms count them"),
        "repost": _("Copied or passed on"), "comment": _("Answered somebody"), "post": _("Wrote a post of their own"),
        "report": _("Reported a place"), "call": _("Called a state line"), "appeal": _("Sent an appeal"),
        "signature": _("Signed with an e-signature"),
    }.get(code, code)  # fmt: skip


def ladder(rungs: Sequence[Sequence[Any]]) -> Figure | None:
    """Accounts on each rung, from the least effort to an act under one's own name."""
    code, shown = reader.language(), []
    for rung, acts, accounts, _posts in rungs:
        if rung in COUNTED_BY_PLATFORMS:
            continue
        if acts is None:
            hidden = _("not told: fewer than five accounts, or it would give so few away")
            shown.append(Interval(rung_name(rung), 0, 0, hidden))
        else:
            said = _("accounts: {accounts}, acts: {acts}").format(
                accounts=formatting.number(code, accounts), acts=formatting.number(code, acts)
            )
            shown.append(Interval(rung_name(rung), accounts, accounts, said))
    if not shown:
        return None
    told = _("A bar for each kind of act, the least effort first; its length is the number of accounts.")
    return rows_of_bars(shown, _("From a glance to an act"), told, (_("What they did"), _("How many")))


def seen(rungs: Sequence[Sequence[Any]]) -> str:
    """What platforms count without telling who: `Views: 1,200 (told of 40 posts)`."""
    code = reader.language()
    return " · ".join(
        _("{name}: {acts} (told of {posts} posts)").format(
            name=rung_name(rung), acts=formatting.number(code, acts), posts=formatting.number(code, posts)
        )
        for rung, acts, _accounts, posts in rungs
        if rung in COUNTED_BY_PLATFORMS and acts
    )


def _meaning(carried_by: str) -> str:
    """The rule behind the word; the same sentences as docs/method/signal.md."""
    return {
        CarriedBy.OWN_WORDS: _("Less than half of its posts are copies, beyond chance."),
        CarriedBy.PASSING_ON: _(
            "More than half of its posts are copies or were passed on, beyond chance. Passing on is the least effort;"
            " it is no lie."
        ),
        CarriedBy.SYNCHRONISED: _(
            "More than half of its accounts are in groups that share together again and again. Why they do is not"
            " known; it may be a newsroom."
        ),
        CarriedBy.FEW: _("Most of its posts come from so few accounts that they weigh as fewer than five."),
        CarriedBy.IDENTIFIED: _("It was heard in appeals, calls or signatures and not in networks."),
        CarriedBy.MIXED: _("No rule holds beyond chance. Most small demands are like this: little is known of them."),
    }[CarriedBy(carried_by)]


def _facts(signal: Signal) -> list[tuple[str, str, str]]:
    code = reader.language()
    few = _("fewer than five accounts")
    number, percent = formatting.number, formatting.percent
    people = formatting.interval(code, signal.people_min, signal.people_max)
    facts = [(_("People behind it"), people, _("at least and at most, under two stated assumptions"))]
    if signal.copied_share is not None and signal.copied_low is not None and signal.copied_high is not None:
        between = f"{percent(code, signal.copied_low)}–{percent(code, signal.copied_high)}"
        basis = _("95 % interval: {interval}").format(interval=between)
        if signal.network_posts is not None:
            posts = number(code, signal.network_posts)
            basis = _("95 % interval: {interval}; n = {n} posts").format(interval=between, n=posts)
        facts.append((_("Copied or passed on"), percent(code, signal.copied_share), basis))
    if signal.n_eff is not None and signal.accounts is not None and signal.gini is not None:
        basis = _("of {n}; Gini coefficient of posts over accounts: {gini}").format(
            n=number(code, signal.accounts), gini=number(code, signal.gini, 2)
        )
        if signal.top_share is not None:
            basis += "; " + _("the busiest wrote {share} of the posts (accounts: {top})").format(
                share=percent(code, signal.top_share), top=number(code, signal.top_accounts)
            )
        facts.append((_("Effective number of accounts"), number(code, signal.n_eff, 1), basis))
    if signal.synchronised_accounts is None:
        facts.append((_("Accounts that share together"), few, ""))
    elif signal.accounts:
        facts.append(
            (_("Accounts that share together"), number(code, signal.synchronised_accounts),
             _("of {n}, in groups: {groups}").format(
                 n=number(code, signal.accounts), groups=number(code, signal.synchronised_groups or 0)))
        )  # fmt: skip
    facts.append((_("Acted under their own name"), *_identified(signal, few)))
    return facts


def _identified(signal: Signal, few: str) -> tuple[str, str]:
    code = reader.language()
    if signal.identified is None:
        return few, ""
    told = formatting.number(code, signal.identified)
    if signal.conversion is None or signal.conversion_low is None or signal.conversion_high is None:
        return told, _("appeals, calls and signatures")
    ratio = [formatting.number(code, 100 * one, 1) for one in
             (signal.conversion, signal.conversion_low, signal.conversion_high)]  # fmt: skip
    return told, _("for each hundred accounts of the networks: {ratio} (95 % interval: {low}–{high})").format(
        ratio=ratio[0], low=ratio[1], high=ratio[2]
    )
