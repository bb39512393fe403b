"""The tables as a run sees them, with the lines of the file: `each-region` and template bodies written out."""

from tyndau.jurisdictions.tables import Line, Sheets
from tyndau.jurisdictions.templates import REGION, body_rows, register_rows


def regions(sheets: Sheets) -> list[str]:
    return [row.cells["kato"] for row in sheets["territories"].rows if row.cells["level"] == REGION]


def all_bodies(sheets: Sheets) -> dict[str, Line]:
    """Every body that a run knows, by its key, with the line that gives it; those of templates are not yet named."""
    lines = sheets["bodies"].rows
    territories = [row.cells for row in sheets["territories"].rows]
    found = body_rows([row.cells for row in lines], territories)
    return {one.cells["body"]: Line(lines[one.place].number, one.cells) for one in found}


def written_out(sheets: Sheets) -> list[Line]:
    """The register with a row a region for each `each-region`, within the life of the region and its body."""
    lines = sheets["competence"].rows
    territories = [row.cells for row in sheets["territories"].rows]
    bodies = {key: row.cells for key, row in all_bodies(sheets).items()}
    found = register_rows([row.cells for row in lines], territories, bodies)
    return [Line(lines[place].number, cells) for place, cells in found]
