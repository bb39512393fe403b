"""Files that an analyst uploads: a codebook, a drawn sample, what a classifier says; read whole or refused whole."""

import hashlib
import re
from collections import Counter
from typing import Any, NamedTuple

import pyarrow as pa
from django.core.files.uploadedfile import UploadedFile

from tyndau.listening import pseudonyms
from tyndau.listening.coding import codes, table_file
from tyndau.listening.coding.refusals import NoRows
from tyndau.listening.errors import EmptyInput, NotUtf8
from tyndau.portal.coding.refusals import BadSample, TooBig

# Bytes. A sample is what people read: five thousand texts are weeks of work.
LARGEST_CODEBOOK, LARGEST_SAMPLE, LARGEST_PREDICTIONS = 500_000, 8_000_000, 40_000_000
MOST_UNITS = 5000
NAME = re.compile(r"[\w.:-]{1,100}")
LANGUAGE = re.compile(r"[A-Za-z-]{0,20}")


class SampleUnit(NamedTuple):
    name: str
    text: str
    language: str
    probability: float


class Predictions(NamedTuple):
    """What a classifier says: of how many texts which code, and of those texts of the sample that it knows."""

    counts: dict[str, int]
    of_units: dict[str, str]


def text_of(file: "UploadedFile[Any]", most: int) -> str:
    """The text of an upload. Refuses TooBig, EmptyInput, NotUtf8."""
    name = str(file.name)
    if file.size is None or file.size > most:
        raise TooBig(file=name, most=most // 1000)
    content = file.read()
    if not content.strip():
        raise EmptyInput(file=name)
    try:
        text: str = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(file=name, guess="windows-1251") from None
    return text.replace("\r\n", "\n").replace("\0", "")


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def sample(content: str, file: str) -> list[SampleUnit]:
    """The texts of a sample as `tyndau coding sample` writes it, in the order of the file, masked anew.

    content  CSV: unit, text; probability (1 where it is absent) and language where they are there
    Refuses  NoColumn, BrokenCsv, NoRows; BadSample for the first row that cannot be used
    """
    table, rejected = table_file.rows_of(content, file, ("unit", "text"), ("probability", "language"))
    if rejected:
        raise BadSample(file=file, row=rejected[0]["row"], value=rejected[0]["detail"])
    if not table.num_rows:
        raise NoRows(file=file, n=0, missing=0)
    if table.num_rows > MOST_UNITS:
        raise BadSample(file=file, row=MOST_UNITS + 2, value=f"> {MOST_UNITS}")
    # The run has masked them; a table that somebody wrote by hand was masked by nobody.
    texts = pseudonyms.mask(pa.array([table_file.uncell(text) for text in table["text"].to_pylist()], pa.string()))
    table = table.set_column(table.column_names.index("text"), "text", texts)
    units: list[SampleUnit] = []
    seen: set[str] = set()
    for row in table.to_pylist():
        wrong, chance = _wrong(row, seen)
        if wrong is not None or chance is None:
            raise BadSample(file=file, row=row["row"], value=wrong or "-")
        seen.add(row["unit"])
        units.append(SampleUnit(row["unit"], row["text"], row.get("language", "").lower(), chance))
    return units


def _wrong(row: dict[str, Any], seen: set[str]) -> tuple[str | None, float | None]:
    """The cell that cannot be used, if there is one; and the chance of the row."""
    chance = codes.number(row["probability"]) if "probability" in row else 1.0
    if not NAME.fullmatch(row["unit"]) or row["unit"] in seen:
        return f"unit = {row['unit'][:40]}", chance
    if chance is None or not 0 < chance <= 1:
        return f"probability = {row['probability'][:40]}", None
    if not LANGUAGE.fullmatch(row.get("language", "")):
        return f"language = {row['language'][:40]}", chance
    return None, chance


def predictions(content: str, file: str, units: set[str]) -> Predictions:
    """What a classifier says of all texts of the corpus, as `tyndau coding predictions` writes it.

    Refuses NoColumn, BrokenCsv, NoRows, TwoCodes
    """
    table = codes.read_predictions(content, file).table
    names, said = table["unit"].to_pylist(), table["predicted"].to_pylist()
    of_units = {name: code for name, code in zip(names, said, strict=True) if name in units}
    return Predictions(dict(sorted(Counter(said).items())), of_units)
