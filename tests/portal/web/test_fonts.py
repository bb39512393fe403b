"""Every Kazakh letter has its glyph: in the browser's subsets, each where its range says, and on the server's cards."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tyndau.portal import web

PORTAL = Path(web.__file__).parent / "built" / "portal"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = "әғқңөұүһі" + RUSSIAN + "abcdefghijklmnopqrstuvwxyz" + "äöüğūñışŋ"
SIGNS = "0123456789₸№–—«»“”…·×%\N{NO-BREAK SPACE}\N{MINUS SIGN}"
WANTED = sorted({*LETTERS, *LETTERS.upper(), *SIGNS})


def letters_of(font: Path) -> set[str]:
    return {chr(code) for code in TTFont(font).getBestCmap()}


def ranges() -> dict[str, list[tuple[int, int]]]:
    """Which characters the built style sheet asks of which font file, as it would a browser."""
    found = {}
    for block in re.findall(r"@font-face\{([^}]*)\}", (PORTAL / "portal.css").read_text()):
        file = re.search(r"fonts/([\w-]+\.woff2)", block)[1]
        spans = re.findall(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", block, re.I)
        found[file] = [(int(a.replace("?", "0"), 16), int(b or a.replace("?", "F"), 16)) for a, b in spans]
    return found


def test_each_letter_is_in_a_file_that_the_style_sheet_names_for_it():
    held = {file: letters_of(PORTAL / "fonts" / file) for file in ranges()}
    named = {
        letter: [file for file, spans in ranges().items() if any(a <= ord(letter) <= b for a, b in spans)]
        for letter in WANTED
    }
    lacking = {letter for letter, files in named.items() if not any(letter in held[file] for file in files)}
    assert lacking == set()


@pytest.mark.parametrize("weight", [400, 700])
def test_one_file_holds_all_letters_for_picture_cards(weight):
    assert set(WANTED) - letters_of(PORTAL / "fonts" / f"GolosText-{weight}.ttf") == set()


def test_text_is_read_before_its_font_has_come():
    blocks = re.findall(r"@font-face\{([^}]*)\}", (PORTAL / "portal.css").read_text())
    assert blocks
    assert all("font-display:swap" in block for block in blocks)


def test_the_licence_goes_with_the_fonts():
    assert "SIL OPEN FONT LICENSE" in (PORTAL / "fonts" / "OFL.txt").read_text()
