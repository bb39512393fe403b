"""How far places lie from each other: on the globe by their centres, or in steps from neighbour to neighbour."""

from typing import Any

import numpy as np
from scipy.sparse.csgraph import shortest_path

from tyndau.listening.errors import MissingColumns

EARTH_KM = 6371.0


def distances(places: Any, territories: list[str]) -> Any:
    """Distances between territories, [n, n], in kilometres or steps; inf where nothing is known.

    places   territory, lat, lon (degrees), or territory, neighbour; one row a place, or a row a pair in either order
    Raises   MissingColumns
    """
    if {"territory", "lat", "lon"} <= set(places.column_names):
        return _on_the_globe(places, territories)
    if {"territory", "neighbour"} <= set(places.column_names):
        return _in_steps(places, territories)
    raise MissingColumns("places", ("territory", "lat, lon | neighbour"), places.column_names)


def _on_the_globe(places: Any, territories: list[str]) -> Any:
    known = {row["territory"]: (row["lat"], row["lon"]) for row in places.to_pylist()}
    at = np.radians(np.array([known.get(one, (None, None)) for one in territories], float).reshape(-1, 2))
    lat, lon = at[:, 0], at[:, 1]
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half = half + np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    found = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    found = np.where(np.isnan(found), np.inf, found)
    np.fill_diagonal(found, 0.0)
    return found


def _in_steps(places: Any, territories: list[str]) -> Any:
    """Steps over the whole table: the way between two places may lead over one that has no series."""
    pairs = list(zip(places["territory"].to_pylist(), places["neighbour"].to_pylist(), strict=True))
    everywhere = sorted({*territories, *(one for pair in pairs for one in pair)})
    number = {territory: row for row, territory in enumerate(everywhere)}
    touching = np.zeros((len(everywhere), len(everywhere)))
    for one, other in pairs:
        touching[number[one], number[other]] = touching[number[other], number[one]] = 1
    rows = [number[one] for one in territories]
    return shortest_path(touching, unweighted=True)[np.ix_(rows, rows)]
