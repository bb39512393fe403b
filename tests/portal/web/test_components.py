"""Components say what they draw, in every language, and let nothing of a quoted text out."""

import re

import pytest
from django.template import engines
from django.utils import translation

from tyndau.portal.web import design_drawings as drawings
from tyndau.portal.web import design_samples as samples
from tyndau.portal.web.templatetags.strength import DECADE, WIDTH, strength_bar, strength_words


def component(name: str, rf, **values) -> str:
    given = " ".join(f':{key}="{key}"' for key in values)
    page = engines["django"].from_string(f"{{% cotton {name} {given} / %}}")
    return page.render(values, rf.get("/en/?topic=heat&page=3"))


def ends(bar: str) -> tuple[float, float]:
    return tuple(float(number) for number in re.search(r'range" d="M([\d.]+) 8H([\d.]+)"', bar).groups())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_geometry_has_decimal_points_in_every_language(language):
    with translation.override(language):
        assert ends(strength_bar(57, 186)) == (70.2, 90.8)


def test_the_bar_ends_where_its_scale_ends():
    assert ends(strength_bar(0, 9_000_000)) == (0.0, float(WIDTH))
    assert ends(strength_bar(10, 1000)) == (DECADE, 3 * DECADE)


def test_a_certain_number_is_said_once():
    with translation.override("en"):
        assert strength_words(5, 5) == '<strong class="interval">5</strong> accounts'
        assert strength_words(1, 1) == '<strong class="interval">1</strong> account'
        assert strength_words(57, 1860) == '<strong class="interval">57–1,860</strong> accounts'


@pytest.mark.parametrize(("trend", "word"), [("rising", "Rising"), ("falling", "Falling"), ("steady", "Steady")])
def test_a_trend_is_told_by_a_word_not_by_colour_alone(rf, trend, word):
    with translation.override("en"):
        assert word in component("trend", rf, trend=trend)


@pytest.mark.parametrize("trend", ["unknown", "", None])
def test_what_cannot_be_told_is_said_so(rf, trend):
    with translation.override("en"):
        assert "Too few" in component("trend", rf, trend=trend)


def test_a_quote_keeps_its_language_and_its_direction_to_itself(rf):
    drawn = component("quote", rf, text=samples.HOSTILE, language="ru", channel="VK")
    assert "<b>" not in drawn
    assert re.search(r'lang="ru"><q><bdi>&lt;b&gt;.*</bdi></q>', drawn)
    assert " lang=" not in component("quote", rf, text="мәтін и текст", language="", channel="VK")


def test_a_card_tells_place_strength_channels_and_who_answers(rf):
    with translation.override("en"):
        part = component("demand_card", rf, demand=samples.DEMANDS[1], level=2)
        nobody = component("demand_card", rf, demand=samples.DEMANDS[2], level=2)
    for words in ("Алматинская область", "1,240–3,905", "5,120 posts", "VK, YouTube, Telegram", "тротуар, школа, яма"):
        assert words in part
    assert part.count("<h2>") == 1
    assert "not determined" in nobody
    assert "In particular" not in nobody


def test_the_pager_keeps_the_filters(rf):
    drawn = component("pager", rf, page=samples.SamplePage(3, True, True))
    assert 'href="?topic=heat&amp;page=4"' in drawn
    assert 'href="?topic=heat&amp;page=2"' in drawn
    assert "href" not in component("pager", rf, page=samples.SamplePage(1, False, False))


def test_a_drawing_has_its_table(rf):
    drawn = component("figure", rf, figure=drawings.map_of_regions())
    assert drawn.count('<th scope="row">') == len(drawings.TILES)


def test_a_filter_shows_what_was_chosen(rf):
    drawn = component("filter_form", rf, fields=samples.FILTERS, query='"><script>', period="yes", since=samples.HEARD)
    assert '<option value="heat" selected>' in drawn
    assert 'value="2026-10-29"' in drawn
    assert "<script" not in drawn
