"""A timeline tells counts, their parts, what happened, and what is not finished."""

from datetime import date

import pytest

from tests.charts.markup import HOSTILE, of_class, parsed, texts
from tyndau.charts import Mark, Share, Wording, timeline
from tyndau.charts.periods import periods

SAY = Wording(
    period=lambda one: f"{one.first:%d.%m}–{one.last:%d.%m}",
    number=str,
    month=lambda day: f"{day:%m.%Y}",
    day=lambda day: f"{day:%d.%m}",
    incomplete="week not over",
)
HEADER = ("Week", "Posts", "Note")
WEEKS = periods(date(2026, 8, 3), date(2026, 10, 14), "week")
VALUES = [0, 10, 20, 40, 100, 3, 1, 0, 50, 60, 30]


def draw(values=VALUES, **more):
    return timeline(WEEKS, values, "Posts", "By week", HEADER, SAY, **more)


def test_columns_are_as_high_as_their_values_and_zero_has_none():
    heights = [float(one.get("height")) for one in of_class(draw().svg, "bar")]
    assert heights[4] == 150
    assert heights[1] == 15
    assert heights[0] == 0
    assert heights[6] == 1.5  # a single post is seen, though 1 of 100 would be


def test_the_unfinished_week_is_hatched_and_told_in_legend_and_table():
    figure = draw()
    hatched = of_class(figure.svg, "hatched")
    assert [one.get("fill", "")[:10] for one in hatched] == ["url(#hatch"]
    assert "week not over" in figure.legend
    assert figure.rows[-1] == ("12.10–14.10", "30", "week not over")
    assert figure.rows[0][2] == ""


def test_a_span_of_whole_weeks_needs_no_note_and_no_legend():
    figure = timeline(WEEKS[:2], [1, 2], "Posts", "By week", HEADER, SAY)
    assert figure.header == ["Week", "Posts"]
    assert figure.legend == ""
    assert "pattern" not in figure.svg


def test_echoes_stand_on_top_of_the_rest_and_in_a_column_of_the_table():
    echoes = [0, 5, 0, 40, 60, 1, 0, 0, 5, 6, 3]
    figure = draw(share=Share(echoes, "copies", "own words"))
    own = [float(one.get("height")) for one in of_class(figure.svg, "bar")]
    copied = [float(one.get("height")) for one in of_class(figure.svg, "share")]
    assert (own[4], copied[2]) == (60, 90)
    assert own[3] == 0  # copies only
    assert list(figure.header) == ["Week", "Posts", "copies", "Note"]
    assert figure.rows[4][1:3] == ("100", "60")
    assert "own words" in figure.legend
    assert "31.08–06.09: 100 (copies: 60)" in [one.text for one in parsed(figure.svg).iter("title")]


def test_marks_stand_at_their_week_in_picture_and_table_and_outside_nowhere():
    figure = draw(marks=[Mark(date(2026, 9, 2), "answered"), Mark(date(2027, 1, 1), "later")])
    assert [one.text for one in of_class(figure.svg, "mark-label")] == ["answered"]
    assert figure.rows[4][2] == "answered"
    assert "later" not in figure.svg


def test_two_marks_of_one_week_do_not_cover_each_other():
    figure = draw(marks=[Mark(date(2026, 9, 2), "answered"), Mark(date(2026, 9, 3), "done")])
    labels = of_class(figure.svg, "mark-label")
    assert abs(float(labels[0].get("y")) - float(labels[1].get("y"))) >= 20
    assert figure.rows[4][2] == "answered; done"


def test_months_are_written_in_the_callers_words():
    assert {"09.2026", "10.2026"} <= set(texts(draw().svg))


def test_a_short_span_has_its_first_and_last_day():
    days = periods(date(2026, 10, 3), date(2026, 10, 12))
    assert {"03.10", "12.10"} <= set(texts(timeline(days, [1] * 10, "Posts", "", HEADER, SAY).svg))


@pytest.mark.parametrize("values", [[0], [1], [10**12]])
def test_a_single_day_is_a_column_not_a_wall(values):
    figure = timeline(periods(date(2026, 10, 3), date(2026, 10, 3)), values, "Posts", "", HEADER, SAY)
    assert float(of_class(figure.svg, "bar")[0].get("width").rstrip("%")) <= 8


def test_as_many_values_as_periods_are_needed():
    with pytest.raises(ValueError, match="zip"):
        draw([1, 2])


def test_hostile_words_stay_words():
    say = Wording(lambda _: HOSTILE, lambda _: HOSTILE, lambda _: HOSTILE, lambda _: HOSTILE, HOSTILE)
    share = Share([1, *[0] * 10], HOSTILE, HOSTILE)
    figure = timeline(
        WEEKS, [1] * 11, HOSTILE, HOSTILE, [HOSTILE] * 3, say, [Mark(date(2026, 9, 2), HOSTILE)], share=share
    )
    assert not list(parsed(figure.svg).iter("script"))
    assert HOSTILE in texts(figure.svg)
    assert "<script" not in figure.legend


def test_the_same_values_give_the_same_bytes():
    assert draw().svg == draw().svg
