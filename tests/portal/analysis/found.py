"""Findings of an invented run, in the very format of docs/run-folder.md."""

from typing import Any

from tests.portal.demands.runs import FIRST


def campaign(code: str = "e1", **told: Any) -> dict[str, Any]:
    """A copied text of seven accounts."""
    row = {
        "campaign": code, "kind": "copies", "accounts": 7, "posts": 9, "voices": 9, "grouped_accounts": 0,
        "objects": 1, "median_lag": 185.0, "first": FIRST, "last": FIRST, "platforms": ["vk"], "hosts": [],
        "hashtags": [], "demands": ["d1"], "text": "Жолды жөндеңіз",
    }  # fmt: skip
    return row | told
