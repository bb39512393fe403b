"""Which body must answer: the competence register, never a guess from the text."""

from datetime import date
from typing import Any

import pyarrow as pa

from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

COUNTRY = "000000000"
# The row with the lowest rank answers first; among rows of one rank the most local, then the first by name. A topic for
# which a local body answers first needs a place: without one nobody is named. Dates do not matter to that: a matter is
# local also on a day before its local rows begin.
NEAREST = """
    with register as (select *, rank::integer as turn from competence),
    valid as (
        select * from register
        where (valid_from = '' or valid_from <= $on) and (valid_to = '' or valid_to >= $on)),
    local_topics as (
        select topic from register group by topic
        having min(turn) filter (territory <> $country) <= min(turn)),
    fitting as (
        select d.demand_id, v.body, v.legal_basis, v.verified,
               row_number() over (
                   partition by d.demand_id
                   order by v.turn, (v.territory = $country), v.body, v.valid_from, v.legal_basis, v.verified) as place
        from demands d join valid v on v.topic = d.topic
        and (v.territory = d.territory or v.territory = $country)
        and (d.territory is not null or d.topic not in (select topic from local_topics)))
    select d.demand_id, f.body,
           case when f.body is not null then 'register'
                when d.territory is null and d.topic in (select topic from local_topics) then 'place-unknown'
                else 'no-row' end as body_from,
           coalesce(f.verified = 'yes' and f.legal_basis <> '', false) as legal_basis_verified
    from demands d left join fitting f on f.demand_id = d.demand_id and f.place = 1 order by d.demand_id
"""


def responsible(demands: Any, competence: Any, on: date) -> Any:
    """Find the responsible body of each demand by topic and territory.

    demands     demand_id, topic, territory (KATO of a region or null)
    competence  topic, rank (1 answers first), territory (KATO), body, valid_from, valid_to (ISO days, '' = open),
                legal_basis, verified
    on          the day for which competence is asked
    Returns     demand_id, body string or null, body_from string (register, place-unknown, no-row),
                legal_basis_verified bool; sorted by demand_id
    Raises      MissingColumns
    """
    require_columns("demands", demands, ("demand_id", "topic", "territory"))
    with connect() as engine:
        engine.register("demands", demands.select(["demand_id", "topic", "territory"]))
        engine.register("competence", competence)
        return (
            engine.sql(NEAREST, params={"on": on.isoformat(), "country": COUNTRY})
            .to_arrow_table()
            .cast(
                pa.schema(
                    [
                        ("demand_id", pa.string()),
                        ("body", pa.string()),
                        ("body_from", pa.string()),
                        ("legal_basis_verified", pa.bool_()),
                    ]
                )
            )
        )
