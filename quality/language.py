"""How often the language of a text is told rightly, class by class, beside py3langid restricted to kk, ru, en.

    PYTHONPATH=src python -m quality.language [--packages FOLDER] [--misses CLASS]

Needs py3langid. No text of the test was seen in training: the other half of KazSAnDRA, a Russian forum and Russian
appeals, docstrings, catalogues of packages that training leaves alone (unpacked in FOLDER: training/README.md), the
demo. Data lie in ../shared/data or TYNDAU_DATA; what is absent is skipped and named.
"""

import argparse
import csv
import hashlib
import html
import importlib
import inspect
import json
import os
import random
import re
import time
from collections import Counter
from pathlib import Path

import pyarrow as pa
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from training.catalogues import plain, sentences

from tyndau.listening.text.language import LANGUAGES, detect
from tyndau.listening.text.normalise import normalise

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TYNDAU_DATA", ROOT.parent / "shared" / "data"))
SEED, MOST, EACH = 20261124, 120, 1_000
KAZAKH = re.compile("[әғқңөұүһі]")
DOCUMENTED = ("duckdb", "click", "jinja2", "hypothesis", "rich", "orjson", "pyarrow.compute", "pytest", "logging")
HELD_OUT = {
    "ky": "django_allauth django_cms pycountry",
    "uz": "django_allauth humanize pycountry",
    "tt": "pycountry",
    "ba": "pycountry",
    "tk": "pycountry",
    "az": "django_allauth wagtail django_oscar django_two_factor_auth",
    "tr": "django_allauth wagtail django_oscar django_two_factor_auth",
    "uk": "django_allauth wagtail django_oscar",
    "mn": "django_allauth wagtail",
}
TRAINED_TOO = {"ky": "django", "uz": "django", "tt": "django", "ba": "weblate_language_data", "tk": "django",
               "az": "django", "tr": "django", "uk": "django", "mn": "django"}  # fmt: skip


def cut(text: str) -> str:
    """At most 120 characters, whole words."""
    text = " ".join(text.split())
    return text if len(text) <= MOST else text[: MOST + 1].rsplit(" ", 1)[0]


def in_training(row: str) -> bool:
    """As in training/language.py, which needs scikit-learn."""
    return hashlib.sha256(row.encode()).digest()[0] % 2 == 0


def kazakh() -> dict[str, list[str]]:
    path = DATA / "kazakh" / "kazsandra_valid.csv"
    if not path.exists():
        print(f"skipped: Kazakh reviews ({path} is not here)")
        return {}
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    seen = {row["text_cleaned"] for row in rows if in_training(row["custom_id"])}
    kinds: dict[str, list[str]] = {"kk with Kazakh letters": [], "kk without": [], "kk in Latin": []}
    for row in rows:
        text = cut(row["text"])
        latin, cyrillic = len(re.findall("[a-zA-Z]", text)), len(re.findall("[а-яёәғқңөұүһі]", text.lower()))
        if row["text_cleaned"] in seen or in_training(row["custom_id"]) or latin + cyrillic < 3:
            continue
        kind = "in Latin" if latin > cyrillic else "with Kazakh letters" if KAZAKH.search(text.lower()) else "without"
        kinds[f"kk {kind}"].append(text)
    return kinds


def russian() -> dict[str, list[str]]:
    forum, appeals = DATA / "posts" / "troitsk_forum.ndjson", DATA / "appeals" / "kursk_labelled.csv"
    found = {}
    for name, path in (("ru forum", forum), ("ru appeals", appeals)):
        if not path.exists():
            print(f"skipped: {name} ({path} is not here)")
            continue
        with path.open(encoding="utf-8") as file:
            if path is forum:
                texts = [json.loads(line)["text"] for line in file]
            else:
                texts = [html.unescape(re.sub("<[^>]*>", " ", row["text"])) for row in csv.DictReader(file)]
        found[name] = [cut(text) for text in texts if len(text.strip()) >= 20]
        chance = random.Random(SEED)
        found[f"{name}, 3 words"] = [
            " ".join(words[at : at + 3])
            for words in map(str.split, found[name])
            if len(words) > 3 and (at := chance.randrange(len(words) - 3)) >= 0
        ]
    return found


