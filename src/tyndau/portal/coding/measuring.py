"""From codes in the database to the tables of the engine, and from them to agreement, final codes and shares."""

from collections import Counter
from typing import Any

import pyarrow as pa

from tyndau.listening.coding import adjudication, agreement, share
from tyndau.listening.coding.gate import Gate
from tyndau.listening.coding.intervals import CONFIDENCE
from tyndau.portal.coding.models import Decision, GivenCode, Study

CODES = pa.schema([("unit", pa.string()), ("coder", pa.string()), ("code", pa.string()), ("language", pa.string())])
MEASURED_BY_CATEGORY = ("nominal", "ordinal")


def rows(study: Study) -> list[tuple[str, str, str, str]]:
    """unit, letter of the coder, code (empty: cannot tell), language: sorted, as codes.csv holds them."""
    given = GivenCode.objects.filter(unit__study=study).order_by("unit__name", "coder__letter")
    return list(given.values_list("unit__name", "coder__letter", "code", "unit__language"))


def codes_table(study: Study) -> pa.Table:
    """CODES without those who could not tell: a missing code is no code."""
    told = [dict(zip(CODES.names, row, strict=True)) for row in rows(study) if row[2]]
    return pa.Table.from_pylist(told, schema=CODES)


def agreement_of(study: Study) -> dict[str, Any]:
    """Krippendorff's alpha overall, by category and by language, each with its verdict; as JSON keeps it.

    The same figures as `tyndau coding agreement codes.csv --codebook FILE` prints of what is exported.
    """
    bootstrap, gate = agreement.Bootstrap(), Gate()
    table = codes_table(study)
    told = agreement.agreement(table, study.book.level, study.book.codes, "language", bootstrap).to_pylist()
    return {
        "resamples": bootstrap.resamples,
        "seed": bootstrap.seed,
        "confidence": bootstrap.confidence,
        "rows": [{**row, "gate": gate.verdict(row["low"], row["units"])} for row in told],
    }


def final_codes(study: Study) -> list[dict[str, Any]]:
    """One row a text that somebody coded: unit, code (null: unresolved), how, coders, differs."""
    decided = Decision.objects.filter(unit__study=study).values_list("unit__name", "code")
    names, given = zip(*decided, strict=True) if decided else ((), ())
    table = pa.table([pa.array(names, pa.string()), pa.array(given, pa.string())], schema=adjudication.NOBODY)
    found: list[dict[str, Any]] = adjudication.final(codes_table(study), table).to_pylist()
    return found


def shares(study: Study, final: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each category of the codebook the share as people coded it, and as they corrected the classifier.

    Returns  {"category", "people": share.SHARE, "corrected": share.SHARE or None}
    """
    chances = dict(study.units.values_list("name", "probability"))
    resolved = [row for row in final if row["code"] is not None]
    coded = pa.table(
        {
            "unit": pa.array([row["unit"] for row in resolved], pa.string()),
            "code": pa.array([row["code"] for row in resolved], pa.string()),
            "weight": pa.array([1 / chances[row["unit"]] for row in resolved], pa.float64()),
        }
    )
    said, known = _predictions_table(study), study.book.codes
    if not resolved:
        return [{"category": code, "people": None, "corrected": None} for code in known]
    return [
        {
            "category": code,
            "people": share.share(code, "plain", None, coded, known, confidence=CONFIDENCE).to_pylist()[0],
            "corrected": share.share(code, "ppi", said, coded, known, confidence=CONFIDENCE).to_pylist()[0]
            if said is not None
            else None,
        }
        for code in known
    ]


def _predictions_table(study: Study) -> pa.Table | None:
    """All texts of the corpus as the engine wants them: those of the sample by name, the others without one.

    Names of texts that nobody codes are not kept: the engine only counts them, and no name joins with nothing.
    """
    if study.predictions is None:
        return None
    of_units = list(study.units.exclude(predicted=None).values_list("name", "predicted"))
    rest = Counter(study.predictions["counts"])
    rest.subtract(code for _, code in of_units)
    said = [pa.array([code for _, code in of_units], pa.string())]
    said += [pa.repeat(pa.scalar(code, pa.string()), n) for code, n in sorted(rest.items()) if n]
    names = [pa.array([name for name, _ in of_units], pa.string()), pa.nulls(rest.total(), pa.string())]
    return pa.table({"unit": pa.chunked_array(names), "predicted": pa.chunked_array(said)})
