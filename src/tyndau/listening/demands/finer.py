"""Finer demands: inside one topic of one region, a matter that many people tell in like words stands for itself.

"School 12 has no heating" is not "schools of the region". A part is split off only where it is clear: enough people, a
fair share of the whole, and texts near one text among them. What is left keeps the name of the whole.
"""

import hashlib
from collections.abc import Iterator
from itertools import pairwise, starmap
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.arrow import Rows, table_of
from tyndau.listening.errors import require_columns
from tyndau.listening.runner import Each
from tyndau.listening.text.stems import STEMMERS
from tyndau.listening.text.tokens import words

LEAST_SHARE, MOST_SHARE = 0.15, 0.85  # of the voices of the whole
MOST_PARTS = 3
LOOKED_AT = 1_000  # voices of a whole among which the middle of a part is sought; the others are compared with it
NAMED = 3  # stems that name a part
STEMMED = tuple(sorted(STEMMERS))
SPOKEN = {"kk": "kk", "ru": "ru", "en": "en", "mixed": "kk"}  # the stemmer of each language
PARTS = pa.schema(
    [
        ("demand_id", pa.string()),
        ("parent", pa.string()),
        ("stems", pa.list_(pa.string())),
        ("words", pa.list_(pa.string())),
    ]
)


def finer(voices: Any, posts: Any, least: int, similarity: float, each: Each = starmap) -> tuple[Any, Any]:
    """Split off what stands for itself.

    voices      demand_id (of the whole), post, topic, platform, account, echo, sorted as demands/voices.py gives them
    posts       post, normal, language
    least       distinct voices that a part needs; an echo group is one voice, and so is an account
    similarity  least cosine of TF-IDF vectors of stems to the text in the middle of a part, 0..1
    each        calls `parts_of_topic` for each topic
    Returns     voices with the demand_id of their part, same rows, same order; and PARTS: demand_id of each part,
                parent [the whole's], stems that name it, words [as people wrote them]; sorted by demand_id
    Raises      MissingColumns
    Source      docs/decisions/0004-demand-identity.md
    """
    require_columns("voices", voices, ("demand_id", "post", "topic", "platform", "account", "echo"))
    require_columns("posts", posts, ("post", "normal", "language"))
    cells, cell_of = _codes(voices["demand_id"])
    unit_of = _units(voices, cell_of)
    _, first = np.unique(unit_of, return_index=True)  # the first text of each voice speaks for it
    large = np.flatnonzero(np.bincount(cell_of[first], minlength=len(cells)) >= 2 * least)
    chosen = first[np.isin(cell_of[first], large)]
    names, name_of = list(cells), cell_of.copy()
    rows: list[tuple[Any, ...]] = []
    rows_of: list[Any] = []

    def calls() -> Iterator[tuple[_Told, Any, int, float]]:
        for told in _by_topic(voices, posts, chosen):
            rows_of.append(told.rows)
            yield told, cell_of[told.rows], least, similarity

    for number, parts in enumerate(each(parts_of_topic, calls())):
        for cell, named_by, within in parts:
            members = rows_of[number][within]
            stems = [stem for stem, _ in named_by]
            name_of[np.isin(unit_of, unit_of[members])] = len(names)
            names.append(part_id(cells[cell], stems))
            rows.append((names[-1], cells[cell], stems, [word for _, word in named_by]))
    ids = pa.DictionaryArray.from_arrays(pa.array(name_of, pa.int32()), pa.array(names, pa.string())).cast(pa.string())
    return voices.set_column(0, "demand_id", ids), table_of(sorted(rows), PARTS)


def part_id(whole: str, stems: list[str]) -> str:
    """The name of a part: the same words in the same whole give the same name, run after run."""
    told = "/".join([whole, *sorted(stems)])
    return "d" + hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def _codes(column: Any) -> tuple[list[str], Any]:
    told = column.combine_chunks().dictionary_encode()
    return told.dictionary.to_pylist(), np.asarray(told.indices)


def _units(voices: Any, cell_of: Any) -> Any:
    """One number for each voice of each cell: its echo group, else its account, else the post itself."""
    account = pc.binary_join_element_wise(voices["platform"], voices["account"], " ")  # null without an account
    _, name_of = _codes(pc.coalesce(voices["echo"], account, voices["post"]))
    return cell_of * (name_of.max(initial=0) + 1) + name_of


