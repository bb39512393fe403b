"""Rows that stand for many, written out as a run sees them: `each-region` in the register, template bodies.

Two columns may be there or not. `each` of bodies: with yes, a row stands for one body in every territory of its level.
`rank` of competence: 1 answers first; a row for one region then stands in place of the each-region row of that rank.
"""

from collections.abc import Iterator

from tyndau.jurisdictions.tables import Line, Sheets

EACH_REGION = "each-region"


def regions(sheets: Sheets) -> dict[str, str]:
    """The regions, and the day since when each exists ('' where that is not known)."""
    rows = (row.cells for row in sheets["territories"].rows)
    return {cells["kato"]: cells.get("valid_from", "") for cells in rows if cells["level"] == "region"}


def of_region(body: str, kato: str) -> str:
    return f"{body}-{kato[:2]}"


def body_keys(sheets: Sheets) -> dict[str, Line]:
    """Every key that a run knows, and the row of bodies.csv that gives it."""
    keys = {}
    for row in sheets["bodies"].rows:
        if row.cells.get("each") != "yes":
            keys[row.cells["body"]] = row
    for row in sheets["bodies"].rows:
        if row.cells.get("each") == "yes":
            for key in _template_keys(row, sheets):
                keys.setdefault(key, row)
    return keys


def _template_keys(row: Line, sheets: Sheets) -> Iterator[str]:
    body, level = row.cells["body"], row.cells["level"]
    for territory in sheets["territories"].rows:
        kato, own = territory.cells["kato"], territory.cells["level"]
        if level == own == "region":
            yield of_region(body, kato)
        elif level == "district" and own not in ("country", "region"):
            yield f"{body}-{kato[:6]}"


def written_out(sheets: Sheets) -> list[Line]:
    """The register with a row a region for each `each-region`, whose body becomes that region's own."""
    rows = sheets["competence"].rows
    since = regions(sheets)
    own = {_place(row.cells, row.cells["territory"]) for row in rows if "rank" in row.cells}
    written = []
    for row in rows:
        if row.cells["territory"] != EACH_REGION:
            written.append(row)
            continue
        for kato, formed in since.items():
            if _place(row.cells, kato) not in own:
                # A body of a region is competent no earlier than the region exists.
                begins = max(row.cells["valid_from"], formed)
                body = of_region(row.cells["body"], kato)
                written.append(Line(row.number, {**row.cells, "territory": kato, "body": body, "valid_from": begins}))
    return written


def _place(cells: dict[str, str], territory: str) -> tuple[str, str | None, str]:
    return cells["topic"], cells.get("rank"), territory
