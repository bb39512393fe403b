"""Makes the two font files that the server draws picture cards with: one weight a file, all scripts in it.

Browsers get Golos Text in subsets; Pillow opens one file at a time, and a Kazakh word needs letters of three subsets.
"""

from pathlib import Path

from fontTools.merge import Merger

WEIGHTS = (400, 700)
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")  # latin-ext holds the tenge sign and Latin Kazakh


def write(package: Path, folder: Path) -> None:
    """Merge the subsets of `package` (@fontsource/golos-text) into `folder`/GolosText-400.ttf and -700.ttf."""
    for weight in WEIGHTS:
        parts = [str(package / "files" / f"golos-text-{subset}-{weight}-normal.woff") for subset in SUBSETS]
        font = Merger().merge(parts)
        font.flavor = None  # plain TrueType, not compressed
        font.save(folder / f"GolosText-{weight}.ttf")
