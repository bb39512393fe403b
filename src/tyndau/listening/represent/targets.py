"""What a weighted sample should look like: the people by region, sex and age, and platforms by audience."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.sql import connect

MARGINS = ("territory", "platform", "sex", "age_group")
# Of totals and parts that stand beside each other the total is taken: their sum would count people twice.
TOTALS = """
    with bare as (select * from figures qualify {first} = '' or not bool_or({first} = '') over (partition by {key})),
    total as (select * from bare qualify {second} = '' or not bool_or({second} = '') over (partition by {key}))
    select {key}, sum({counted})::bigint as people, bool_or(example) as example from total group by {key} order by {key}
"""


def residents(population: Any) -> Any:
    """People of each territory: territory, people int64, example bool (a figure marked so)."""
    return _totals(population, "territory", "people", ("sex", "age_group"))


def users(audience: Any) -> Any:
    """Users of each platform in each territory: platform, territory, people int64, example; sorted."""
    return _totals(audience, "platform, territory", "audience", ("sex", "age_group"))


def of_people(population: Any, margin: str, country: str) -> Any:
    """People by `sex` or `age_group` in the whole country, or in all of its regions that are told; category, people."""
    kept = population.filter(pc.not_equal(population[margin], ""))
    whole = kept.filter(pc.equal(kept["territory"], country))
    kept = whole if whole.num_rows else kept
    other = "age_group" if margin == "sex" else "sex"
    found = _totals(kept, f"territory, {margin}", "people", (other, other))
    summed = found.group_by(margin).aggregate([("people", "sum")]).sort_by(margin)
    return pa.table({"category": summed[margin], "people": summed["people_sum"]})


def people_of(population: Any, country: str) -> int | None:
    """All people that the table tells of: the country's row, else its regions added up; None of an empty table."""
    told = residents(population)
    whole = told.filter(pc.equal(told["territory"], country))
    found = pc.sum((whole if whole.num_rows else told)["people"]).as_py()
    return int(found) if found else None


def targets(population: Any, audience: Any, country: str, by: tuple[str, ...]) -> dict[str, Any]:
    """The margins that are known, in the order of MARGINS: category string, people int64.

    population  represent.figures_file.POPULATION
    audience    AUDIENCE; rows marked as example never weigh: their sources count different things
    country     code of the whole country
    by          margins that are wanted
    Returns     only margins of two categories or more, or of one region: below, there is nothing to weigh
    """
    found = {}
    if "territory" in by:
        told = residents(population)
        told = told.filter(pc.and_(pc.not_equal(told["territory"], country), pc.greater(told["people"], 0)))
        if told.num_rows:
            found["territory"] = pa.table({"category": told["territory"], "people": told["people"]})
    if "platform" in by:
        told = users(audience)
        told = told.filter(pc.and_(pc.equal(told["territory"], country), pc.invert(told["example"])))
        if told.num_rows > 1:
            found["platform"] = pa.table({"category": told["platform"], "people": told["people"]})
    for margin in ("sex", "age_group"):
        if margin in by:
            told = of_people(population, margin, country)
            if told.num_rows > 1:
                found[margin] = told
    return found


def _totals(figures: Any, key: str, counted: str, parts: tuple[str, str]) -> Any:
    with connect() as engine:
        engine.register("figures", figures)
        query = TOTALS.format(key=key, counted=counted, first=parts[0], second=parts[1])
        return engine.sql(query).to_arrow_table()
