"""Which language a post is written in: Kazakh, Russian, English or none of them.

A first detector: words with Kazakh letters decide; common words and endings decide for Kazakh without them; py3langid,
restricted to the three languages, decides the rest. Its error rates by kind of Kazakh stand in docs/quality.md.
"""

import re
from functools import cache
from typing import Any

import pyarrow as pa
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from tyndau.listening.errors import require_columns

LANGUAGES = ("kk", "ru", "en", "other")
KAZAKH = re.compile("[әғқңөұүһі]")
CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
LATIN = re.compile("[a-zäğñöūüşıáǵńóúýçq]")
# Frequent words that are Kazakh and nothing else, typed without Kazakh letters or in Latin ones.
KAZAKH_WORDS = re.compile(
    r"\b(?:жок|бар ма|керек|емес|болмай|болып|калай|кашан|неге|осы|биз|бизде|бизге|сиз|ушин|жасап|берин?издер|рахмет|"
    r"жаксы|жаман|барлы[кг]|халы[кг]|ауыл\w*|жол\w*|кун\w*|дейди|тур|келди|келмей\w*|истемей\w*|"
    r"zho[kq]|jo[kq]|kerek|emes|nege|qashan|kashan|qalai|kalai|rahmet|rakhmet|bizde|bizge|ushin|u[sş]in|zhol\w*|jol\w*|"
    r"zhaman|jaman|zhaksy|jaqsy|khal[yi]k|hal[yi]q|bol[yi]p|kelmei\w*|istemei\w*|sal[yi]p|beriniz\w*)\b"
)
# Latin script: English is known by its small words, Kazakh by its endings, whatever orthography it is typed in.
ENGLISH_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the a an and or of to in on at is are was were be been it its this that there they we you i my our your not "
        "no for with from have has had do does did will would can could but if so when where what who how all as by",
    )
)
KAZAKH_ENDING = re.compile(
    r"(?:d[ayeı]|t[aeyı]|n[aeyı]|g[ae]|ğ[ae]|q[ae]|d[ae]n|t[ae]n|n[ae]n|[mbp]en|n[yiı][nñń]|d[yiı][nñń]|t[yiı][nñń]|[ldt][ae]r|"
    r"[ldt][ae]r[yiı]|m[yiı]z|[ñn][yiı]z|d[yiı]k|t[yiı][kq]|[yiı]p|[yiı]m|jatyr|jat[yı]r|zhatyr|zhat[yı]r|ma?id[yiı]|[eai]d[yiı])$"
)


@cache
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
    identifier.set_languages(["kk", "ru", "en"])
    return identifier


def detect(texts: Any) -> Any:
    """Name the language of each text.

    texts    post string, normal string (text/normalise.py)
    Returns  post string, language string (kk, ru, en, other), probability float64 [0..1], script string (Cyrl, Latn,
             none); same rows, same order. `other` here means no letters at all: neighbour languages are not told yet.
    Raises   MissingColumns
    Source   letters of the Kazakh alphabet of 1940; py3langid (Lui & Baldwin 2012) for the rest
    """
    require_columns("texts", texts, ("post", "normal"))
    found = [_one(text) for text in texts["normal"].to_pylist()]
    languages, probabilities, scripts = zip(*found, strict=True) if found else ((), (), ())
    return pa.table(
        {
            "post": texts["post"],
            "language": pa.array(languages, pa.string()),
            "probability": pa.array(probabilities, pa.float64()),
            "script": pa.array(scripts, pa.string()),
        }
    )


def _one(text: str) -> tuple[str, float, str]:
    cyrillic, latin = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if not cyrillic and not latin:
        return "other", 1.0, "none"
    script = "Cyrl" if cyrillic >= latin else "Latn"
    words = len(text.split())
    # One Kazakh name does not make a Russian post Kazakh: in Kazakh about six words of ten show a Kazakh letter.
    if 5 * sum(bool(KAZAKH.search(word)) for word in text.split()) >= words:
        return "kk", 0.99, script
    if script == "Latn":
        return _latin(re.findall(r"[^\W\d_]+", text))
    if 3 * len(KAZAKH_WORDS.findall(text)) >= min(words, 9):
        return "kk", 0.9, script
    language, probability = _identifier().classify(text)
    if script == "Cyrl" and language == "en":
        language, probability = "ru", 0.5
    return language, round(float(probability), 4), script


def _latin(words: list[str]) -> tuple[str, float, str]:
    """English or Kazakh, by the share of words that speak for each."""
    english = sum(word in ENGLISH_WORDS for word in words)
    kazakh = sum(bool(KAZAKH_ENDING.search(word) or KAZAKH_WORDS.fullmatch(word)) for word in words if len(word) > 3)
    language = "kk" if kazakh > english else "en"
    return language, round(0.5 + 0.5 * abs(kazakh - english) / max(len(words), 1), 4), "Latn"
