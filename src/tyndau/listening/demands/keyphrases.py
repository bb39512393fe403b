"""Key phrases: the words and pairs of words by which the voices of a demand differ from all others, in their own forms.

Counted in accounts, an echo group as one: who says a word twenty times has said it once.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.arrow import table_of
from tyndau.listening.demands.wording import FULL, JOINTS, Wording
from tyndau.listening.errors import require_columns
from tyndau.listening.text.stems import STEMMERS, cyrillic, fold
from tyndau.listening.text.tokens import words

LANGUAGES = ("kk", "ru", "en")
PHRASE = pa.struct([("language", pa.string()), ("phrase", pa.string()), ("accounts", pa.int64())])
KEY_PHRASES = pa.schema(
    [("demand_id", pa.string()), ("title_language", pa.string()), ("key_phrases", pa.list_(PHRASE))]
)
LEAST_ACCOUNTS = 3
MOST = 6  # phrases of a demand; each language has one at least if it has any, the main language the others
PRIOR = 10.0  # accounts: the weight of what all voices say, before a demand is looked at
LEAST_SCORE = 1.96  # standard deviations
CANDIDATES = 20  # words, and as many pairs, that are looked at of each demand and language
PAIR_SHARE = 0.3  # a pair stands for its word when so many of the word's accounts say it
LEAST_NAME = 5  # letters of a name that may go on: Алматыдағы begins with Алматы


class _Term(NamedTuple):
    """A candidate; in the order of its first two fields the best one comes first."""

    behind: float  # minus the score
    phrase: str
    stems: frozenset[str]
    accounts: int


class _Voices(NamedTuple):
    """What each text counts for: a cell is a demand in one language, a unit an account in a cell; -1: not counted."""

    units: Any  # unit of each text
    cells: Any  # cell of each unit
    sizes: Any  # accounts in each cell


def key_phrases(voices: Any, told: Wording, names: Any) -> Any:
    """Find what is said in each demand more than elsewhere.

    voices   demand_id, territory, voice (the account, or the echo group that speaks for it), language; one row a text
    told     the wording of these texts
    names    territory, name: a demand of the territory does not take such a name for a key phrase
    Returns  KEY_PHRASES: title_language kk, ru or en, the one of most accounts, null where no text is in one of them;
             up to six phrases, each of at least 3 accounts, those of this language first; sorted by demand_id
    Raises   MissingColumns
    Source   Monroe, Colaresi & Quinn 2008, Fightin' Words: log-odds with an informative Dirichlet prior, over the
             voices of the whole run in the same language
    """
    require_columns("voices", voices, ("demand_id", "territory", "voice", "language"))
    pairs = zip(voices["demand_id"].to_pylist(), voices["territory"].to_pylist(), strict=True)
    territories = dict(sorted(set(pairs)))
    ids = list(territories)
    counted = _voices(voices, ids)
    own = _names(names)
    candidates: dict[int, list[_Term]] = {}
    for first, second in ((told.weights == FULL, False), (told.joints > 0, True)):
        rows = np.flatnonzero(first & (counted.units[told.texts] >= 0))
        if second:
            rows = rows[(told.weights[rows] == FULL) | (told.weights[rows + 1] == FULL)]
        for cell, term in _terms(told, rows, second, counted):
            if not _is_name(term, own.get((territories[ids[cell // 3]], LANGUAGES[cell % 3]), frozenset())):
                candidates.setdefault(cell, []).append(term)
    return table_of([_row(one, number, counted.sizes, candidates) for number, one in enumerate(ids)], KEY_PHRASES)


def _voices(voices: Any, ids: list[str]) -> _Voices:
    language = np.array(pc.index_in(voices["language"], pa.array(LANGUAGES)).fill_null(-1), np.int64)
    demand = np.array(pc.index_in(voices["demand_id"], pa.array(ids, pa.string())), np.int64)
    account = np.array(voices["voice"].combine_chunks().dictionary_encode().indices, np.int64)
    most = account.max(initial=0) + 1
    spoken = language >= 0
    packed, units = np.unique((demand * 3 + language)[spoken] * most + account[spoken], return_inverse=True)
    of_texts = np.full(len(language), -1, np.int64)
    of_texts[spoken] = units
    cells = packed // most
    return _Voices(of_texts, cells, np.bincount(cells, minlength=3 * len(ids)))


def _terms(told: Wording, rows: Any, pair: bool, counted: _Voices) -> Iterator[tuple[int, _Term]]:
    """The best words, or pairs that begin at `rows`, of each cell, in the form that most accounts use."""
    stems = len(told.stem_names)
    packed = told.stems[rows] * stems + told.stems[rows + 1] if pair else told.stems[rows]
    rows, number, known = _often(rows, packed)
    if not len(known):
        return
    units, count = counted.units[told.texts[rows]], len(known)
    once = _distinct(units * count + number)
    cells, accounts = np.unique(counted.cells[once // count] * count + once % count, return_counts=True)
    score = _log_odds(cells // count, cells % count, accounts, counted.sizes)
    best = (accounts >= LEAST_ACCOUNTS) & (score >= LEAST_SCORE)
    cells, accounts, score = (_leading(column[best], cells[best] // count, score[best]) for column in
                              (cells, accounts, score))  # fmt: skip
    shown = _forms(told, rows, pair, counted.cells[units] * count + number, units, cells)
    for place, cell in enumerate(cells.tolist()):
        parts = divmod(int(known[cell % count]), stems) if pair else (int(known[cell % count]),)
        said = frozenset(told.stem_names[part][1] for part in parts)
        yield cell // count, _Term(-float(score[place]), shown[place], said, int(accounts[place]))


def _often(rows: Any, packed: Any) -> tuple[Any, Any, Any]:
    """Rows whose term is said often enough, the number of each one's term, and the terms."""
    told = pa.array(packed).dictionary_encode()
    number, known = told.indices.to_numpy(), told.dictionary.to_numpy()
    often = np.bincount(number, minlength=len(known)) >= LEAST_ACCOUNTS
    kept = often[number]
    return rows[kept], (np.cumsum(often) - 1)[number[kept]], known[often]


