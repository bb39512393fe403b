"""Train the language model: logistic regression over hashed character n-grams, written to src/.../text/language.npz.

    PYTHONPATH=src:. PYTHON -m training.language PACKAGES KAZSANDRA_CSV [--out FILE]

PYTHON has numpy, scipy, scikit-learn and babel; PACKAGES holds unpacked wheels (training/README.md names them). Same
input and seed, same model. Input is read in lower case, as `normalise` leaves it.
"""

import argparse
import csv
import hashlib
import random
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression
from training.catalogues import names, sentences

from tyndau.listening.text import ngrams
from tyndau.listening.text.stems import fold

SEED, STRENGTH, ITERATIONS = 20261124, 20.0, 120
OWN = Path("src/tyndau")
CLASSES = ("kk", "ru", "en", "turkic", "rest")
# How much a class weighs as a whole: what is rare among posts of Kazakhstan must be clear to be told.
SHARES = {"kk": 1.0, "ru": 1.0, "en": 0.7, "turkic": 0.9, "rest": 0.25}
LEAST_WORDS = {"kk": 1, "ru": 1, "en": 1, "turkic": 2, "rest": 3}  # of a window
MOST = 5_000  # strings of one package and language
CYRILLIC_AND_LATIN = tuple(re.findall(r"\w+", "uk be bg mk mn tg sr os de fr es it pt pl nl id ro cs fi hu"))
PACKAGES = {
    "kk": "django djangorestframework wtforms weblate_language_data",
    "ru": "django djangorestframework wtforms weblate_language_data apache_superset django_countries emoji flask_admin "
    "flask_appbuilder home_assistant_frontend homeassistant horizon jupyterlab_language_pack_ru_ru mezzanine sphinx "
    "spacy",
    "en": "django djangorestframework wtforms weblate_language_data apache_superset django_countries flask_admin "
    "flask_appbuilder home_assistant_frontend homeassistant horizon mezzanine sphinx spacy",
    "ky": "django spacy",
    "uz": "django weblate_language_data",
    "tt": "django spacy weblate_language_data",
    "tk": "django weblate_language_data",
    "az": "django djangorestframework spacy weblate_language_data",
    "tr": "django djangorestframework spacy weblate_language_data home_assistant_frontend",
    "ba": "weblate_language_data",
} | dict.fromkeys(
    [
        "uk",
        "be",
        "bg",
        "mk",
        "mn",
        "tg",
        "sr",
        "os",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "pl",
        "nl",
        "id",
        "ro",
        "cs",
        "fi",
        "hu",
    ],
    "django",
)
TURKIC = ("ky", "uz", "tt", "tk", "az", "tr", "ba")
CLDR = (
    *["kk", "ru", "en", "ky", "uz", "tt", "tk", "az", "tr", "ba", "uk", "be", "bg", "mn", "tg", "cv", "sah"],
    "uz_Cyrl",
)
WINDOWS = {"kk": 3, "ru": 5, "en": 3, "ba": 6, "tt": 6, "ky": 7, "uz": 6, "tk": 4, "az": 3, "tr": 2}
KAZAKH = re.compile("[әғқңөұүһі]")
LATIN_2021 = dict(zip("абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә", [
    *"abvgğdeojziikqlmnñoöprst", "u", "ū", "ü", *"fhh", "ts", "tş", "ş", "ş", "", "y", "ı", "", "e", "iu", "ia", "ä"],
    strict=True))  # fmt: skip
LATIN_2018 = LATIN_2021 | dict(zip("әғңөүуұшщчыі", ["á", "ǵ", "ń", "ó", "ú", "ý", "u", *["sh"] * 2, "ch", "y", "i"],
                                   strict=True))  # fmt: skip
LATIN_2021_WITH_I = LATIN_2021 | {"ы": "ı", "і": "i", "й": "y", "у": "w"}
# What people type ad hoc: each letter has the spellings of which one is drawn a text.
AD_HOC = {"ж": ("zh", "j"), "ш": ("sh", "w"), "щ": ("sh",), "қ": ("k", "q"), "ғ": ("g", "gh"), "ы": ("y", "i"),
          "і": ("i", "y"), "й": ("i", "y"), "ң": ("n", "ng"), "у": ("u", "y"), "ұ": ("u",), "ү": ("u",), "ө": ("o",),
          "ә": ("a", "a", "e"), "х": ("h", "kh"), "ч": ("ch",), "я": ("ya", "ia"), "ю": ("yu", "iu"), "и": ("i",),
          "ц": ("c", "ts")}  # fmt: skip
