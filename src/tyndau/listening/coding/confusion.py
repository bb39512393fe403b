"""What the classifier says where people say something else: a confusion matrix for each group, with n and intervals."""

from typing import Any

import pyarrow as pa

from tyndau.listening.coding.intervals import CONFIDENCE
from tyndau.listening.intervals import wilson
from tyndau.listening.sql import connect

CONFUSION = pa.schema(
    [
        ("group", pa.string()), ("code", pa.string()), ("predicted", pa.string()), ("n", pa.int64()),
        ("of", pa.int64()), ("share", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
    ]
)  # fmt: skip
CELLS = """
    with pairs as (select {group} as "group", code, predicted from codes join predictions using (unit)),
    groups as (select distinct "group" from pairs),
    names as (select distinct code from pairs union select distinct predicted from pairs),
    coded as (select "group", code, count(*) as n from pairs group by all),
    cells as (select coded."group", coded.code, names.code as predicted, coded.n as "of" from coded cross join names)
    select cells."group", code, predicted, count(pairs.code) as n, any_value("of") as "of"
    from cells left join pairs using ("group", code, predicted)
    group by cells."group", code, predicted order by 1, 2, 3
"""


def confusion(codes: Any, predictions: Any, by: str = "", confidence: float = CONFIDENCE) -> pa.Table:
    """How often the classifier names each category, for each category that people coded.

    codes        unit, code
    predictions  unit, predicted, and the column `by`, such as the language
    Returns      CONFUSION sorted by group, code, predicted; `group` empty without `by`. n of `of` coded units
                 [units], their share with Wilson's interval; cells of nought stand too. Counts are not weighted.
    """
    named = by.replace('"', '""')
    group = f"coalesce(predictions.\"{named}\", '')" if by and by in predictions.column_names else "''"
    with connect() as engine:
        engine.register("codes", codes)
        engine.register("predictions", predictions)
        cells = engine.sql(CELLS.format(group=group)).to_arrow_table()
    right, n = cells["n"].to_numpy(), cells["of"].to_numpy()
    low, high = wilson(right, n, confidence)
    for name, column in (("share", right / n), ("low", low), ("high", high)):
        cells = cells.append_column(name, pa.array(column, pa.float64()))
    return cells.cast(CONFUSION)
