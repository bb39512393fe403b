"""Posts in a line, for the tests of the diagnosis."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
POST = {
    "platform": "vk", "author": None, "topic": "roads", "territory": None, "act": "post", "kind": "complaint",
    "hashtags": [], "day": 0, "echo": None, "group": None,
}  # fmt: skip
TEXTS = ("post", "platform", "author", "topic", "territory", "act", "kind")
SCHEMA = pa.schema(
    [*((name, pa.string()) for name in TEXTS), ("hashtags", pa.list_(pa.string())),
     ("time", pa.timestamp("us", tz="UTC"))]
)  # fmt: skip
NOBODY = pa.table({"pseudonym": pa.array([], pa.string()), "kind": pa.array([], pa.string())})


def heard(*rows: dict) -> tuple[pa.Table, pa.Table, pa.Table]:
    """posts, echoes and synchronised of rows that say only what matters."""
    full = [{**POST, **row, "post": row.get("post", f"p{number:03}")} for number, row in enumerate(rows)]
    posts = [{**row, "time": BEGIN + timedelta(days=row["day"])} for row in full]
    echoes = [{"post": row["post"], "echo": row["echo"]} for row in full if row["echo"]]
    groups = sorted({(row["author"], row["group"]) for row in full if row["group"]})
    words = pa.schema([("post", pa.string()), ("echo", pa.string())])
    return (
        pa.Table.from_pylist([{name: row[name] for name in SCHEMA.names} for row in posts], schema=SCHEMA),
        pa.Table.from_pylist(echoes, schema=words),
        pa.table(
            {
                "account": pa.array([one for one, _ in groups], pa.string()),
                "group": pa.array([one for _, one in groups], pa.string()),
            }
        ),
    )


def people(count: int, begin: int = 0, **what: object) -> list[dict]:
    """So many accounts with one post each."""
    return [{"author": f"a{number:03}", **what} for number in range(begin, begin + count)]