UZBEK = str.maketrans(dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)))
UZBEK_PAIRS = (("o'", "ў"), ("g'", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е"))


def in_training(row: str) -> bool:
    """Which half of KazSAnDRA a row belongs to; quality/language.py asks the same."""
    return hashlib.sha256(row.encode()).digest()[0] % 2 == 0


def latin(text: str, chance: random.Random) -> str:
    table = chance.choice((LATIN_2021, LATIN_2021_WITH_I, LATIN_2018, AD_HOC, AD_HOC, AD_HOC))
    if table is AD_HOC:
        table = LATIN_2021 | {letter: chance.choice(spellings) for letter, spellings in AD_HOC.items()}
    return "".join(table.get(letter, letter) for letter in text)


def uzbek_cyrillic(text: str) -> str:
    text = re.sub("[ʻʼ‘’`]", "'", text)
    for pair, letter in UZBEK_PAIRS:
        text = text.replace(pair, letter)
    return text.translate(UZBEK)


def typo(text: str, chance: random.Random) -> str:
    if len(text) < 4 or chance.random() > 0.15:
        return text
    at = chance.randrange(1, len(text) - 1)
    return chance.choice((text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:],
                          text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]))  # fmt: skip


def windows(text: str, language: str, label: str, chance: random.Random) -> list[str]:
    words = text.split()
    cut = []
    for _ in range(WINDOWS.get(language, 1)):
        length = chance.randint(LEAST_WORDS[label], 7)
        if length < len(words):
            start = chance.randrange(len(words) - length + 1)
            cut.append(typo(" ".join(words[start : start + length]), chance))
    return cut


def variants(texts: Iterable[str], language: str, label: str, chance: random.Random) -> list[str]:
    """Each text whole, windows of it, and what its writers make of its letters."""
    made: list[str] = []
    for text in texts:
        several = [text, *windows(text, language, label, chance)]
        made += several
        if language == "kk" and KAZAKH.search(text):
            made += [fold(one) for one in several if chance.random() < 0.7]
            made += [latin(one, chance) for one in several if chance.random() < 0.5]
        elif language == "uz":
            made += [uzbek_cyrillic(one) for one in several if chance.random() < 0.8]
        elif label == "turkic" and chance.random() < 0.15:
            made.append(text.translate(str.maketrans("ңөүәğşıçöüə", "ноуаgsicoue")))
    return made


def with_names(texts: list[str], places: list[str], chance: random.Random) -> list[str]:
    """Some texts once more with a Kazakh name of a place inside: a name does not make a post Kazakh."""
    made = []
    for text in texts:
        words = text.split()
        if len(words) > 3 and chance.random() < 0.2:
            words.insert(chance.randrange(len(words)), chance.choice(places))
            made.append(" ".join(words))
    return made


