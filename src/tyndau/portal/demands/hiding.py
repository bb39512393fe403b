"""A quote or a phrase that names somebody is taken out, and stays out when the next run brings it again.

What is kept of it is a hash: the portal must know it again and need not hold it.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tyndau.portal.bodies.register import register
from tyndau.portal.demands.models import Demand, Evidence, HiddenText
from tyndau.portal.demands.search import reindex, search_text


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def hidden() -> frozenset[str]:
    """The hashes of all that was taken out."""
    return frozenset(HiddenText.objects.values_list("sha256", flat=True))


def hide(demand: Demand, texts: Iterable[str], now: datetime) -> int:
    """Take quotes and phrases out of a demand's page, lists and search; returns how many were there."""
    wanted = {digest(text) for text in texts}
    with transaction.atomic():
        evidence = Evidence.objects.select_for_update().get(demand=demand)
        quotes = [one for one in evidence.quotes if digest(one["text"]) not in wanted]
        phrases = [one for one in demand.phrases if digest(one[1]) not in wanted]
        gone = len(evidence.quotes) - len(quotes) + len(demand.phrases) - len(phrases)
        HiddenText.objects.bulk_create(
            [HiddenText(sha256=one, hidden_at=now) for one in sorted(wanted)], ignore_conflicts=True
        )
        evidence.quotes, demand.phrases = quotes, phrases
        evidence.save(update_fields=["quotes"])
        before, demand.search = demand.search, search_text([_findable(demand, quotes)])[0]
        demand.save(update_fields=["phrases", "search"])
        reindex(demand.pk, before, demand.search)
    return gone


def _findable(demand: Demand, quotes: list[dict[str, str]]) -> str:
    """What `arriving.demand_rows` makes a demand found by."""
    known = register()
    named = [
        known.topics.get(demand.topic_id, {}),
        *(known.places[kato].names for kato in (demand.territory_id, demand.place_id) if kato),
        known.bodies.get(demand.body_id or "", {}),
    ]
    texts = [name for names in named for name in names.values()]
    return " ".join([*texts, *demand.words, *(one[1] for one in demand.phrases), *(one["text"] for one in quotes)])
