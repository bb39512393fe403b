"""The picture that networks show beside a link: 1200 x 630, drawn by Pillow from plain words.

The same words and fonts give the same bytes (under one version of Pillow). Letters come from the fonts that are passed
in: a font without Ә, Ғ, Қ, Ң, Ө, Ұ, Ү, Һ, І draws boxes for them.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tyndau.charts.lines import wrapped

WIDTH, HEIGHT, EDGE = 1200, 630, 72
PAPER, INK, SOFT, ACCENT, NOTE = (251, 250, 247), (29, 36, 48), (86, 96, 114), (11, 110, 117), (255, 243, 214)
TITLE_SIZES = ((68, 2), (56, 3), (46, 4))  # size and the most lines that it may take; the last one ends in an ellipsis
BAND = 64
SHADES = 48  # colours of the palette: letters keep soft edges, the file is a third


@dataclass(frozen=True)
class Fonts:
    """Files in a format that FreeType reads (TTF, OTF, WOFF, WOFF2)."""

    regular: Path
    bold: Path


@dataclass(frozen=True)
class Card:
    """Words only; an empty one is left out. `note` stands in a band at the foot, as 'Synthetic data'."""

    site: str
    title: str
    place: str = ""
    interval: str = ""
    trend: str = ""
    note: str = ""


def card_png(card: Card, fonts: Fonts) -> bytes:
    """Draw a card. Raises OSError where a font cannot be read."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 18, HEIGHT), fill=ACCENT)
    regular, bold = str(fonts.regular), str(fonts.bold)
    _line(pen, 52, card.site, _font(bold, 34), ACCENT)
    foot = HEIGHT - (BAND if clean(card.note) else 0)
    y = _title(pen, 118, clean(card.title), bold)
    _line(pen, y + 14, card.place, _font(regular, 34), SOFT)
    _line(pen, foot - 156, card.interval, _font(bold, 52), INK)
    _line(pen, foot - 82, card.trend, _font(regular, 34), SOFT)
    if clean(card.note):
        pen.rectangle((18, foot, WIDTH, HEIGHT), fill=NOTE)
        _line(pen, foot + 15, card.note, _font(regular, 28), INK)
    return _png(picture)


def clean(words: str) -> str:
    """One line: white space is one space; control and direction marks, which no picture needs, are left out."""
    kept = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", words))
    return " ".join("".join(letter for letter in kept if unicodedata.category(letter)[0] != "C").split())


@lru_cache(maxsize=32)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout: the same on every machine, with or without libraqm.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _title(pen: ImageDraw.ImageDraw, y: int, title: str, bold: str) -> int:
    """The title in the greatest size in which it fits; returns the y below it."""
    for size, most in TITLE_SIZES:
        font = _font(bold, size)
        lines, whole = wrapped(title, WIDTH - 2 * EDGE, most, font.getlength)
        if whole:
            break
    for line in lines:
        pen.text((EDGE, y), line, font=font, fill=INK)
        y += round(size * 1.2)
    return y


def _line(
    pen: ImageDraw.ImageDraw, y: int, words: str, font: ImageFont.FreeTypeFont, colour: tuple[int, int, int]
) -> None:
    """One line of words, ending in an ellipsis where they are too long."""
    lines, _ = wrapped(clean(words), WIDTH - 2 * EDGE, 1, font.getlength)
    for line in lines:
        pen.text((EDGE, y), line, font=font, fill=colour)


def _png(picture: Image.Image) -> bytes:
    into = io.BytesIO()
    small = picture.quantize(SHADES, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(into, "PNG", compress_level=6)
    return into.getvalue()
