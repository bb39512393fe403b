"""The detectors of the field, held against the stored references and against cases counted on paper."""

import os
from pathlib import Path

import numpy as np
import pyarrow.csv as pacsv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.alarms.ears import ears
from tyndau.listening.alarms.farrington import farrington
from tyndau.listening.alarms.noufaily import noufaily

DATA = Path(os.environ.get("TYNDAU_DATA", Path(__file__).parents[4] / "shared" / "data")) / "surveillance"


@pytest.fixture(scope="module")
def reference():
    if not DATA.is_dir():
        pytest.skip(f"the reference tables are not here ({DATA})")
    options = pacsv.ConvertOptions(null_values=["NA", ""])
    return {path.stem: pacsv.read_csv(path, convert_options=options) for path in DATA.glob("*.csv")}


def numbers(column):
    return np.array([np.nan if value is None else float(value) for value in column.to_pylist()])


def judged(reference, detector, **given):
    series = reference["salmonella_agona_series"]
    return detector(series["t"].to_numpy(), series["obs"].to_numpy(), last=80, **given)


def test_ears_c1_gives_the_stored_bounds_and_alarms(reference):
    found, stored = judged(reference, ears, method="c1"), reference["reference_ears_c1"]
    assert np.abs(numbers(found["upper_bound"]) - numbers(stored["ub"])).max() < 1e-6
    assert found["alarm"].to_pylist() == [bool(one) for one in stored["al"].to_pylist()]
    assert [row["t"] for row in found.to_pylist() if row["alarm"]] == [283, 284, 294]


def test_noufaily_gives_the_stored_bounds_alarms_and_expected_values(reference):
    found, stored = judged(reference, noufaily), reference["reference_noufaily_nbplugin"]
    bounds, told = numbers(found["upper_bound"]), numbers(stored["ub"])
    assert (np.isnan(bounds) == np.isnan(told)).all()
    assert np.isnan(bounds).sum() == 10
    assert np.nanmax(np.abs(bounds - told)) < 1e-6
    assert [row["t"] for row in found.to_pylist() if row["alarm"]] == [257, 262, 263, 264]
    for name, other, near in (("expected", "expected", 1e-6), ("p", "pval", 1e-5), ("dispersion", "phi", 1e-4)):
        assert np.nanmax(np.abs(numbers(found[name]) - numbers(stored[other]))) < near


def told(values, method, last=1):
    return ears(np.arange(1, len(values) + 1), np.array(values), method, last).to_pylist()[-1]


def test_c1_compares_with_the_seven_values_before():
    """Mean 4, standard deviation 2.1602: the bound is 4 + 3.0902 x 2.1602."""
    row = told([1, 2, 3, 4, 5, 6, 7, 11], "c1")
    assert row["upper_bound"] == pytest.approx(4 + 3.090232 * 2.160247, abs=1e-5)
    assert row["alarm"] is True
    assert row["expected"] == 4


def test_c2_leaves_two_values_between_so_that_a_rise_is_not_its_own_yardstick():
    row = told([1, 2, 3, 4, 5, 6, 7, 90, 90, 11], "c2")
    assert row["upper_bound"] == pytest.approx(10.675664, abs=1e-5)
    assert row["alarm"] is True
    assert told([1, 2, 3, 4, 5, 6, 7, 90, 90, 11], "c1")["alarm"] is False


def test_c3_takes_off_its_bound_what_the_two_values_before_exceeded():
    """Baselines 1..7, 2..8, 3..9: means 4, 5, 6, spread 2.1602; both days before have the statistic 1.8516."""
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 9, 10]
    spread = np.std([3, 4, 5, 6, 7, 8, 9], ddof=1)
    past = sum(max(0, (value - mean) / spread - 1) for value, mean in ((8, 4), (9, 5)))
    assert told(values, "c3")["upper_bound"] == pytest.approx(max(0, 10 + spread * (1.959964 - past)), abs=1e-5)


def test_farrington_of_a_constant_past_expects_the_same_again():
    """Mean 9, dispersion held at 1, no trend: bound (9^(2/3) + 1.6449 sqrt(4/9 9^(1/3) (1 + se^2/9)))^(3/2)."""
    series = np.full(300, 9)
    row = farrington(np.arange(300), series, 1).to_pylist()[0]
    assert row["expected"] == pytest.approx(9, abs=1e-6)
    error = 3 / np.sqrt(28)  # of a mean of 28 counts of 9
    bound = (9 ** (2 / 3) + 1.644854 * np.sqrt(4 / 9 * 9 ** (1 / 3) * (1 + error**2 / 9))) ** 1.5
    assert row["upper_bound"] == pytest.approx(bound, abs=1e-4)
    assert row["alarm"] is False
    series[-1] = 16
    assert farrington(np.arange(300), series, 1)["alarm"].to_pylist() == [True]


@pytest.mark.parametrize("values", [[5], [0] * 300, [7] * 300, [3, 1, 2]], ids=["one", "zeros", "equal", "short"])
@pytest.mark.parametrize("detector", ["c1", "c2", "c3", "noufaily", "farrington"])
def test_series_that_tell_little_have_defined_answers(values, detector):
    times, counts = np.arange(len(values)), np.array(values)
    if detector.startswith("c"):
        found = ears(times, counts, detector, 80)
    else:
        found = {"noufaily": noufaily, "farrington": farrington}[detector](times, counts, 80)
    assert found.num_rows == min(80, len(values))
    assert sum(found["alarm"].to_pylist()) == 0
    for name in ("upper_bound", "expected", "p"):
        if name in found.column_names:
            assert all(value is None or np.isfinite(value) for value in found[name].to_pylist())


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.sampled_from(["c1", "c2", "c3"]), st.integers(1, 50))
def test_an_alarm_is_a_count_above_its_bound(values, method, last):
    for row in ears(np.arange(len(values)), np.array(values), method, last).to_pylist():
        assert row["alarm"] == (row["upper_bound"] is not None and row["obs"] > row["upper_bound"])
