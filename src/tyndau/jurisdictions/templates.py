"""Rows that stand for one body in every region or district, written out: by hand each is written once."""

from typing import Any

import pyarrow as pa

from tyndau.listening.errors import BadCountryTable

EACH_REGION = "each-region"
COUNTRY = "000000000"
REGION, DISTRICT = "region", "district"
NAMES = ("name_kk", "name_ru", "name_en")


def local(body: str, kato: str, level: str = REGION) -> str:
    return f"{body}-{kato[:2] if level == REGION else kato[:6]}"


def every_body(bodies: Any, territories: Any) -> Any:
    """Template rows (`each` = yes) written out, one body a territory of their level, named after it.

    A region's body takes the first two digits of its KATO, a district's the first six: dep-education-75, akimat-191000.
    A row that already has such a key stands in place of the template there, so one region's name can be mended alone.
    Raises BadCountryTable for a name that asks for something other than {place} and {region}.
    """
    places = {row["kato"]: row for row in territories.to_pylist()}
    own = set(bodies["body"].to_pylist())
    rows = []
    for number, row in enumerate(bodies.to_pylist(), start=2):
        if row["each"] != "yes":
            rows.append(row)
            continue
        for kato, place in places.items():
            level = REGION if place["level"] == REGION else DISTRICT
            key = local(row["body"], kato, level)
            if kato == COUNTRY or level != row["level"] or key in own:
                continue
            region = place if level == REGION else places[place["parent_kato"]]
            body = {**row, "each": "no", "body": key, "valid_from": max(row["valid_from"], place["valid_from"])}
            for name in NAMES:
                try:
                    body[name] = row[name].format(place=place[name], region=region[name])
                except (AttributeError, IndexError, KeyError, ValueError):
                    raise BadCountryTable(table="bodies", row=number, value=f"{name}={row[name]}") from None
            rows.append(body)
    return pa.Table.from_pylist(rows, schema=bodies.schema)


def every_region(tables: dict[str, Any]) -> Any:
    """The register with rows for `each-region` written out, one a region, each with that region's own body.

    A row for one region stands in place of the each-region rows of its topic and rank there. Nobody is competent before
    the region or the body exists, or after the body has ended.
    """
    regions = {row["kato"]: row["valid_from"] for row in tables["territories"].to_pylist() if row["level"] == REGION}
    bodies = {row["body"]: row for row in tables["bodies"].to_pylist()}
    register = tables["competence"].to_pylist()
    own = {(row["topic"], row["rank"], row["territory"]) for row in register}
    rows = []
    for row in register:
        if row["territory"] != EACH_REGION:
            written = [row]
        else:
            written = [
                {**row, "territory": kato, "body": local(row["body"], kato)}
                for kato in regions
                if (row["topic"], row["rank"], kato) not in own
            ]
        for one in written:
            body = bodies[one["body"]]
            since = max(one["valid_from"], body["valid_from"], regions.get(one["territory"], ""))
            until = min(filter(None, (one["valid_to"], body["valid_to"])), default="")
            if not until or since <= until:
                rows.append({**one, "valid_from": since, "valid_to": until})
    return pa.Table.from_pylist(rows, schema=tables["competence"].schema)
