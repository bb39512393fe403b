"""Findings of an invented run, in the very format of docs/run-folder.md."""

from datetime import date
from typing import Any

from tests.portal.demands.runs import ABAI, FIRST


def campaign(code: str = "e1", **told: Any) -> dict[str, Any]:
    """A copied text of seven accounts."""
    row = {
        "campaign": code, "kind": "copies", "accounts": 7, "posts": 9, "voices": 9, "grouped_accounts": 0,
        "objects": 1, "median_lag": 185.0, "first": FIRST, "last": FIRST, "platforms": ["vk"], "hosts": [],
        "hashtags": [], "demands": ["d1"], "text": "Жолды жөндеңіз",
    }  # fmt: skip
    return row | told


def alarm(day: date, topic: str = "heating", territory: str | None = ABAI, **told: Any) -> dict[str, Any]:
    """A day that was louder than its past."""
    row = {
        "topic": topic, "territory": territory, "day": day, "count": 12, "raw": 20, "expected": 2.0,
        "upper_bound": 5.0, "p": 0.001, "q": 0.01, "severity": 6.0, "severity_low": 2.5, "severity_high": 11.0,
        "state": "alarm", "cluster": None,
    }  # fmt: skip
    return row | told


def watched_day(day: date, count: int = 2, **told: Any) -> dict[str, Any]:
    row = {
        "topic": "heating", "territory": ABAI, "day": day, "count": count, "raw": count, "expected": 2.0,
        "upper_bound": 5.0,
    }  # fmt: skip
    return row | told


def community(name: str, accounts: int = 40, **told: Any) -> dict[str, Any]:
    row = {
        "community": name, "accounts": accounts, "posts": 80, "inside": 0.9, "stability": 0.7, "stability_low": 0.6,
        "stability_high": 0.8, "platform": "vk", "language": "kk", "territory": ABAI, "topic": "heating, roads",
        "bridges": 1,
    }  # fmt: skip
    return row | told


def bridge(a: str, b: str, **told: Any) -> dict[str, Any]:
    row = {
        "community_a": a, "community_b": b, "accounts_a": 9, "accounts_b": 8, "ties": 12, "posts": 15, "share": 0.1,
        "times_expected": 0.5, "overlap": 0.0,
    }  # fmt: skip
    return row | told


def polarised(demand: str, low: float, high: float, chance: float, **told: Any) -> dict[str, Any]:
    row = {
        "demand_id": demand, "accounts": 30, "communities": 3, "evenness": (low + high) / 2, "evenness_low": low,
        "evenness_high": high, "evenness_expected": chance, "evenness_expected_low": chance,
        "evenness_expected_high": chance, "ei_index": 0.0, "ei_index_low": 0.0, "ei_index_high": 0.0, "spread": [],
    }  # fmt: skip
    return row | told


def gap(topic: str, finding: str = "more", territory: str = "", **told: Any) -> dict[str, Any]:
    row = {
        "scope": "region" if territory else "all", "territory": territory, "topic": topic, "channel": "networks",
        "against": "appeals", "accounts": 50, "votes": 50.0, "voices": 200, "share": 0.25, "share_low": 0.2,
        "share_high": 0.31, "against_accounts": 10, "against_votes": 10.0, "against_voices": 100,
        "against_share": 0.1, "against_low": 0.05, "against_high": 0.17, "gap": 0.15, "gap_low": 0.06,
        "gap_high": 0.22, "p": 0.001, "q": 0.01, "finding": finding,
    }  # fmt: skip
    return row | told


def distance(territory: str = "", **told: Any) -> dict[str, Any]:
    row = {
        "scope": "region" if territory else "all", "territory": territory, "channel": "networks",
        "against": "appeals", "accounts": 150, "voices": 200, "against_accounts": 90, "against_voices": 100,
        "topics": 8, "seen": 0.4, "expected": 0.15, "expected_high": 0.2, "p": 0.001, "q": 0.002, "distance": 0.35,
        "distance_low": 0.28, "distance_high": 0.42, "rank_correlation": 0.5, "rank_low": 0.3, "rank_high": 0.6,
        "rank_expected": 0.8, "rank_p": 0.01,
    }  # fmt: skip
    return row | told


def hashtag(name: str, **told: Any) -> dict[str, Any]:
    row = {
        "hashtag": name, "posts": 30, "echo_posts": 3, "accounts_min": 12, "accounts_max": 25, "days": 9,
        "first": date(2026, 9, 1), "last": date(2026, 9, 9), "platforms": ["vk"], "topics": ["heating"],
        "territories": [ABAI],
    }  # fmt: skip
    return row | told


def lasting(by: str = "all", **told: Any) -> dict[str, Any]:
    row = {
        "by": by, "territory": None, "body": None, "term_days": 28, "demands": 40, "older": 4, "voices": 9.0,
        "followed": 30, "continuing": 21, "share": 0.7, "low": 0.52, "high": 0.83, "p": None, "q": None,
        "finding": "unclear", "still_heard": 0.68, "still_low": 0.5, "still_high": 0.8, "median_days": None,
        "curve": [],
    }  # fmt: skip
    return row | told


def topic_share(topic: str, accounts: int = 60, **told: Any) -> dict[str, Any]:
    row = {
        "topic": topic, "accounts": accounts, "n": 400, "share": accounts / 400, "low": 0.1, "high": 0.2,
        "weighted": 0.14, "weighted_low": 0.09, "weighted_high": 0.21, "weighted_by": ["territory"], "n_eff": 250.0,
        "design_effect": 1.6, "gap": 0.01, "represented": 1.0, "coverage": 0.0005, "bound_low": 0.0001,
        "bound_high": 0.9996, "odds_low": 0.05, "odds_high": 0.3, "reason": None, "example": True,
    }  # fmt: skip
    return row | told


def sign(name: str, group: str = "t1", **told: Any) -> dict[str, Any]:
    row = {
        "group": group, "sign": name, "accounts": 9, "declared": 0, "posts": 60, "n": 7, "value": 0.6, "low": 0.3,
        "high": 0.8, "others": 0.1, "others_n": 90, "p": 0.001, "q": 0.01, "unusual": True,
    }  # fmt: skip
    return row | told