def english() -> dict[str, list[str]]:
    texts = []
    for module in DOCUMENTED:
        try:
            members = [one for _, one in inspect.getmembers(importlib.import_module(module))]
        except ImportError:
            print(f"skipped: docstrings of {module} (not installed)")
            continue
        for one in members:
            texts += (inspect.getdoc(one) or "").split("\n\n")[:1] if callable(one) else []
    return {"en docstrings": [cut(plain(text)) for text in dict.fromkeys(texts) if len(text) >= 20]}


def neighbours(packages: Path | None) -> dict[str, list[str]]:
    if packages is None or not packages.is_dir():
        print(f"skipped: neighbour languages (no folder of packages: {packages})")
        return {}
    found = {}
    for language, folders in HELD_OUT.items():
        seen = {text.lower() for text in sentences(packages / TRAINED_TOO[language], language)}
        texts = [text for folder in folders.split() for text in sentences(packages / folder, language)]
        texts = [cut(text) for text in dict.fromkeys(texts) if text.lower() not in seen]
        name = "other" if language in ("uk", "mn") else "Turkic"
        found[f"{name} {language}"] = [text for text in texts if len(text) >= 20]
    return found


def planted() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (ROOT / "src" / "tyndau" / "demo" / "phrasings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(f"demo {row['language']}", []).append(row["text"].replace("{where}", "").strip())
    return found


def expected(name: str) -> str:
    kind, _, rest = name.partition(" ")
    return rest[:2] if kind == "demo" else {"Turkic": "other"}.get(kind, kind)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--packages", type=Path)
    arguments.add_argument("--misses", help="show what was told wrongly of this set; never publish it")
    given = arguments.parse_args()
    peer = LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
    peer.set_languages(["kk", "ru", "en"])
    sets = {**kazakh(), **russian(), **english(), **neighbours(given.packages), **planted()}
    chance = random.Random(SEED)
    sets = {name: texts if len(texts) <= EACH else chance.sample(texts, EACH) for name, texts in sets.items() if texts}
    told: dict[str, list[str]] = {}
    ours_s = theirs_s = 0.0
    total = letters = 0
    print(f"{'set':<24}{'n':>6}{'right':>8}{'mixed':>8}{'py3langid':>11}   wrong as")
    for name, texts in sets.items():
        column = pa.table({"post": [str(n) for n in range(len(texts))], "text": texts})
        normal = normalise(column)
        start = time.process_time()
        told[name] = detect(normal)["language"].to_pylist()
        middle = time.process_time()
        peers = [peer.classify(text)[0] for text in normal["normal"].to_pylist()]
        theirs_s += time.process_time() - middle
        ours_s += middle - start
        total += len(texts)
        letters += sum(map(len, texts))
        wanted = expected(name)
        wrong = Counter(one for one in told[name] if one != wanted)
        right, mixed = (sum(one == kind for one in told[name]) / len(texts) for kind in (wanted, "mixed"))
        theirs = sum(one == wanted for one in peers) / len(texts)
        print(f"{name:<24}{len(texts):>6}{right:>8.1%}{mixed:>8.1%}{theirs:>11.1%}   {dict(wrong)}")
        if given.misses == name:
            shown = [text for text, one in zip(texts, told[name], strict=True) if one != wanted]
            print("\n".join(f"    {text}" for text in shown))
    # Balanced: each class is drawn to the size of the smallest.
    pairs: dict[str, list[str]] = {}
    for name, answers in told.items():
        if not name.startswith("demo") and not name.endswith("3 words"):
            pairs.setdefault(expected(name), []).extend(answers)
    if not pairs:
        return
    least = min(map(len, pairs.values()))
    drawn = {wanted: chance.sample(answers, least) for wanted, answers in pairs.items()}
    print(f"balanced, n={least} a class")
    for language in LANGUAGES[:-1]:
        heard = sum(one == language for answers in drawn.values() for one in answers)
        right = drawn.get(language, []).count(language)
        print(
            f"  {language:<6} precision {right / max(heard, 1):.1%} of {heard}, recall {right / least:.1%} of {least}"
        )
    print(f"texts/s, one core: n={total} mean {letters / total:.0f} characters: "
          f"own {total / ours_s:,.0f} py3langid {total / theirs_s:,.0f}")  # fmt: skip


if __name__ == "__main__":
    main()
