"""The colours that pages give to pictures: words are read and bars are seen, light, dark and on paper."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "src" / "tyndau" / "listening" / "report" / "report.css"
TOKENS = ROOT / "frontend" / "styles" / "tokens.css"
PRINT = ROOT / "frontend" / "styles" / "print.css"
CHARTS = ROOT / "src" / "tyndau" / "charts" / "charts.css"


def colours(sheet):
    return dict(re.findall(r"--([a-z0-9-]+): *(#[0-9a-f]{3,6})\b", sheet))


def schemes():
    for name, path in (("report", REPORT), ("portal", TOKENS)):
        light, dark = path.read_text().split("@media (prefers-color-scheme: dark)")
        yield pytest.param(colours(light), id=f"{name}-light")
        yield pytest.param(colours(light) | colours(dark), id=f"{name}-dark")
        if name == "portal":
            yield pytest.param(colours(light) | colours(PRINT.read_text()), id="portal-paper")


def luminance(colour):
    """WCAG 2.2, relative luminance."""
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("page", [*schemes()])
def test_words_on_every_shade_are_read(page):
    words = [("on-light", step) for step in range(4)] + [("on-dark", 4), ("on-dark", 5), ("soft", 0)]
    for text, step in words:
        assert contrast(page[text], page[f"step-{step}"]) >= 4.5, (text, step)


@pytest.mark.parametrize("page", [*schemes()])
def test_words_on_the_page_are_read(page):
    for text in ("ink", "soft"):
        assert contrast(page[text], page["paper"]) >= 4.5


@pytest.mark.parametrize("page", [*schemes()])
def test_bars_ends_and_current_regions_are_seen(page):
    for drawn in ("accent", "edge", "ink"):
        assert contrast(page[drawn], page["paper"]) >= 3, drawn
    assert contrast(page["accent"], page["pale"]) >= 3  # the sure part of an interval against the possible one


@pytest.mark.parametrize("page", [*schemes()])
def test_more_is_always_a_stronger_shade(page):
    away = [contrast(page[f"step-{step}"], page["paper"]) for step in range(6)]
    assert all(after > 1.08 * before for before, after in pairwise(away)), away


def test_the_sheet_of_the_pictures_names_no_colour_and_no_unknown_property():
    sheet = re.sub(r"/\*.*?\*/", "", CHARTS.read_text(), flags=re.S)
    assert re.findall(r"#[0-9a-f]{3,6}\b|rgb|hsl", sheet) == []
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", sheet))
    assert used - colours(REPORT.read_text()).keys() == set()
    assert used - colours(TOKENS.read_text()).keys() == set()
