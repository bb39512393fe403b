"""A tile map shades regions, and says without colour what the colour says."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.charts.markup import HOSTILE, of_class, parsed, texts
from tyndau.charts import Tile, tile_map
from tyndau.charts.shades import FEW, legend, ranges, step_of


def tile(column, value, **more):
    shown = "<5" if value is None else str(value)
    return Tile(**{"column": column, "row": 0, "name": f"Region {column}", "short": f"R{column}", "value": value,
                   "shown": shown, **more})  # fmt: skip


def draw(*tiles, **more):
    return tile_map(tiles, "Regions", "Accounts", ("Region", "Accounts"), **more)


def test_every_tile_carries_its_number_in_words():
    assert {"R0", "7", "R1", "<5"} <= set(texts(draw(tile(0, 7), tile(1, None)).svg))


def test_no_data_is_hatched_and_zero_is_not():
    figure = draw(tile(0, 0), tile(1, None))
    few, none = of_class(figure.svg, "step-few"), of_class(figure.svg, "step-0")
    assert few[0].find("path[@class='hatched']") is not None
    assert none[0].find("path[@class='hatched']") is None


def test_without_gaps_in_the_data_there_is_no_pattern():
    assert "pattern" not in draw(tile(0, 0), tile(1, 4)).svg


def test_a_linked_tile_names_itself_and_the_picture_is_a_group():
    svg = draw(tile(0, 7, link="/kk/regions/10/"), tile(1, 3)).svg
    (link,) = parsed(svg).iter("a")
    assert (link.get("href"), link.get("aria-label")) == ("/kk/regions/10/", "Region 0: 7")
    assert parsed(svg)[0].get("role") == "group"
    assert parsed(draw(tile(0, 7)).svg)[0].get("role") == "img"


def test_the_current_region_is_outlined_last_and_named_so():
    svg = draw(tile(0, 7, current=True, link="/a"), tile(1, 3)).svg
    assert of_class(svg, "tile")[-1].get("class").split()[-1] == "current"
    assert next(parsed(svg).iter("a")).get("aria-current") == "page"
    assert len(of_class(svg, "current-edge")) == 1
    assert of_class(draw(tile(0, 7, current=True)).svg, "current")[0].get("aria-current") == "true"


def test_the_small_variant_has_no_words_but_keeps_names_for_the_pointer_and_the_table():
    figure = draw(tile(0, 7), tile(1, 3), small=True)
    assert texts(figure.svg) == []
    assert "Region 0: 7" in [one.text for one in parsed(figure.svg).iter("title")]
    assert len(figure.rows) == 2


def test_the_table_holds_every_region_the_greatest_first_and_unknown_last():
    assert [row[0] for row in draw(tile(0, 0), tile(1, None), tile(2, 9)).rows] == ["Region 2", "Region 0", "Region 1"]


def test_no_regions_draw_an_empty_picture():
    assert draw().rows == []


def test_hostile_names_stay_names():
    svg = draw(tile(0, 7, name=HOSTILE, short=HOSTILE, shown=HOSTILE, link='"><script>')).svg
    assert not list(parsed(svg).iter("script"))
    assert HOSTILE in texts(svg)


@given(st.integers(0, 10**7), st.data())
def test_the_legend_tells_the_truth_about_every_value(greatest, data):
    value = data.draw(st.integers(0, greatest))
    (told,) = [one for one in ranges(greatest) if one.low <= value <= one.high]
    assert told.step == step_of(value, greatest)


@given(st.integers(0, 10**7))
def test_the_ranges_of_the_legend_meet_without_gap_up_to_the_greatest(greatest):
    found = ranges(greatest)
    assert found[0].low == 0
    assert found[-1].high == greatest
    assert all(after.low == before.high + 1 for before, after in pairwise(found))


def test_the_swatch_of_no_data_is_hatched_like_its_tiles():
    said = legend([(FEW, "fewer than 5"), ("1", HOSTILE)])
    assert said.count('class="hatch"') == 1
    assert "<script" not in said
    assert legend([]) == ""


def test_a_long_name_of_two_words_takes_two_lines():
    assert texts(draw(tile(0, 7, short="Алматы обл.")).svg) == ["Алматы", "обл.", "7"]
    assert texts(draw(tile(0, 7, short="Қарағанды")).svg) == ["Қарағанды", "7"]
