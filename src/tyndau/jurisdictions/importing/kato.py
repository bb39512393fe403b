"""`tyndau country import kato`: territories from the official classifier of the statistics bureau.

What we typed ourselves (short names, tiles, points, English names) stays; the classifier says which units there are and
what they are called in Kazakh and Russian. A unit that it no longer holds is told, and ended only on a given day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tyndau.jurisdictions.importing import kato_codes
from tyndau.jurisdictions.importing.kato_names import in_full, mended, same_name
from tyndau.jurisdictions.importing.outcome import Change, Outcome, Rejected, finish
from tyndau.jurisdictions.importing.source import SourceRow, read_rows
from tyndau.jurisdictions.rules.territories import KATO
from tyndau.jurisdictions.tables import Cells, need_sheet, written

FIELDS = {
    "code": ("te", "code", "kato", "kato_code", "код", "код КАТО", "КАТО"),
    "name_kk": ("nameKK", "name_kk", "kaz_name", "name_kaz", "name_kz", "kz_name", "қазақша атауы"),
    "name_ru": ("nameRU", "name_ru", "rus_name", "name_rus", "ru_name", "наименование", "орысша атауы"),
    "ab": ("ab",), "cd": ("cd",), "ef": ("ef",), "hij": ("hij",),
}  # fmt: skip
NEEDED = ("code", "name_kk", "name_ru")


@dataclass
class _Import:
    """The table while rows of the file are laid over it."""

    columns: tuple[str, ...]
    rows: dict[str, Cells]
    file: str
    rejected: list[Rejected] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "renamed", "same", "below", "vanished", "ended", "mended"), 0)
    )

    def add(self, code: str, names: Cells, row: SourceRow) -> None:
        above = kato_codes.parent(code, self.rows)
        if above is None:
            self.rejected.append(Rejected(row.line, "no-parent", code, row.row))
            return
        new = {"kato": code, "parent_kato": above, "level": kato_codes.level(code), "source": f"KATO ({self.file})"}
        self.rows[code] = {column: {**names, **new}.get(column, "") for column in self.columns}
        self.counts["added"] += 1
        self.changes.append(Change("+", code, names["name_ru"]))

    def update(self, code: str, names: Cells, row: SourceRow) -> None:
        before = self.rows[code]
        if before["level"] != kato_codes.level(code):
            told = f"{code} ({before['level']} / {kato_codes.level(code)})"
            self.rejected.append(Rejected(row.line, "level-differs", told, row.row))
            return
        other = {name: value for name, value in names.items() if not same_name(value, before[name], name[-2:])}
        if not other:
            self.counts["same"] += 1
            return
        if "source" in self.columns:
            other["source"] = f"{before['source']}; name: KATO ({self.file})".removeprefix("; ")
        self.rows[code] = before | other
        self.counts["renamed"] += 1
        old, new = (" / ".join(cells[name] for name in ("name_kk", "name_ru")) for cells in (before, self.rows[code]))
        self.changes.append(Change("~", code, f"{old} > {new}"))

    def vanish(self, in_file: set[str], depth: int, ended: date | None) -> None:
        """Units that the file does not hold, where it holds others of the same region and depth: it may be a part."""
        held = {(code[:2], kato_codes.depth(code)) for code in in_file}
        for code, cells in self.rows.items():
            place = code[:2], kato_codes.depth(code)
            if code in in_file or cells.get("valid_to") or place[1] > depth or place not in held:
                continue
            self.counts["vanished"] += 1
            self.changes.append(Change("-", code, cells["name_ru"]))
            if ended and "valid_to" in self.columns and cells.get("valid_from", "") <= ended.isoformat():
                self.rows[code] = cells | {"valid_to": ended.isoformat()}
                self.counts["ended"] += 1


def import_kato(
    path: Path, folder: Path, columns: Mapping[str, str], depth: int = 2, ended: date | None = None
) -> Outcome:
    """Lay the classifier over territories.csv.

    depth    how deep new units are taken: 1 regions, 2 districts and cities, 3 their parts, 4 villages
    ended    the last day of units that the file no longer holds; None leaves them open
    Refuses  what read_rows and need_sheet refuse, NothingImported, CannotWrite
    """
    sheet = need_sheet(folder, "territories")
    before = {row.cells["kato"]: row.cells for row in sheet.rows}
    work = _Import(sheet.columns, dict(before), path.name)
    units: dict[str, SourceRow] = {}
    in_file: set[str] = set()
    for row in read_rows(path, FIELDS, NEEDED, columns):
        code = row.cells["code"]
        if fault := _fault(row, code in units):
            work.rejected.append(Rejected(row.line, fault, code, row.row))
        else:
            units[code] = row
        if KATO.fullmatch(code):
            in_file.add(code)
    # In the order of codes a unit stands before those under it.
    for code, row in sorted(units.items()):
        names = {f"name_{language}": mended(row.cells[f"name_{language}"]) for language in ("kk", "ru")}
        if code not in before and kato_codes.depth(code) > depth:
            work.counts["below"] += 1
            continue
        work.counts["mended"] += any(names[name] != " ".join(row.cells[name].split()) for name in names)
        full = {name: in_full(value, name[-2:]) for name, value in names.items()}
        (work.update if code in before else work.add)(code, full, row)
    work.vanish(in_file, depth, ended)
    accepted = sum(work.counts[what] for what in ("added", "renamed", "same", "below"))
    ordered = sorted(work.rows) if list(before) == sorted(before) else list(work.rows)
    table = folder / "territories.csv"
    content = written(sheet.columns, (work.rows[code] for code in ordered))
    return finish(path, table, {table: content}, accepted, work.counts, work.changes, work.rejected)


def _fault(row: SourceRow, repeated: bool) -> str | None:
    cells = row.cells
    if not row.whole:
        return "wrong-width"
    if not KATO.fullmatch(cells["code"]):
        return "bad-kato"
    if repeated:
        return "repeated"
    if not kato_codes.parts_agree(cells["code"], cells):
        return "parts-contradict"
    return None if cells["name_kk"] and cells["name_ru"] else "no-name"
