"""Mentions of places in texts, and the region that a post speaks of.

One pass of an Aho-Corasick automaton over the whole folded column; only its hits are looked at one by one.
"""

import re
from collections import defaultdict
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from tyndau.listening.arrow import table_of
from tyndau.listening.errors import require_columns
from tyndau.listening.places.gazetteer import KAZAKH_LETTERS, Gazetteer, Meaning, Name, fold, gazetteer

MENTIONS = pa.schema(
    [
        ("post", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("kato", pa.string()),
        ("level", pa.string()),
        ("confidence", pa.float64()),
        ("candidates", pa.list_(pa.string())),
    ]
)
TERRITORIES = pa.schema(
    [
        ("post", pa.string()),
        ("territory", pa.string()),
        ("place", pa.string()),
        ("territory_from", pa.string()),
        ("territory_confidence", pa.float64()),
    ]
)
Mention = tuple[tuple[str, ...], float]  # KATO codes that may be meant, confidence in each of their regions
# Strongest first, with the discount on confidence: where one stood, lives or writes is not yet what one means.
EVIDENCE = {"text": 1.0, "geotag": 0.8, "declared": 0.6, "group": 0.4}
MAJORITY = 0.5
BETWEEN = " " * 5
GAP = re.compile(" {1,3}(?! )")
CUE_AFTER, CUE_BEFORE = 14, 9  # characters
AFTER = re.compile(r"\W*(?:облыс|кала(?!й)|область|области|обл\b|округ|город(?!а)|oblys|oblast|region|city)", re.I)
BEFORE = re.compile(
    # not район: "в районе Абая" is around a street
    r"\b(?:област[ьи]|обл|город(?:а|е|у|ом)?|г|сел[оеа]|поселок|поселк[еу]|пос|city of)\W*$",
    re.I,
)
# A preposition or a Kazakh case of place, before or on a capitalised name: persons and things rarely have them.
INSIDE = re.compile(r"\b(?:в|во|из|под|in|near|from)\W*$", re.I)
LOCATIVE = re.compile(r"(?:да|де|та|те|нда|нде|дан|ден|тан|тен|дагы|деги|тагы|теги|[dt][ae]n?|dagy|degi)$")
# Streets, cafés and teams are named after places; they tell nothing of where the post is about.
NAMED_AFTER = re.compile(
    r"\b(?:улиц[аеуы]|ул|проспект[аеу]?|пр|переул\w+|бульвар\w*|площад\w+|микрорайон\w*|мкр|жк|имени|им|парк[аеу]?"
    r"|кафе|ресторан\w*|гостиниц\w+|отел[ьея]|тц|трц|фк)\W*$"
)
NAMED_AFTER_KK = re.compile(
    r"\W*(?:кошес|дангыл|атындагы|алан(?:ы|да)|ыкшам|шагын ?аудан|мкр|шатхана|кафе|мейрамхана|фк\b)"
)
STREET_BEFORE = 16
VILLAGE_AFTER = re.compile(r"\W*(?:ауыл|аулы|кент|село|станц|станс|а о\b|village|auyl)")
VILLAGE_BEFORE = re.compile(
    r"(?:\b(?:сел[оеау]м?|аул[аеу]?|пос[её]л(?:ок|к[аеу])|станци[яию]|village(?: of)?)\s+|\b(?:с|п|пос|ст|а)\.\s?)$",
    re.I,
)
REGION_AFTER = re.compile(r"\W*(?:облыс|область|области|обл\b|oblys|oblast|region)", re.I)
LEAST_LOWER_CASE = 5  # letters of a stem that counts without a capital letter


def find_mentions(texts: Any, place_names: Any, territories: Any) -> Any:
    """Find place names in Kazakh, Russian and English texts, inflected, folded or in old form.

    texts        post string, text string
    place_names  kato, name, language, kind, needs_cue (yes: counts only beside a cue word such as область, қаласы)
    territories  kato, level
    Returns      one row a mention: post, start and end [characters of the text], kato, level, confidence float64
                 [0..1], candidates list of the other KATO codes of the same spelling; in the order of texts and start.
                 Of overlapping names the longest counts.
    Raises       MissingColumns
    Source       Aho & Corasick 1975; suffix rules of docs/method/places.md
    """
    require_columns("texts", texts, ("post", "text"))
    known = gazetteer(place_names, territories)
    posts, originals = texts["post"].to_pylist(), [text or "" for text in texts["text"].to_pylist()]
    # A blank before each text anchors names at its start; five between two keep names from running over.
    joined = fold(" " + BETWEEN.join(originals) + " ")
    starts = np.cumsum([1, *(len(text) + len(BETWEEN) for text in originals)])
    found = sorted(known.automaton.find_matches_as_indexes(joined, overlapping=True), key=lambda hit: hit[1])
    owners = np.searchsorted(starts, [begin + 1 for _, begin, _ in found], side="right") - 1
    rows: list[tuple[Any, ...]] = []
    for index, group in groupby(zip(owners.tolist(), found, strict=True), key=lambda hit: hit[0]):
        first, original = int(starts[index]), originals[index]
        folded = joined[first : first + len(original)]
        hits: list[tuple[int, int, Name]] = []
        for _, (pattern, begin, after) in group:
            start = begin + 1 - first
            for meaning in known.meaning[pattern]:
                if not meaning.capital or original[start].isupper():
                    hits += _hits(meaning, original, folded, start, after - first)
        rows += [(posts[index], *row) for row in _narrowed(_resolved(hits, original, folded, known), known)]
    return table_of(rows, MENTIONS)


def _hits(meaning: Meaning, original: str, folded: str, start: int, after: int) -> list[tuple[int, int, Name]]:
    """The names that stand at `start`; `after` is where the pattern ended, with the blank behind its last word."""
    word = meaning.first
    first_end = after - 1 if word is None else _word_end(folded, start)
    if word is not None and not word.accepts(folded[start:first_end]):
        return []
    found = []
    for name in meaning.names:
        end = first_end if len(name.words) == 1 or word is None else _end_of(name, folded, first_end)
        if end and (span := name.span(folded, start, end)) and _counts(name, original, folded, start, end):
            found.append((*span, name))
    return found


def _word_end(text: str, start: int) -> int:
    end = text.find(" ", start)
    return len(text) if end < 0 else end


def _end_of(name: Name, text: str, place: int) -> int:
    """Where the name ends if the words after its first one, which ends at `place`, stand here; else 0."""
    for word in name.words[1:]:
        gap = GAP.match(text, place)
        if gap is None:
            return 0
        place = _word_end(text, gap.end())
        if not word.accepts(text[gap.end() : place]):
            return 0
    return place


def _counts(name: Name, original: str, folded: str, start: int, end: int) -> bool:
    """The rules that hold off common words and persons. `start` and `end` leave out the kind of unit."""
    if name.unit:
        return original[start].isupper() or not name.common_word
    # Who has the Kazakh keyboard writes a name with its own letters and suffixes: қарағанда is not Қарағанды.
    if KAZAKH_LETTERS.search(original):
        if not original[start:end].lower().startswith(name.exact):
            return False
        if KAZAKH_LETTERS.search(name.exact) and not name.words[0].accepts_kazakh(folded[start:end].split()[0]):
            return False
    cue = AFTER.match(folded, end, end + CUE_AFTER) or BEFORE.search(folded[max(0, start - CUE_BEFORE) : start])
    if NAMED_AFTER.search(folded[max(0, start - STREET_BEFORE) : start]) or NAMED_AFTER_KK.match(folded, end):
        return False
    capital = original[start].isupper() or original[start].isdigit()
    if name.acronym:
        return original[start:end].isupper()
    if name.village:
        beside = VILLAGE_AFTER.match(folded, end) or VILLAGE_BEFORE.search(original[max(0, start - 12) : start])
        return capital and bool(beside)
    if name.needs_cue and not cue:
        inside = INSIDE.search(folded[max(0, start - CUE_BEFORE) : start]) or (
            LOCATIVE.search(folded[start:end]) and end - start > len(name.words[0].stem) + len(name.words[0].cut)
        )
        opening = original[:start].rstrip()[-1:] in ("", ".", "!", "?")
        alone = original[:start].rstrip()[-1:] == "," and original[end:].lstrip()[:1] in ("", ".", ",", "!")
        return capital and (alone or (bool(inside) and not (opening and name.common_word)))
    return capital or bool(cue) or len(name.words) > 1 or len(name.words[0].stem) >= LEAST_LOWER_CASE


def _resolved(hits: list[tuple[int, int, Name]], original: str, folded: str, known: Gazetteer) -> list[tuple[Any, ...]]:
    """Longest names first; equal spellings of several places become candidates of one mention."""
    rows: list[tuple[Any, ...]] = []
    taken: list[tuple[int, int]] = []
    spans: dict[tuple[int, int], list[Name]] = defaultdict(list)
    for start, end, name in hits:
        spans[start, end].append(name)
    for (start, end), names in sorted(spans.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        names.sort(key=lambda name: not name.official)
        katos = list(dict.fromkeys(name.kato for name in names))
        if REGION_AFTER.match(folded, end, end + CUE_AFTER):  # "Қарағанды обл.": the region, not its centre
            katos = list(dict.fromkeys(_region(kato) for kato in katos))
        regions = {_region(kato) for kato in katos}
        sure = 0.9 if original[start].isupper() else 0.7
        sure = 0.97 if AFTER.match(folded, end, end + CUE_AFTER) or names[0].unit or len(names[0].words) > 1 else sure
        confidence = sure / len(regions)
        level = known.levels.get(katos[0], "region")
        rows.append((start, end, katos[0], level, round(confidence, 3), katos[1:]))
    return sorted(rows)


def _narrowed(rows: list[tuple[Any, ...]], known: Gazetteer) -> list[tuple[Any, ...]]:
    """Of several places of one name those in a region that the text names elsewhere: Қарағанды облысы, Абай ауданы."""
    if not any(candidates for *_, candidates in rows) or len(rows) == 1:
        return rows
    said = {_region(kato) for _, _, kato, _, _, candidates in rows if not candidates}
    made = []
    for start, end, kato, level, confidence, candidates in rows:
        katos = [one for one in (kato, *candidates) if _region(one) in said]
        if candidates and katos:
            sure = confidence * len({_region(one) for one in (kato, *candidates)})
            confidence = round(sure / len({_region(one) for one in katos}), 3)
            kato, candidates, level = katos[0], katos[1:], known.levels.get(katos[0], "region")
        made.append((start, end, kato, level, confidence, candidates))
    return made


def _region(kato: str) -> str:
    return kato[:2] + "0000000"


def territory_of(posts: Any, mentions: Any, declared: Any, geotags: Any = None, group: Any = None) -> Any:
    """Decide which region a post speaks of, or that nobody knows.

    posts     post string
    mentions  MENTIONS found in the text: the strongest evidence; each of the others speaks only where all before it
              in the order of EVIDENCE are silent
    geotags   MENTIONS made of coordinates: where the writer stood, not what is spoken of
    declared  MENTIONS found in what the source says of the place
    group     MENTIONS found in the name of the group or channel
    Returns   post, territory string (KATO of the region or null), place string (KATO of the finest place in it),
              territory_from string (text, geotag, declared, group or null), territory_confidence float64; same rows,
              same order. A post that speaks of two regions equally has no territory: "unknown" is a real answer. Of
              several places of one name (Жамбыл ауданы) weaker evidence may choose.
    Raises    MissingColumns
    """
    require_columns("posts", posts, ("post",))
    tables = {"text": mentions, "geotag": geotags, "declared": declared, "group": group}
    found = {name: {} if tables[name] is None else _by_post(tables[name]) for name in EVIDENCE}
    rows = [_territory(post, found) for post in posts["post"].to_pylist()]
    return table_of(rows, TERRITORIES)


def _by_post(mentions: Any) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    columns = (mentions[name].to_pylist() for name in ("post", "kato", "confidence", "candidates"))
    for post, kato, confidence, candidates in zip(*columns, strict=True):
        found[post].append(((kato, *candidates), confidence))
    return found


def _territory(post: str, found: dict[str, dict[str, list[Mention]]]) -> tuple[Any, ...]:
    heard = [(name, mentions) for name in EVIDENCE if (mentions := found[name].get(post))]
    if not heard:
        return post, None, None, None, None
    name, mentions = heard[0]
    sure = EVIDENCE[name]
    region, share = _winner(mentions)
    if share <= MAJORITY:
        # Several places of one name: what is weaker may tell which is meant, but not choose between two that are named.
        possible = set.intersection(*({_region(kato) for kato in katos} for katos, _ in mentions))
        chosen = ((_winner(weaker), EVIDENCE[other]) for other, weaker in heard[1:])
        telling = ((one, weight) for (one, part), weight in chosen if part > MAJORITY and one in possible)
        # Ақтоғай ауданы and Абай ауданы in one post: only one region has both.
        region, sure = (possible.pop(), sure) if len(possible) == 1 else next(telling, (None, 0.0))
        if region is None:
            return post, None, None, None, None
        mentions = [(katos, confidence * len({_region(kato) for kato in katos})) for katos, confidence in mentions]
        share = 1.0
    here = [(kato, confidence) for katos, confidence in mentions for kato in katos if _region(kato) == region]
    finest = next((kato for kato, _ in here if kato != region), region)
    return post, region, finest, name, round(share * max(confidence for _, confidence in here) * sure, 3)


def _winner(mentions: list[Mention]) -> tuple[str | None, float]:
    """The region that most of the confidence points to, and its share of it all."""
    weights: dict[str, float] = defaultdict(float)
    for katos, confidence in mentions:
        for one in {_region(kato): None for kato in katos}:
            weights[one] += confidence
    region = max(sorted(weights), key=lambda one: weights[one])
    return region, weights[region] / sum(weights.values())
