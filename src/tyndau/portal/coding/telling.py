"""Figures of a study as its pages write them: numbers with their intervals, verdicts and reasons in words."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyndau.portal import formatting, reader
from tyndau.portal.coding.models import Study
from tyndau.portal.coding.queries import name_of
from tyndau.portal.demands.detail import language_name
from tyndau.words import words

VERDICTS: dict[str, Promise] = {
    "usable": gettext_lazy("usable"),
    "tentative": gettext_lazy("tentative"),
    "exploratory": gettext_lazy("exploratory"),
    "unmeasured": gettext_lazy("not measured"),
}
HOW: dict[str, Promise] = {
    "agreed": gettext_lazy("all coders agree"),
    "majority": gettext_lazy("more than half say so"),
    "adjudicated": gettext_lazy("decided by the adjudicator"),
    "single": gettext_lazy("one coder only"),
    "unresolved": gettext_lazy("not decided"),
}
GAP = "\N{NO-BREAK SPACE}"  # about the dash: an end may carry a sign of its own
MEASURES_NO_CATEGORY = "interval"  # a scale of numbers has one alpha, which stands for all of them


@dataclass(frozen=True)
class Alpha:
    """One row of the agreement; alpha and interval empty where they are not defined, and then `reason` says why."""

    name: str
    alpha: str
    interval: str
    units: int
    codes: int
    verdict: str
    reason: str

    @property
    def verdict_name(self) -> str:
        return str(VERDICTS[self.verdict])


@dataclass(frozen=True)
class Share:
    """The share of a category: as people coded it, as they corrected the classifier, and how far to trust it."""

    name: str
    people: str
    people_interval: str
    corrected: str
    corrected_interval: str
    predicted: str
    verdict: str

    @property
    def verdict_name(self) -> str:
        return str(VERDICTS[self.verdict])

    @property
    def finding(self) -> bool:
        """Whether it may be told as a finding; else it is shown as exploratory."""
        return self.verdict in ("usable", "tentative")


@dataclass(frozen=True)
class Agreement:
    whole: Alpha
    categories: list[Alpha]
    groups: list[Alpha]
    coders: int
    resamples: int
    confidence: str


def agreement(study: Study) -> Agreement:
    told: dict[str, Any] = study.agreement or {}
    named = {"all": lambda _name: _("All categories"), "category": lambda name: name_of(name, study.book)}
    rows = [(row["scope"], _alpha(row, named.get(row["scope"], language_name))) for row in told["rows"]]
    by_scope = {scope: [row for found, row in rows if found == scope] for scope in ("all", "category", "group")}
    confidence = formatting.percent(reader.language(), told["confidence"])
    whole = told["rows"][0]
    return Agreement(
        by_scope["all"][0], by_scope["category"], by_scope["group"], whole["coders"], told["resamples"], confidence
    )


def _alpha(row: dict[str, Any], named: Any) -> Alpha:
    return Alpha(
        named(row["name"]), _decimals(row["alpha"]), _ends(row["low"], row["high"], _decimals), row["units"],
        row["codes"], row["gate"], _reason(row["reason"]),
    )  # fmt: skip


def _reason(reason: str | None) -> str:
    """Why there is no alpha, or no interval; empty where both are there."""
    if reason is None:
        return ""
    # "unused" has no sentence on the command line, where a row without figures says enough.
    return _("Nobody gave this code.") if reason == "unused" else words(reader.language())(f"coding.reason.{reason}")


def shares(study: Study, found: list[dict[str, Any]]) -> list[Share]:
    verdicts = verdicts_of(study)
    told = []
    for row in found:
        people, corrected = row["people"] or {}, row["corrected"] or {}
        told.append(
            Share(
                name_of(row["category"], study.book),
                _percent(people.get("share")),
                _ends(people.get("low"), people.get("high"), _percent),
                _percent(corrected.get("share")),
                _ends(corrected.get("low"), corrected.get("high"), _percent),
                _percent(corrected.get("predicted_share")),
                verdicts[row["category"]],
            )
        )
    return told


def verdicts_of(study: Study) -> dict[str, str]:
    """The verdict of each category; on a scale of numbers that of the whole."""
    rows = (study.agreement or {})["rows"]
    if study.book.level == MEASURES_NO_CATEGORY:
        return dict.fromkeys(study.book.codes, rows[0]["gate"])
    return {row["name"]: row["gate"] for row in rows if row["scope"] == "category"}


def how(final: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """How texts came to their code, in a fixed order, with how many."""
    counted = Counter(row["how"] for row in final)
    return [(str(label), counted[code]) for code, label in HOW.items() if counted[code]]


def _decimals(value: float | None) -> str:
    """Three decimals: the gate stands at 0.667."""
    return "" if value is None else formatting.number(reader.language(), value, 3)


def _percent(share: float | None) -> str:
    return "" if share is None else formatting.percent(reader.language(), share)


def _ends(low: float | None, high: float | None, written: Any) -> str:
    return "" if low is None or high is None else f"{written(low)}{GAP}{formatting.DASH}{GAP}{written(high)}"
