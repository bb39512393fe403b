"""What a run over the demo posts says, held against the truth that was planted.

tyndau demo posts --out heard/demo/input && tyndau listen heard/demo/input/posts --out heard/demo/run
python quality/demo.py heard/demo/input/truth.csv heard/demo/run
"""

import sys
from pathlib import Path

import duckdb

ASKING = "('complaint', 'request', 'proposal', 'question')"
FIGURES = {
    "language, by how it was written": """
        select t.language as written, count(*) as n,
               count(*) filter (p.language = left(t.language, 2)
                                or (t.language = 'kk-ru' and p.language = 'mixed')) as right
        from joined group by 1 order by 1""",
    "region, where the post names a place": """
        select t.language as written, count(*) as n, count(*) filter (territory is not null) as found,
               count(*) filter (left(territory, 2) = t.kato2) as right
        from joined where t.kato2 <> '' group by 1 order by 1""",
    "region, where it names none": """
        select count(*) as n, count(*) filter (territory is not null) as falsely_found
        from joined where t.kato2 = ''""",
    "topic of asking posts": f"""
        select t.language as written, count(*) as n, count(*) filter (p.topic is not null) as named,
               count(*) filter (p.topic = t.topic) as right
        from joined where t.kind in {ASKING} group by 1 order by 1""",
    "asks for something or not": f"""
        select count(*) filter (t.kind in {ASKING}) as asking,
               count(*) filter (t.kind in {ASKING} and p.kind in {ASKING}) as heard,
               count(*) filter (t.kind not in {ASKING}) as silent,
               count(*) filter (t.kind not in {ASKING} and p.kind in {ASKING}) as misheard
        from joined""",
    "kind": "select count(*) as n, count(*) filter (p.kind = t.kind) as right from joined",
    "copies of the four planted campaigns in one group each": """
        select t.campaign, count(*) as n, max(members) as largest_group, count(distinct echo) as groups
        from joined left join echoes using (post)
        left join (select echo, count(*) as members from echoes group by echo) using (echo)
        where t.campaign <> '' group by 1 order by 1""",
}


def main(truth: Path, run: Path) -> None:
    with duckdb.connect() as engine:
        engine.sql(f"create view truth as select * from read_csv('{truth}', all_varchar = true, nullstr = ['∅'])")
        engine.sql(f"create view posts as from '{run}/posts.parquet'")
        engine.sql(f"create view echoes as from '{run}/echoes.parquet'")
        for name, query in FIGURES.items():
            told = engine.sql(query.replace("from joined", "from truth t join posts p using (post)"))
            print(name)
            for row in told.fetchall():
                print("  " + ", ".join(f"{column} {value}" for column, value in zip(told.columns, row, strict=True)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
