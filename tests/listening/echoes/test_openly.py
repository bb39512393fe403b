"""Declared accounts share together openly: they stand beside groups, join none, and are told of by name."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tyndau.listening.declared import DECLARED
from tyndau.listening.echoes.openly import DECLARED_ACCOUNTS, MEMBERS, declared_accounts, members, synchronised
from tyndau.listening.echoes.shares import SHARES, SYNCHRONISED
from tyndau.listening.echoes.together.corrected import corrected
from tyndau.listening.errors import MissingColumns


def edges(*rows: tuple[str, str, int]) -> pa.Table:
    names = ("from", "to", "significant")
    columns = [[row[place] for row in rows] for place in range(3)]
    types = (pa.string(), pa.string(), pa.int64())
    return pa.table({name: pa.array(*pair) for name, *pair in zip(names, columns, types, strict=True)})


def groups(**of: str) -> pa.Table:
    return pa.table({"account": pa.array(list(of), pa.string()), "group": pa.array(list(of.values()), pa.string())})


def rows(table: pa.Table) -> list[tuple]:
    return [tuple(row.values()) for row in table.to_pylist()]


def listed(*accounts: str) -> pa.Table:
    made = [
        {"platform": "vk", "account": f"handle-{one}", "name_kk": f"k{one}", "name_ru": f"r{one}", "name_en": f"e{one}",
         "kind": "media", "pseudonym": one}
        for one in accounts
    ]  # fmt: skip
    return pa.Table.from_pylist(made, schema=DECLARED)


def authors(*names: str | None) -> pa.Table:
    return pa.table({"author": pa.array(names, pa.string())})


TIES = edges(("a", "b", 1), ("a", "m", 1), ("m", "n", 1), ("c", "n", 0), ("d", "m", 1), ("n", "q", 0))
TWO = groups(a="g", b="g", c="h", q="h")


def test_a_declared_account_stands_beside_the_groups_it_shares_with_and_in_none():
    assert rows(members(TIES, TWO, ["m", "n"])) == [
        ("a", "g", False, None),
        ("b", "g", False, None),
        ("c", "h", False, None),
        ("m", "g", True, 1),  # by a; d is in no group and not declared
        ("m", None, True, 1),  # by n
        ("n", None, True, 1),  # its ties to c and q may be chance
        ("q", "h", False, None),
    ]


def test_the_groups_alone_hold_nobody_who_is_declared():
    found = synchronised(members(TIES, TWO, ["m", "n"]))
    assert (found.schema, rows(found)) == (SYNCHRONISED, [("a", "g"), ("b", "g"), ("c", "h"), ("q", "h")])


def test_who_shares_with_strangers_only_is_not_told_of():
    assert rows(members(edges(("d", "m", 1)), groups(), ["m"])) == []


def test_the_declared_list_is_shown_by_name_with_what_each_did_and_without_a_handle():
    told = declared_accounts(listed("n", "m", "x"), authors("m", "m", "a", None), members(TIES, TWO, ["m", "n", "x"]))
    assert told.schema == DECLARED_ACCOUNTS
    assert [(row["account"], row["name_en"], row["posts"], row["partners"]) for row in told.to_pylist()] == [
        ("m", "em", 2, 1), ("n", "en", 0, 1), ("x", "ex", 0, 0)
    ]  # fmt: skip
    assert "handle" not in str(told.to_pylist())


def test_without_a_list_there_are_the_groups_and_nobody_by_name():
    found = members(TIES, TWO, [])
    assert (found.schema, rows(synchronised(found))) == (MEMBERS, rows(TWO))
    assert declared_accounts(DECLARED.empty_table(), authors("a"), found).equals(DECLARED_ACCOUNTS.empty_table())


def test_four_channels_of_a_publisher_are_a_group_until_they_are_declared():
    shares = [
        {"object_id": f"o{news}", "account_id": f"channel{one}", "content_id": f"{news}-{one}",
         "timestamp_share": 9_000 * news + one}
        for news in range(6) for one in range(4)
    ]  # fmt: skip
    others = [
        {"object_id": f"p{item}", "account_id": f"a{one}", "content_id": f"p{item}-{one}",
         "timestamp_share": 9_000 * item + 700 * one}
        for item in range(10) for one in range(30)
    ]  # fmt: skip
    table = pa.Table.from_pylist(shares + others, schema=SHARES)
    channels = [f"channel{one}" for one in range(4)]
    hidden, open_ = (corrected(table, 60, 2, 0.5, 0.01, declared) for declared in ([], channels))
    assert rows(hidden.groups)
    assert rows(synchronised(members(open_.edges, open_.groups, channels))) == []
    told = declared_accounts(listed(*channels), authors(*channels), members(open_.edges, open_.groups, channels))
    assert told["partners"].to_pylist() == [3, 3, 3, 3]


@settings(max_examples=25)
@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])),
    st.sets(st.integers(0, 7)),
    st.randoms(use_true_random=False),
)
def test_every_row_is_a_member_or_a_declared_account_in_any_order(pairs, declared, chance):
    innocent = [f"a{one}" for one in declared]
    table = edges(*((f"a{left}", f"a{right}", 1) for left, right in sorted(pairs)))
    others = groups(**{f"a{one}": f"g{one % 2}" for one in range(8) if one not in declared})
    found = members(table, others, innocent)
    order = list(range(table.num_rows))
    chance.shuffle(order)
    assert found.equals(members(table.take(pa.array(order, pa.int64())), others, innocent[::-1]))
    for account, group, open_, partners in rows(found):
        assert open_ == (account in innocent) == (partners is not None)
        assert group is not None or partners > 0
    assert synchronised(found).equals(others.sort_by("account").cast(SYNCHRONISED))
    ties = {frozenset((f"a{left}", f"a{right}")) for left, right in pairs}
    told = declared_accounts(listed(*innocent), authors(), found)
    for account, partners in zip(told["account"].to_pylist(), told["partners"].to_pylist(), strict=True):
        assert partners == sum(frozenset((account, other)) in ties for other in innocent if other != account)


def test_a_missing_column_is_named():
    wrong = pa.table({"account": ["a"]})
    for table, others in ((wrong, TWO), (TIES, wrong)):
        with pytest.raises(MissingColumns):
            members(table, others, [])
    with pytest.raises(MissingColumns):
        declared_accounts(listed("m"), wrong, members(TIES, TWO, ["m"]))
