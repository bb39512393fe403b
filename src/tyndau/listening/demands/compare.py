"""Two runs side by side: what is new, what is gone, what goes on and how strong it was and is."""

from typing import Any

from tyndau.listening.demands.ranked import DEMANDS
from tyndau.listening.errors import require_columns
from tyndau.listening.sql import connect

SIDE_BY_SIDE = """
    select coalesce(a.demand_id, b.demand_id) as demand_id,
           coalesce(a.title_kk, b.title_kk) as title_kk, coalesce(a.title_ru, b.title_ru) as title_ru,
           coalesce(a.title_en, b.title_en) as title_en,
           case when b.demand_id is null then 'new' when a.demand_id is null then 'gone' else 'continuing' end
               as status,
           b.accounts_min as before_min, b.accounts_max as before_max,
           a.accounts_min as after_min, a.accounts_max as after_max
    from after a full join before b using (demand_id)
    order by greatest(coalesce(a.accounts_min, 0), coalesce(b.accounts_min, 0)) desc, demand_id
"""


def compare(before: Any, after: Any) -> Any:
    """Join the demands of two runs by their identity.

    before, after  DEMANDS of an earlier and a later run
    Returns        demand_id, titles, status string (new, gone, continuing), before_min, before_max, after_min,
                   after_max int64 [accounts] or null; strongest first. Nothing is divided: runs of
                   unlike length or sources are not alike, and only their reader knows.
    Raises         MissingColumns
    """
    for name, table in (("before", before), ("after", after)):
        require_columns(name, table, DEMANDS.names)
    with connect() as engine:
        engine.register("before", before.drop_columns(["quotes", "key_phrases"]))
        engine.register("after", after.drop_columns(["quotes", "key_phrases"]))
        return engine.sql(SIDE_BY_SIDE).to_arrow_table()