class _Told:
    """The texts of one topic: rows of voices, normal forms, languages, hashes of their posts."""

    def __init__(self, rows: Any, normal: list[str], languages: list[str], posts: list[str]) -> None:
        self.rows, self.normal, self.languages = rows, normal, languages
        self.drawn = np.array([hashlib.blake2b(post.encode(), digest_size=8).digest() for post in posts])


def _by_topic(voices: Any, posts: Any, chosen: Any) -> Iterator[_Told]:
    topics = voices["topic"].take(pa.array(chosen)).to_pylist()
    names = voices["post"].take(pa.array(chosen))
    row_of = pc.index_in(names, posts["post"]).to_numpy()
    normal, languages = Rows(posts["normal"]), posts["language"]
    edges = [0, *(at for at in range(1, len(topics)) if topics[at] != topics[at - 1]), len(topics)]
    for begin, end in pairwise(edges):
        if end > begin:
            rows = chosen[begin:end]
            told, places = names.slice(begin, end - begin).to_pylist(), row_of[begin:end]
            order = np.argsort(places)
            texts = np.empty(len(rows), object)
            texts[order] = normal.values(places[order])
            yield _Told(rows, texts.tolist(), languages.take(pa.array(places)).to_pylist(), told)


def parts_of_topic(told: _Told, cells: Any, least: int, similarity: float) -> list[tuple[int, Any, Any]]:
    """Cell, names [(stem, word)] and members of each part of one topic; cells, members: of and among the texts told."""
    vectors, stems, shown = _vectors(told)
    parts: list[tuple[int, Any, Any]] = []
    for cell in np.unique(cells).tolist():
        left = np.flatnonzero(cells == cell)
        total = len(left)
        for _ in range(MOST_PARTS):
            members = _nearest(vectors, left, told.drawn, similarity)
            # All parts together leave the whole its own voices: a whole of nothing would be a parent that is not there.
            remaining = len(left) - len(members)
            if len(members) < max(least, LEAST_SHARE * total) or remaining < (1 - MOST_SHARE) * total:
                break
            weights = np.asarray(vectors[members].sum(axis=0)).ravel().round(6).tolist()
            best = sorted(range(len(weights)), key=lambda stem: (-weights[stem], stems[stem]))[:NAMED]
            parts.append((cell, [(stems[stem], shown[stem]) for stem in best], members))
            left = np.setdiff1d(left, members)
    return parts


def _nearest(vectors: Any, left: Any, drawn: Any, similarity: float) -> Any:
    """The voices near the text that most voices are near to."""
    looked = left[np.argsort(drawn[left], kind="stable")[:LOOKED_AT]]
    among = vectors[looked]
    alike = among @ among.T
    near = np.bincount(alike.tocoo().row[alike.tocoo().data >= similarity], minlength=len(looked))
    middle = among[int(near.argmax())]
    close = np.asarray((vectors[left] @ middle.T).todense()).ravel()
    return left[close >= similarity]


def _vectors(told: _Told) -> tuple[Any, list[str], list[str]]:
    """TF-IDF vectors of length one over stems, the stems, and a word of each."""
    from scipy import sparse

    cut = words(told.normal)
    spoken = np.array([STEMMED.index(SPOKEN[one]) if one in SPOKEN else -1 for one in told.languages])
    keys = cut.hashes ^ (spoken[cut.texts] + 1).astype(np.uint64)
    _, first, back = np.unique(keys, return_index=True, return_inverse=True)
    numbers: dict[str, int] = {}
    stem_of = np.full(len(first), -1)
    shown: list[str] = []
    for place, index in enumerate(first.tolist()):
        language, word = spoken[cut.texts[index]], cut.spelt(index)
        if language >= 0 and len(word) > 1:
            stem = STEMMERS[STEMMED[language]](word)
            stem_of[place] = numbers.setdefault(stem, len(numbers))
            if len(shown) < len(numbers):
                shown.append(word)
    kept = stem_of[back] >= 0
    size = (len(told.normal), max(len(numbers), 1))
    pairs = np.unique(cut.texts[kept] * size[1] + stem_of[back][kept], return_index=True)[0]
    said = sparse.csr_matrix((np.ones(len(pairs)), (pairs // size[1], pairs % size[1])), shape=size)
    found = np.asarray(said.sum(axis=0)).ravel()
    rarity = np.log((1 + size[0]) / (1 + found))
    weighted = said @ sparse.diags(rarity)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    whole = sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ weighted
    return whole.tocsr(), [*numbers] or [""], shown or [""]
