"""Each picture against the floor under it, in CPU seconds of one process.

    python benchmarks/charts.py [--points 200000] [--times 200] [--fonts FOLDER]

The floor of a drawing is one pass over its own finished text (escaping it); of boundaries, parsing their JSON; of a
card, making an empty picture of the same size into a PNG. Prints a line a picture; a ratio says what the work costs
beyond what cannot be saved, whatever the machine.
"""

import argparse
import io
import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from math import sin
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from PIL import Image

import tyndau
from tyndau.charts import Mark, Share, Tile, Wording, interval_axis, spark, tile_map, timeline
from tyndau.charts.boundaries import Region, boundary_map, read
from tyndau.charts.card import HEIGHT, WIDTH, Card, Fonts, card_png
from tyndau.charts.periods import counted, periods

FONTS = Path(tyndau.__file__).parent / "portal" / "web" / "built" / "portal" / "fonts"
SAY = Wording(lambda one: f"{one.first} – {one.last}", str, lambda day: f"{day:%m.%Y}", lambda day: f"{day:%d.%m}", "…")
HEADER = ("Week", "Posts", "Note")
FIRST = date(2026, 1, 5)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--points", type=int, default=200_000, help="of the boundaries")
    arguments.add_argument("--times", type=int, default=200, help="each drawing is made")
    arguments.add_argument("--fonts", type=Path, default=FONTS, help="GolosText-400.ttf and -700.ttf (make assets)")
    given = arguments.parse_args()
    content = boundaries(given.points)
    ready = read(content)
    regions = [Region(str(n), f"Region {n}", n * 7 % 50, str(n), f"/t/{n}") for n in range(20)]
    tiles = [Tile(n % 6, n // 6, f"Region {n}", f"R{n}", n * 7 % 50, str(n), f"/t/{n}") for n in range(20)]
    drawings: dict[str, Callable[[], Markup]] = {
        "timeline": weeks,
        "spark": lambda: spark(range(12)),
        "interval": interval,
        "tile-map": lambda: tile_map(tiles, "Regions", "", ("Region", "Accounts")).svg,
        "boundary-map": lambda: boundary_map(ready, regions, "Regions", "", ("Region", "Accounts")).svg,
    }
    for name, draw in drawings.items():
        finished = str(draw())
        told(
            name,
            given.times,
            cpu_s(draw, given.times),
            cpu_s(lambda text=finished: escape(text), given.times),
            "escape",
        )
    points = content.count(b"],[")
    told(
        f"boundaries points={points:,}",
        3,
        cpu_s(lambda: read(content), 3),
        cpu_s(lambda: json.loads(content), 3),
        "json",
    )
    fonts = Fonts(given.fonts / "GolosText-400.ttf", given.fonts / "GolosText-700.ttf")
    card = Card("Tyndau", "Ауызсу: сапасы мен жеткізілуі", "Қызылорда облысы", "57–186", "Өсіп келеді", "Синтетика")
    told("card", 20, cpu_s(lambda: card_png(card, fonts), 20), cpu_s(empty_png, 20), "empty-png")


def told(name: str, times: int, ours: float, floor: float, kind: str) -> None:
    ours_ms, floor_ms = 1000 * ours / times, 1000 * floor / times
    print(f"charts {name} cpu_ms={ours_ms:.2f} x_floor={ours / floor:.1f} floor={kind} floor_cpu_ms={floor_ms:.3f}")


def cpu_s(work: Callable[[], Any], times: int) -> float:
    work()  # fonts and modules are loaded once
    start = time.process_time()
    for _ in range(times):
        work()
    return max(time.process_time() - start, 1e-6)


def weeks() -> Markup:
    cut = periods(FIRST, FIRST + timedelta(days=364))
    values = counted(cut, {FIRST + timedelta(days=n): n * 37 % 90 for n in range(365)})
    marks = [Mark(FIRST + timedelta(days=90), "first heard"), Mark(FIRST + timedelta(days=300), "answered")]
    share = Share([value // 3 for value in values], "copies", "own words")
    return timeline(cut, values, "Posts", "By week", HEADER, SAY, marks, share=share).svg


def interval() -> Markup:
    ends, shown = ("Least", "Most"), ("at least 57", "at most 186")
    return interval_axis(57, 186, "Strength", "", ("End", "Accounts"), ends=ends, shown=shown, number=str).svg


def boundaries(points: int) -> bytes:
    """Twenty neighbours, five by four, with winding borders that two of them share point by point."""
    each = max(2, points // 20 // 4)

    def edge(west: float, south: float, east: float, north: float) -> list[list[float]]:
        away = 0.0 if west == east in (50.0, 75.0) or south == north in (42.0, 54.0) else 0.3
        line = []
        for n in range(each):
            share = n / each
            bend = away * (sin(40 * share) + sin(777 * share) / 5) * sin(3.14159 * share)
            x, y = west + (east - west) * share, south + (north - south) * share
            line.append([round(x + bend * (west == east), 5), round(y + bend * (south == north), 5)])
        return line

    features = []
    for number in range(20):
        west, south = 50.0 + 5 * (number % 5), 42.0 + 3 * (number // 5)
        east, north = west + 5, south + 3
        # Shared borders are written in one direction and turned, as in files that were cut from one mesh.
        top = edge(west, north, east, north)
        left = edge(west, south, west, north)
        ring = [*edge(west, south, east, south), *edge(east, south, east, north), [east, north]]
        ring += [*reversed(top[1:]), [west, north], *reversed(left)]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"kato": str(number)}, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def empty_png() -> bytes:
    into = io.BytesIO()
    Image.new("P", (WIDTH, HEIGHT)).save(into, "PNG", compress_level=6)
    return into.getvalue()


if __name__ == "__main__":
    main()
