"""The picture beside a shared link: every letter is there, nothing runs out or over."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

import tyndau
from tyndau.charts.card import EDGE, HEIGHT, NOTE, WIDTH, Card, Fonts, card_png, clean
from tyndau.charts.lines import ELLIPSIS, wrapped

FOLDER = Path(tyndau.__file__).parent / "portal" / "web" / "built" / "portal" / "fonts"
FONTS = Fonts(FOLDER / "GolosText-400.ttf", FOLDER / "GolosText-700.ttf")
drawn = pytest.mark.skipif(not FONTS.bold.exists(), reason="the fonts are not built: make assets")
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
RUSSIAN = "".join(map(chr, range(ord("А"), ord("я") + 1))) + "Ёё"
SIGNS = "0123456789–—«»“”·…,.:;!?%+-()/№₸ \u00a0"
LONG = "қанағаттандырылмағандықтарыңыздан " * 12


def picture(**words):
    return Image.open(io.BytesIO(card_png(Card(**{"site": "", "title": "", **words}), FONTS))).convert("L")


def box(image):
    """What is inked right of the coloured edge: left, top, right, bottom."""
    return image.crop((20, 0, WIDTH, HEIGHT)).point(lambda grey: 255 if grey < 200 else 0).getbbox()


@drawn
@pytest.mark.parametrize("path", [FONTS.regular, FONTS.bold], ids=["regular", "bold"])
def test_the_fonts_have_every_letter_of_kazakh_and_russian_and_the_signs_of_numbers(path):
    font = ImageFont.truetype(str(path), 40, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\U0010ffff"))
    assert missing  # a font whose missing letters are invisible would pass in silence
    assert [letter for letter in KAZAKH + RUSSIAN + SIGNS if bytes(font.getmask(letter)) == missing] == []


@drawn
def test_the_size_is_what_networks_ask_for():
    image = Image.open(io.BytesIO(card_png(Card("Tyndau", "Ауызсу"), FONTS)))
    assert (image.format, image.size) == ("PNG", (1200, 630))


@drawn
def test_the_same_words_give_the_same_bytes():
    card = Card("Tyndau", "Ауызсу жоқ", "Ұлытау", "5–12", "Өсіп келеді", "Синтетика")
    assert card_png(card, FONTS) == card_png(card, FONTS)


@drawn
@pytest.mark.parametrize("field", ["site", "title", "place", "interval", "trend", "note"])
def test_long_words_never_run_out_of_the_picture(field):
    for words in (LONG, "Ұ" * 500):
        left, _, right, _ = box(picture(**{field: words}))
        assert left + 20 >= EDGE - 4
        assert right + 20 <= WIDTH - EDGE + 4


@drawn
def test_the_longest_title_and_place_end_above_the_numbers():
    above = box(picture(title=LONG, place=LONG, note="x"))
    numbers = box(picture(interval="1 200", trend="ұ", note="x"))
    assert box(picture(title=LONG, place=LONG))[3] < numbers[1]
    assert above[1] < numbers[1]


@drawn
def test_a_note_stands_in_a_band_of_its_own():
    image = Image.open(io.BytesIO(card_png(Card("T", "T", note="Синтетикалық деректер"), FONTS))).convert("RGB")
    seen = image.getpixel((WIDTH - 10, HEIGHT - 10))
    assert all(abs(one - wanted) <= 6 for one, wanted in zip(seen, NOTE, strict=True))


@drawn
def test_hostile_words_draw_a_card():
    card_png(Card(*["\x00\u202e\u200b\ud83d😡\n\t<b>" * 50] * 6), FONTS)


def test_a_font_that_is_not_there_is_an_error_not_another_font(tmp_path):
    with pytest.raises(OSError, match="cannot open resource"):
        card_png(Card("T", "T"), Fonts(tmp_path / "no.ttf", tmp_path / "no.ttf"))


def test_marks_of_direction_and_control_are_left_out_and_spaces_are_one():
    assert clean(" а\u202eб\x00\u200b в\n\n г\u202fд ") == "аб в г д"
    assert clean("\u0438\u0306") == "\u0439"  # й put together from two: the font has it as one letter


@given(
    st.text(alphabet="аұ ,", max_size=300).map(lambda text: " ".join(text.split())),
    st.integers(3, 40),
    st.integers(1, 5),
)
def test_lines_keep_all_words_or_end_in_an_ellipsis_and_never_exceed_the_width(words, width, most):
    lines, whole = wrapped(words, width, most, len)
    assert len(lines) <= most
    assert all(0 < len(line) <= width for line in lines)
    if whole:
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    else:
        assert lines[-1].endswith(ELLIPSIS)


def test_a_line_is_broken_between_words_where_it_can_be():
    assert wrapped("су жоқ екі апта", 8, 9, len)[0] == ["су жоқ", "екі апта"]
    assert wrapped("қанағаттандыру", 5, 9, len)[0] == ["қанағ", "аттан", "дыру"]
