"""Rows that stand for one body in every region or district, written out: by hand each is written once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa

from tyndau.jurisdictions.tables import Cells
from tyndau.listening.errors import BadCountryTable

EACH_REGION = "each-region"
COUNTRY = "000000000"
REGION, DISTRICT = "region", "district"
LEVELS = {REGION: (REGION,), DISTRICT: (DISTRICT, "city", "city_district")}  # of a template: of the territories
NAMES = ("name_kk", "name_ru", "name_en")


class BodyRow(NamedTuple):
    """A body, the place of its row in the table, and for a body of a template the territory and its region."""

    place: int
    cells: Cells
    of: tuple[Cells, Cells] | None


def local(body: str, kato: str, level: str = REGION) -> str:
    return f"{body}-{kato[:2] if level == REGION else kato[:6]}"


def body_rows(bodies: Sequence[Cells], territories: Iterable[Cells]) -> Iterator[BodyRow]:
    """Template rows (`each` = yes) as one row a territory of their level, not yet named.

    A region's body takes the first two digits of its KATO, a district's the first six: dep-education-75, akimat-191000.
    A row that already has such a key stands in place of the template there, so one region's name can be mended alone.
    """
    places = {row["kato"]: row for row in territories}
    own = {row["body"] for row in bodies}
    for number, row in enumerate(bodies):
        if row["each"] != "yes":
            yield BodyRow(number, row, None)
            continue
        for kato, place in places.items():
            key = local(row["body"], kato, row["level"])
            if place["level"] in LEVELS.get(row["level"], ()) and key not in own:
                since = max(row["valid_from"], place["valid_from"])
                yield BodyRow(number, {**row, "each": "no", "body": key, "valid_from": since}, _where(place, places))


DEEPEST = 10  # levels between a territory and its region, and some to spare


def _where(place: Cells, places: Mapping[str, Cells]) -> tuple[Cells, Cells]:
    """A territory and the region that it lies in; a city district may lie in a city first."""
    region = place
    for _ in range(DEEPEST):  # a ring of territories, which another rule tells, must not hold us for ever
        if region["level"] == REGION or region["parent_kato"] not in places:
            break
        region = places[region["parent_kato"]]
    return place, region


def names_in(pattern: Cells, place: Cells, region: Cells) -> Cells:
    """The names of a template at a territory. Raises ValueError(column) where one asks for something unknown."""
    named = {}
    for name in NAMES:
        try:
            named[name] = pattern[name].format(place=place[name], region=region[name])
        except (AttributeError, IndexError, KeyError, ValueError):
            raise ValueError(name) from None
    return named


def every_body(bodies: Any, territories: Any) -> Any:
    """All bodies, those of templates written out and named after their territory.

    Raises BadCountryTable for a name that asks for something other than {place} and {region}.
    """
    rows = []
    for number, cells, of in body_rows(bodies.to_pylist(), territories.to_pylist()):
        try:
            rows.append(cells if of is None else cells | names_in(cells, *of))
        except ValueError as error:
            value = f"{error}={cells[str(error)]}"
            raise BadCountryTable(table="bodies", row=number + 2, value=value) from None
    return pa.Table.from_pylist(rows, schema=bodies.schema)


def register_rows(
    register: Sequence[Cells], territories: Iterable[Cells], bodies: Mapping[str, Cells]
) -> Iterator[tuple[int, Cells]]:
    """The rows of the register, with the place of each in the table; each-region as one row a region.

    A row for one region stands in place of the each-region rows of its topic and rank there. Nobody is competent before
    the region or the body exists, or after the body has ended. A body that is not known has no limits.
    """
    regions = {row["kato"]: row["valid_from"] for row in territories if row["level"] == REGION}
    own = {(row["topic"], row["rank"], row["territory"]) for row in register}
    for number, row in enumerate(register):
        if row["territory"] != EACH_REGION:
            written = [row]
        else:
            written = [
                {**row, "territory": kato, "body": local(row["body"], kato)}
                for kato in regions
                if (row["topic"], row["rank"], kato) not in own
            ]
        for one in written:
            body = bodies.get(one["body"], {"valid_from": "", "valid_to": ""})
            since = max(one["valid_from"], body["valid_from"], regions.get(one["territory"], ""))
            until = min(filter(None, (one["valid_to"], body["valid_to"])), default="")
            if not until or since <= until:
                yield number, {**one, "valid_from": since, "valid_to": until}


def every_region(tables: dict[str, Any]) -> Any:
    """The register with rows for `each-region` written out, one a region, each with that region's own body."""
    bodies = {row["body"]: row for row in tables["bodies"].to_pylist()}
    rows = register_rows(tables["competence"].to_pylist(), tables["territories"].to_pylist(), bodies)
    return pa.Table.from_pylist([cells for _, cells in rows], schema=tables["competence"].schema)
