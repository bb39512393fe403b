"""Weaker evidence of a place than the text: a geotag, and words that many posts share (a group's name).

Both become mentions like those of the text, so that `territory_of` weighs one kind of thing.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
from tyndau.listening.places.mentions import MENTIONS, find_mentions

NEAR_KM = 25.0
EARTH_KM = 6371.0
SECOND_LEVEL = pa.array(["city", "district", "city_district"])


def nearest_units(geotags: Any, territories: Any) -> Any:
    """The unit of the second level whose centre is nearest to each geotag.

    geotags      post string, lat and lon float [degrees, WGS84], null where there is none
    territories  kato, level, lat, lon [degrees, as text]
    Returns      MENTIONS, one row a post whose geotag lies within NEAR_KM of a centre; further out, and so outside the
                 country, nothing is said. Centres are points, not borders: near a border the neighbour may be told.
    Raises       MissingColumns
    Source       great-circle distance by chords: two points d km apart have a dot product of cos(d / R)
    """
    require_columns("geotags", geotags, ("post", "lat", "lon"))
    tagged = geotags.filter(pc.and_(pc.is_valid(geotags["lat"]), pc.is_valid(geotags["lon"])))
    units = territories.filter(
        pc.and_(pc.is_in(territories["level"], SECOND_LEVEL), pc.not_equal(territories["lat"], ""))
    )
    if not tagged.num_rows or not units.num_rows:
        return MENTIONS.empty_table()
    near = _on_sphere(tagged) @ _on_sphere(units).T
    best = near.argmax(axis=1)
    close = near[np.arange(len(best)), best] >= np.cos(NEAR_KM / EARTH_KM)
    chosen, found = units.take(best[close]), tagged.filter(pa.array(close))
    count = found.num_rows
    nowhere = pa.array([0] * count, pa.int64())
    columns = {
        "post": found["post"], "start": nowhere, "end": nowhere, "kato": chosen["kato"], "level": chosen["level"],
        "confidence": pa.array([1.0] * count), "candidates": pa.array([[]] * count, MENTIONS.field("candidates").type),
    }  # fmt: skip
    return pa.table(columns, schema=MENTIONS)


def _on_sphere(points: Any) -> Any:
    """Unit vectors, one row a point."""
    lat, lon = (np.radians(points[name].cast(pa.float64()).to_numpy()) for name in ("lat", "lon"))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def mentions_in_shared(texts: Any, place_names: Any, territories: Any) -> Any:
    """find_mentions over texts that repeat themselves: each different one is read once.

    texts    post string, text string (null where there is none)
    Returns  MENTIONS, one row a mention and post, in the order of texts
    Raises   MissingColumns
    """
    require_columns("texts", texts, ("post", "text"))
    if texts["text"].null_count == texts.num_rows:
        return MENTIONS.empty_table()
    coded = pc.dictionary_encode(texts["text"]).combine_chunks()
    different = coded.dictionary
    numbered = pa.table({"post": pa.array(np.arange(len(different))).cast(pa.string()), "text": different})
    found = find_mentions(numbered, place_names, territories)
    owners = found["post"].cast(pa.int64()).to_numpy()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    first, last = np.searchsorted(owners, codes, "left"), np.searchsorted(owners, codes, "right")
    counts = last - first
    rows = np.repeat(np.arange(len(codes)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    made = found.take(np.repeat(first, counts) + within)
    return made.set_column(0, MENTIONS.field("post"), texts["post"].take(rows))
