"""The boundaries that the shipped units were taken from fit the importer and the tables. Skipped where they are not."""

import json
import os
from pathlib import Path

import pytest

from tyndau.jurisdictions.folders import start
from tyndau.jurisdictions.importing.boundaries import import_boundaries
from tyndau.jurisdictions.importing.outcome import NothingImported

DATA = Path(os.environ.get("TYNDAU_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
REAL = {"kz_adm1_2024.geojson": 20, "kz_adm2_2024.geojson": 224}

pytestmark = pytest.mark.skipif(not (DATA / "geo").is_dir(), reason="the boundary files are not on this machine")


def test_every_region_and_district_is_kept(tmp_path):
    copy = tmp_path / "mine"
    start("kz", copy)
    for name, units in REAL.items():
        outcome = import_boundaries(DATA / "geo" / name, copy, "KATO")
        assert (outcome.counts["added"], outcome.counts["centres"], outcome.rejected) == (units, 0, ())
    kept = json.loads((copy / "boundaries.geojson").read_text(encoding="utf-8"))
    assert len(kept["features"]) == sum(REAL.values())


def test_points_without_a_shape_are_not_boundaries(tmp_path):
    copy = tmp_path / "mine"
    start("kz", copy)
    with pytest.raises(NothingImported):
        import_boundaries(DATA / "geo" / "kz_admin_centres_2022.geojson", copy, "KATO")
