"""Terms that make a post likelier to be hostile, or to be a mere report of it: a table that a deployer may replace."""

import csv
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from tyndau.listening.errors import CannotRead, ListeningError, NoSuchInput
from tyndau.listening.text.stems import STEMMERS
from tyndau.listening.topics.phrases import match_phrases

CODES = ("threat", "incitement", "insult")  # the codebook's order: one code a post, the first that holds
NONE = "none"
COLUMNS = ("term", "language", "code", "weight")
WITHIN = 4  # words of one term stand so near: threats put a word or two between verb and object


class BadLexicon(ListeningError):
    """A lexicon breaks its form; names the file, the row and what is wrong with it."""

    code = "hostile.bad-lexicon"


class Lexicon(NamedTuple):
    """`terms` language string, phrase string; `codes` place among CODES and NONE behind them; `weights` 0..1."""

    terms: Any
    codes: Any
    weights: Any


def read(path: Path) -> Lexicon:
    """A lexicon from a CSV with the columns term, language, code, weight. Raises NoSuchInput, CannotRead, BadLexicon.

    A term is one to four words, matched in any form and order; with a leading "=" as it is written. A weight is the
    chance, above 0 and below 1, that the code holds where the term stands; a term of `none` (a report, a quotation, a
    lawsuit) takes that part off what the other terms say.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NoSuchInput(path=path) from None
    except UnicodeDecodeError:
        raise BadLexicon(file=path, row=1, reason="UTF-8") from None
    except OSError as error:
        raise CannotRead(file=path, reason=error.strerror or type(error).__name__) from None
    return parsed(content, str(path))


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lexicon that comes with the package, Kazakh and Russian."""
    return parsed(files(__package__).joinpath("lexicon.csv").read_text(encoding="utf-8"), "lexicon.csv")


def parsed(content: str, name: str) -> Lexicon:
    """The rows of a lexicon, checked one by one. Raises BadLexicon, which names the first row that is wrong."""
    reader = csv.DictReader(content.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadLexicon(file=name, row=1, reason=",".join(reader.fieldnames or ()) or "-")
    order = (*CODES, NONE)
    told: dict[tuple[str, str, str], float] = {}
    for number, row in enumerate(reader, 2):
        term, language, code, weight = (row[column] or "" for column in COLUMNS)
        key = (language, term.strip(), code)
        if language not in STEMMERS or code not in order or not term.strip(" =") or None in row or key in told:
            raise BadLexicon(file=name, row=number, reason=",".join((term, language, code)))
        told[key] = _weight(weight, name, number)
    return Lexicon(
        pa.table({"language": [key[0] for key in told], "phrase": [key[1] for key in told]}, schema=TERMS),
        np.array([order.index(key[2]) for key in told], np.int64),
        np.array(list(told.values()), np.float64),
    )


TERMS = pa.schema([("language", pa.string()), ("phrase", pa.string())])


def _weight(said: str, name: str, number: int) -> float:
    try:
        weight = float(said)
    except ValueError:
        weight = 0.0
    if not 0 < weight < 1:
        raise BadLexicon(file=name, row=number, reason=said or "-")
    return weight


def lexical(posts: Any, lexicon: Lexicon) -> Any:
    """How likely each code is by the terms alone, a row a post, a column a code, float64 0..1.

    posts   post string, normal string, language string
    Source  terms of one code are taken as independent signs (noisy or): 1 - product of (1 - weight), each term once
    """
    found = match_phrases(posts, lexicon.terms, WITHIN)
    text, term = found["text"].to_numpy(), found["phrase_number"].to_numpy()
    left = np.ones((posts.num_rows, len(CODES) + 1))
    np.multiply.at(left, (text, lexicon.codes[term]), 1 - lexicon.weights[term])
    return (1 - left[:, :-1]) * left[:, -1:]