def _distinct(numbers: Any) -> Any:
    """Each number once, sorted. numpy's own hashes them, which is slow for numbers that are packed like these."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]


def _log_odds(cells: Any, terms: Any, accounts: Any, sizes: Any) -> Any:
    """How far the share of accounts that say a term lies above that of all others in the language [deviations]."""
    whole = np.array([sizes[number::3].sum() for number in range(3)])[cells % 3]
    everywhere = np.bincount(terms, accounts)[terms]
    prior = PRIOR * (everywhere + 0.5) / (whole + 1)
    here, elsewhere = accounts + prior, everywhere - accounts + prior
    not_here, not_elsewhere = sizes[cells] + PRIOR - here, whole - sizes[cells] + PRIOR - elsewhere
    distance = np.log(here / not_here) - np.log(elsewhere / not_elsewhere)
    return (distance / np.sqrt(1 / here + 1 / elsewhere)).round(6)


def _leading(column: Any, cells: Any, score: Any) -> Any:
    """The rows of the best scores of each cell, ties included; cells stand together and so do their rows afterwards."""
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    sizes = np.diff(np.append(starts, len(cells)))
    ordered = score[np.lexsort((-score, cells))]
    least = ordered[starts + np.minimum(sizes, CANDIDATES) - 1] if len(starts) else ordered
    return column[score >= np.repeat(least, sizes)]


def _forms(told: Wording, rows: Any, pair: bool, said: Any, units: Any, cells: Any) -> list[str]:
    """The form of each of `cells` (sorted) that most accounts use; of equal ones the first by alphabet."""
    place = np.minimum(np.searchsorted(cells, said), max(len(cells) - 1, 0))
    kept = cells[place] == said if len(cells) else np.zeros(len(said), bool)
    rows, place, units = rows[kept], place[kept], units[kept]
    written = told.forms[rows]
    if pair:
        written = (written * len(told.form_names) + told.forms[rows + 1]) * len(JOINTS) + told.joints[rows]
    forms = pa.array(written).dictionary_encode()
    known, form = forms.dictionary.to_numpy(), forms.indices.to_numpy()
    many = max(len(known), 1)
    once = _distinct((place * many + form) * (units.max(initial=0) + 1) + units)
    used, accounts = np.unique(once // (units.max(initial=0) + 1), return_counts=True)
    best: dict[int, tuple[int, str]] = {}
    for one, count in zip(used.tolist(), accounts.tolist(), strict=True):
        where, number = divmod(one, many)
        best[where] = min(best.get(where, (0, "")), (-count, _written(told, int(known[number]), pair)))
    return [best[where][1] for where in range(len(cells))]


def _written(told: Wording, number: int, pair: bool) -> str:
    if not pair:
        return told.form_names[number]
    number, joint = divmod(number, len(JOINTS))
    first, second = divmod(number, len(told.form_names))
    return told.form_names[first] + JOINTS[joint] + told.form_names[second]


def _names(names: Any) -> dict[tuple[str, str], frozenset[str]]:
    """The words of the names of each territory, as stems of each language and folded as they are."""
    cut, territories = words([name.lower() for name in names["name"].to_pylist()]), names["territory"].to_pylist()
    found: dict[tuple[str, str], set[str]] = {}
    for index, row in enumerate(cut.texts.tolist()):
        word = cut.spelt(index)
        for language in LANGUAGES:
            found.setdefault((territories[row], language), set()).update((STEMMERS[language](word), fold(word)))
    return {key: frozenset(stems) for key, stems in found.items()}


def _is_name(term: _Term, names: frozenset[str]) -> bool:
    """Whether a word of the term is such a name or begins with one."""
    if term.stems & names:
        return True
    folded = [fold(cyrillic(word) if word.isascii() else word) for word in re.split("[ -]", term.phrase)]
    return any(word[:end] in names for word in folded for end in range(LEAST_NAME, len(word) + 1))


def _row(
    demand_id: str, number: int, sizes: Any, candidates: Mapping[int, list[_Term]]
) -> tuple[str, str | None, list[dict[str, Any]]]:
    """One row of KEY_PHRASES: languages by their accounts."""
    cells = sorted((cell for cell in range(3 * number, 3 * number + 3) if sizes[cell]), key=lambda one: -sizes[one])
    chosen = [_chosen(sorted(candidates.get(cell, ()), key=lambda term: term[:2])) for cell in cells]
    phrases: list[dict[str, Any]] = []
    for place, cell in enumerate(cells):
        kept = MOST - len(phrases) - sum(bool(later) for later in chosen[place + 1 :])
        for term in chosen[place][:kept]:
            phrases.append({"language": LANGUAGES[cell % 3], "phrase": term.phrase, "accounts": term.accounts})
    return demand_id, LANGUAGES[cells[0] % 3] if cells else None, phrases


def _chosen(terms: list[_Term]) -> list[_Term]:
    """Terms that share no stem but numbers; a pair takes the place of its word when enough of its accounts say it."""
    chosen: list[_Term] = []
    used: set[str] = set()
    pairs = [term for term in terms if len(term.stems) == 2]
    for term in terms:
        fuller = [
            pair
            for pair in pairs
            if term.stems < pair.stems and pair.accounts >= PAIR_SHARE * term.accounts and not pair.stems & used
        ]
        best = max(fuller, key=lambda pair: (pair.accounts, -pair.behind), default=term)
        if not best.stems & used:
            chosen.append(best)
            used |= {stem for stem in best.stems if not stem.isdecimal()}
    return chosen
