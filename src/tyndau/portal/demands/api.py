"""Open data: demands, territories, topics, bodies and runs as JSON, described by OpenAPI at /api/1/openapi.json."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Status

from tyndau.portal.bodies.models import Body, Territory, Topic
from tyndau.portal.demands import filters as asking
from tyndau.portal.demands import listing, queries
from tyndau.portal.demands.api_schemas import (
    BodyOut,
    DemandFull,
    Demands,
    Problem,
    RunOut,
    TerritoryOut,
    TopicOut,
)
from tyndau.portal.demands.models import Demand, Run, Signal, Succession, Tally

api = NinjaAPI(
    title="Tyndau",
    version="1",
    urls_namespace="api-1",
    docs_url=None,
    description="What people ask of the state: open data of this portal. Names come in Kazakh, Russian and English.",
)


@api.get("/demands", response=Demands, url_name="demands", summary="Demands by filters, strongest first")
def demands(
    request: HttpRequest, q: str = "", topic: str = "", territory: str = "", body: str = "", language: str = "",
    channel: str = "", trend: str = "", carried: str = "", since: str = "", until: str = "", sort: str = "",
    page: str = "",
) -> Any:  # fmt: skip
    """The filters of the page of demands: q (words in any form), topic, territory (KATO or "unknown"), body,
    language (kk, ru, en, mixed, other), channel, trend, carried (who carries it), since and until (days), sort
    (strength, new), page."""
    wanted = listing.checked(asking.read(request.GET), queries.current_run())
    size, start = asking.PAGE_SIZE, (min(wanted.page, asking.LAST_PAGE + 1) - 1) * asking.PAGE_SIZE
    rows = list(queries.chosen(wanted).select_related("run").defer("search")[start : start + size + 1])
    counted = queries.count(wanted)
    following = listing.feeds(wanted)["json"]
    sign = "&" if "?" in following else "?"
    return {
        "count": counted.n,
        "more_than_counted": counted.more,
        "page": wanted.page,
        "next": request.build_absolute_uri(f"{following}{sign}page={wanted.page + 1}") if len(rows) > size else None,
        "left_out": list(wanted.problems),
        "items": [_demand(row) for row in rows[:size]],
    }


@api.get("/demands/{code}", response={200: DemandFull, 404: Problem}, url_name="demand", summary="One demand")
def demand(request: HttpRequest, code: str) -> Any:
    """A demand of this or an earlier run; addresses stay, whatever became of the demand."""
    row = Demand.objects.select_related("run", "evidence", "signal").filter(code=code).first()
    if row is None:
        return Status(404, {"detail": "there is no demand of this code"})
    days = [
        {"day": day, "channel": channel, "language": language, "posts": posts}
        for day, channel, language, posts in row.evidence.days
    ]
    quotes = [
        {"text": one["text"], "language": one["language"], "channel": one["platform"]} for one in row.evidence.quotes
    ]
    after = list(Succession.objects.filter(before=code).values_list("after", flat=True))
    signal = _signal(row.signal) if hasattr(row, "signal") else None
    return Status(200, _demand(row) | {"days": days, "quotes": quotes, "signal": signal, "went_on_in": after})


def _signal(found: Signal) -> dict[str, Any]:
    """The columns of the table as they are, and the ladder by names."""
    names = [field.name for field in Signal._meta.concrete_fields if not field.primary_key and field.name != "rungs"]
    rungs = [dict(zip(("rung", "acts", "accounts", "posts"), row, strict=True)) for row in found.rungs]
    return {name: getattr(found, name) for name in names} | {"ladder": rungs}


@api.get("/territories", response=list[TerritoryOut], url_name="territories", summary="Territories and their demands")
def territories(request: HttpRequest) -> Any:
    sums = {row.territory: row for row in Tally.objects.filter(scope="region", topic="", body="")}
    return [
        {
            "kato": one.kato, "level": one.level, "parent": one.parent_id, "name": _name(one),
            "demands": sums[one.kato].demands if one.kato in sums else 0,
            "posts": sums[one.kato].posts if one.kato in sums else 0,
            "accounts_min": sums[one.kato].accounts_min if one.kato in sums else None,
            "accounts_max": sums[one.kato].accounts_max if one.kato in sums else None,
        }
        for one in Territory.objects.order_by("kato")
    ]  # fmt: skip


@api.get("/topics", response=list[TopicOut], url_name="topics", summary="Topics and their demands")
def topics(request: HttpRequest) -> Any:
    sums = dict(Tally.objects.filter(scope="all", body="").exclude(topic="").values_list("topic", "demands"))
    return [
        {"code": one.code, "group": one.group, "name": _name(one), "demands": sums.get(one.code, 0)}
        for one in Topic.objects.order_by("code")
    ]


@api.get("/bodies", response=list[BodyOut], url_name="bodies", summary="State bodies and demands they answer first")
def bodies(request: HttpRequest) -> Any:
    sums = dict(Tally.objects.filter(scope="all").exclude(body="").values_list("body", "demands"))
    return [
        {"code": one.code, "level": one.level, "name": _name(one), "website": one.website,
         "demands": sums.get(one.code, 0)}
        for one in Body.objects.order_by("code")
    ]  # fmt: skip


@api.get("/run", response={200: RunOut, 404: Problem}, url_name="run", summary="How the figures were computed")
def run(request: HttpRequest) -> Any:
    found = Run.objects.filter(current=True).first()
    if found is None:
        return Status(404, {"detail": "no run was imported yet"})
    told = {name: found.told[name] for name in ("parameters", "shares", "versions")}
    columns = (
        "computed_at", "first_day", "last_day", "posts", "accounts", "voices", "demands", "hidden", "least_accounts",
        "synthetic",
    )  # fmt: skip
    return Status(200, {name: getattr(found, name) for name in columns} | told)


def _name(thing: Any) -> dict[str, str]:
    return {language: getattr(thing, f"name_{language}") for language in ("kk", "ru", "en")}


def _demand(row: Demand) -> dict[str, Any]:
    same = (
        "code", "status", "rank", "words", "posts", "echo_posts", "accounts_min", "accounts_max", "recent", "earlier",
        "trend",
    )  # fmt: skip
    return {name: getattr(row, name) for name in same} | {
        "topic": row.topic_id,
        "territory": row.territory_id,
        "place": row.place_id,
        "body": row.body_id,
        "legal_basis_verified": row.basis_verified,
        "whole": row.whole or None,
        "phrases": [phrase for _, phrase in row.phrases],
        "first_heard": row.since,
        "last_heard": row.last,
        "channels": row.channels.split(),
        "languages": row.languages.split(),
        "computed_at": row.run.computed_at,
    }
