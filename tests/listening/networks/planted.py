"""Networks with a planted truth: posts told in a line, and communities drawn from a seed."""

import numpy as np
import pyarrow as pa

from tyndau.listening.declared import DECLARED
from tyndau.listening.networks.circles import Parameters
from tyndau.listening.networks.graph import POST_COLUMNS
from tyndau.listening.networks.heard import Network, network
from tyndau.listening.runner import LocalRunner, Nobody

TYPES = {"mentions": pa.list_(pa.string())}
COLUMNS = (*POST_COLUMNS, "language", "territory", "topic")
SCHEMA = pa.schema([(name, TYPES.get(name, pa.string())) for name in COLUMNS])
VOICES = pa.schema([("demand_id", pa.string()), ("account", pa.string())])


def posts(*rows: dict) -> pa.Table:
    """Posts of vk; each row tells what it needs to: author, parent, repost_of, origin, mentions, thread."""
    told = []
    for number, row in enumerate(rows):
        native = row.get("native_id", str(number))
        told.append({"post": f"vk:{native}", "platform": "vk", "native_id": native, "mentions": [], **row})
    return pa.Table.from_pylist(told, schema=SCHEMA)


def speaking(*pairs: str) -> pa.Table:
    """A post for each pair: `ab` is a post of a that names b."""
    return posts(*({"author": pair[0], "mentions": [pair[1:]]} for pair in pairs))


def blocks(sizes: tuple[int, ...], inside: float, each: int, seed: int) -> tuple[pa.Table, np.ndarray]:
    """A stochastic block model: `each` posts an account, a share `inside` of them about its block; and the truth."""
    draw = np.random.default_rng(seed)
    home = np.repeat(np.arange(len(sizes)), sizes)
    author = np.repeat(np.arange(len(home)), each)
    own = draw.random(len(author)) < inside
    first = np.append(0, np.cumsum(sizes))
    near = first[home[author]] + (draw.random(len(author)) * np.asarray(sizes)[home[author]]).astype(int)
    target = np.where(own, near, draw.integers(0, len(home), len(author)))
    rows = [{"author": f"a{one:04}", "repost_of": f"a{other:04}"} for one, other in zip(author, target, strict=True)]
    return posts(*rows), home


def voices(**demands: list[str]) -> pa.Table:
    rows = [{"demand_id": name, "account": account} for name, accounts in demands.items() for account in accounts]
    return pa.Table.from_pylist(rows, schema=VOICES)


def whole(
    table: pa.Table, told: pa.Table | None = None, declared: pa.Table | None = None, resamples: int = 5
) -> Network:
    """All figures, by the parameters of a run."""
    asked = voices() if told is None else told
    named = DECLARED.empty_table() if declared is None else declared
    return network(table, asked, named, Parameters(resamples), LocalRunner(Nobody(), 1000))