def own() -> dict[str, list[str]]:
    """What stands in the repository: phrases, topics, places, sentences said to people; never the demo."""
    found: dict[str, list[str]] = {"kk": [], "ru": [], "en": []}
    kz = OWN / "jurisdictions" / "kz"
    for name, column in (("phrases", "phrase"), ("kinds", "phrase"), ("place_names", "name")):
        with (kz / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["language"] in found:
                    found[row["language"]].append(row[column].lstrip("="))
    with (kz / "topics.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for language in found:
                found[language] += [row[f"name_{language}"], row[f"definition_{language}"]]
    for language in found:
        stack: list[Any] = [tomllib.loads((OWN / "words" / f"{language}.toml").read_text(encoding="utf-8"))]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                found[language].append(re.sub(r"\{[^}]*\}", " ", one))
            else:
                stack += one.values()
    return found


def alone(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Texts that stand in one language only, lower case, each once."""
    lowered = {language: dict.fromkeys(text.lower() for text in many) for language, many in texts.items()}
    holders: dict[str, int] = {}
    for many in lowered.values():
        for text in many:
            holders[text] = holders.get(text, 0) + 1
    return {language: [text for text in many if holders[text] == 1] for language, many in lowered.items()}


def gather(packages: Path, chance: random.Random) -> dict[str, list[str]]:
    texts = {language: list[str]() for language in PACKAGES}
    for language, folders in PACKAGES.items():
        for folder in folders.split():
            found = sentences(packages / folder, language)
            texts[language] += found if len(found) <= MOST else chance.sample(found, MOST)
    for language in CLDR:
        texts.setdefault(language, []).extend(names(language))
    for language, many in own().items():
        texts[language] += many
    for language, many in texts.items():
        print(f"{language} texts={len(many)}")
    return alone(texts)


def matrix(texts: list[str]) -> Any:
    """Counts of n-grams over the root of the number of letters, as `detect` weighs them."""
    blocks = []
    for first in range(0, len(texts), 20_000):
        part = texts[first : first + 20_000]
        cut = ngrams.words(part)
        owner = np.repeat(cut.texts, np.diff(np.append(cut.starts, len(cut.codes) - 1)))
        letters = np.bincount(cut.texts, cut.letters, len(part))
        rows, columns = [], []
        for bucket in ngrams.buckets(cut.codes):
            there = bucket != ngrams.NOTHING
            rows.append(owner[there])
            columns.append(bucket[there])
        row = np.concatenate(rows)
        values = (1 / np.sqrt(np.maximum(letters, 1)))[row].astype(np.float32)
        blocks.append((row + first, np.concatenate(columns), values))
    row, column, value = (np.concatenate(part) for part in zip(*blocks, strict=True))
    return csr_array((value, (row, column)), shape=(len(texts), ngrams.BUCKETS))


def fit(samples: list[tuple[str, str]], iterations: int) -> LogisticRegression:
    labels = np.array([label for _, label in samples])
    counts = {label: int((labels == label).sum()) for label in CLASSES}
    print(f"fit n={len(samples)} {counts}", flush=True)
    weights = np.array([SHARES[label] / counts[label] for label in labels]) * len(samples) / sum(SHARES.values())
    model = LogisticRegression(C=STRENGTH, max_iter=iterations, tol=1e-3)
    return model.fit(matrix([text for text, _ in samples]), labels, sample_weight=weights)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("packages", type=Path)
    arguments.add_argument("kazsandra", type=Path)
    arguments.add_argument("--out", type=Path, default=OWN / "listening" / "text" / "language.npz")
    given = arguments.parse_args()
    chance = random.Random(SEED)
    with (OWN / "jurisdictions" / "kz" / "place_names.csv").open(encoding="utf-8") as file:
        places = [row["name"].lower() for row in csv.DictReader(file) if row["language"] == "kk"]
    samples = []
    for language, texts in gather(given.packages, chance).items():
        if language in ("ru", "en"):
            texts += with_names(texts, places, chance)
        label = language if language in CLASSES else "turkic" if language.split("_")[0] in TURKIC else "rest"
        samples += [(text, label) for text in variants(texts, language, label, chance)]
    with given.kazsandra.open(encoding="utf-8") as file:
        reviews = [row["text"].lower() for row in csv.DictReader(file) if in_training(row["custom_id"])]
    # Reviews mix Russian in: a first model, trained on their whole texts, takes Russian and English windows out.
    whole = [text for text in reviews if len(text.split()) >= 3]
    first = fit([*samples, *((text, "kk") for text in whole)], ITERATIONS // 3)
    parts = [text for text in variants(dict.fromkeys(reviews), "kk", "kk", chance) if re.search(r"[^\W\d_]", text)]
    sure = dict(zip(first.classes_, first.predict_proba(matrix(parts)).T, strict=True))
    foreign = np.maximum(sure["ru"], sure["en"]) > 0.8
    kept = [text for text, out in zip(parts, foreign, strict=True) if KAZAKH.search(text) or not out]
    print(f"KazSAnDRA rows={len(reviews)} pieces={len(parts)} taken out={len(parts) - len(kept)}")
    samples += [(text, "kk") for text in kept]
    samples = [one for one in samples if re.search("[a-zа-яё]", one[0])]
    model = fit(samples, ITERATIONS)
    order = [list(model.classes_).index(label) for label in CLASSES]
    weights, bias = model.coef_[order].T, model.intercept_[order]
    print(f"largest weight {np.abs(weights).max():.1f}")
    with given.out.open("wb") as out:
        np.savez_compressed(out, weights=weights.astype(np.float16), bias=bias.astype(np.float32))
    print(f"{given.out} bytes={given.out.stat().st_size}")


if __name__ == "__main__":
    main()
