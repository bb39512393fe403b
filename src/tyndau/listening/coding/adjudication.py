"""From several coders to one code a unit: what all say, what most say, what a third person decides; and who differs."""

from typing import Any

import pyarrow as pa

from tyndau.listening.sql import connect

FINAL = pa.schema(
    [
        ("unit", pa.string()), ("code", pa.string()), ("how", pa.string()), ("coders", pa.int64()),
        ("differs", pa.list_(pa.string())),
    ]
)  # fmt: skip
DECIDED = """
    with votes as (select unit, code, count(*) as votes from codes group by unit, code),
    units as (
        select unit, sum(votes)::bigint as coders, count(*) as codes, max(votes) as most,
               arg_max(code, votes) as favourite from votes group by unit),
    decided as (
        select coalesce(units.unit, adjudicated.unit) as unit,
               case when adjudicated.code is not null then adjudicated.code
                    when codes = 1 or most * 2 > coders then favourite end as code,
               case when adjudicated.code is not null then 'adjudicated'
                    when codes = 1 and coders = 1 then 'single'
                    when codes = 1 then 'agreed'
                    when most * 2 > coders then 'majority' else 'unresolved' end as how,
               coalesce(coders, 0) as coders
        from units full join adjudicated on units.unit = adjudicated.unit)
    select decided.unit, any_value(decided.code) as code, any_value(how) as how, any_value(decided.coders) as coders,
           coalesce(list(coder order by coder) filter (coder is not null and codes.code <> decided.code), []) as differs
    from decided left join codes on codes.unit = decided.unit group by decided.unit order by decided.unit
"""
NOBODY = pa.schema([("unit", pa.string()), ("code", pa.string())])


def final(codes: Any, adjudicated: Any = None) -> pa.Table:
    """One code a unit.

    codes        unit, coder, code; a coder codes a unit once
    adjudicated  unit, code: what a third person decided; it stands above all votes; None: nothing was
    Returns      FINAL sorted by unit: how agreed (two coders or more), single (one coder only), majority (more than
                 half), adjudicated, or unresolved with code null; `differs` names the coders of another code
    """
    with connect() as engine:
        engine.register("codes", codes.select(["unit", "coder", "code"]))
        table = NOBODY.empty_table() if adjudicated is None else adjudicated.select(["unit", "code"])
        engine.register("adjudicated", table)
        return engine.sql(DECIDED).to_arrow_table().cast(FINAL)
