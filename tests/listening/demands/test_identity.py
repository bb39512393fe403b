import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.demands.identity import settle

PARTS = pa.schema([("demand_id", pa.string()), ("parent", pa.string())])


def voices(**demands: str) -> pa.Table:
    """Voices from `demand="post post"`."""
    pairs = [(demand, post) for demand, posts in demands.items() for post in posts.split()]
    return pa.table({"demand_id": [one for one, _ in pairs], "post": [post for _, post in pairs]})


def parts(**parents: str) -> pa.Table:
    return pa.table({"demand_id": list(parents), "parent": list(parents.values())}, schema=PARTS)


def changes(*settled: pa.Table) -> set[tuple]:
    return {tuple(row.values()) for row in settled[2].to_pylist()}


def test_a_run_over_the_same_posts_changes_nothing():
    run, known = voices(whole="a b c", part="d e"), parts(part="whole")
    settled = settle(run, known, run, known)
    assert settled[0].equals(run)
    assert changes(*settled) == {("whole", "whole", "continuing", 3), ("part", "part", "continuing", 2)}


def test_a_part_that_is_told_in_other_words_keeps_the_name_it_had():
    before, now = voices(whole="a b", old="c d e"), voices(whole="a b f", fresh="c d e g")
    told, known, became = settle(now, parts(fresh="whole"), before, parts(old="whole"))
    assert set(told["demand_id"].to_pylist()) == {"whole", "old"}
    assert known.to_pylist() == [{"demand_id": "old", "parent": "whole"}]
    assert ("old", "old", "continuing", 3) in {tuple(row.values()) for row in became.to_pylist()}


def test_a_part_that_came_out_of_a_demand_which_goes_on_is_told_as_a_split():
    before, now = voices(whole="a b c d e"), voices(whole="a b f", part="c d e g")
    assert ("part", "whole", "split", 3) in changes(*settle(now, parts(part="whole"), before, parts()))


def test_a_demand_that_took_in_another_is_told_as_a_merger_and_the_other_is_not_told_as_ended():
    before, now = voices(whole="a b", part="c d e"), voices(whole="a b c d e")
    found = changes(*settle(now, parts(), before, parts(part="whole")))
    assert found == {("whole", "whole", "continuing", 2), ("whole", "part", "merged", 3)}


def test_what_is_heard_no_more_has_ended_and_what_shares_no_post_is_new():
    found = changes(*settle(voices(one="a"), parts(), voices(other="b"), parts()))
    assert found == {("one", None, "new", 0), ("other", "other", "ended", 0)}


def test_parts_of_different_wholes_never_take_each_others_names():
    before, now = voices(old="c d e", one="a"), voices(fresh="c d e", two="b")
    told = settle(now, parts(fresh="two"), before, parts(old="one"))[0]
    assert "fresh" in told["demand_id"].to_pylist()


@given(
    st.lists(st.sampled_from("wxyz"), min_size=8, max_size=8), st.lists(st.sampled_from("wxyz"), min_size=8, max_size=8)
)
def test_no_two_demands_get_one_name_and_every_name_is_accounted_for(now, before):
    """Parts w..z of one whole before (as v..) and now: names stay one to one."""
    after = pa.table({"demand_id": [f"n{one}" for one in now], "post": list("abcdefgh")})
    earlier = pa.table({"demand_id": [f"o{one}" for one in before], "post": list("abcdefgh")})
    known = parts(**{f"n{one}": "whole" for one in now})
    told, settled, became = settle(after, known, earlier, parts(**{f"o{one}": "whole" for one in before}))
    pairs = set(zip(after["demand_id"].to_pylist(), told["demand_id"].to_pylist(), strict=True))
    assert len({one for one, _ in pairs}) == len({name for _, name in pairs}) == len(pairs)
    assert set(settled["demand_id"].to_pylist()) == {name for _, name in pairs}
    assert {name for _, name in pairs} <= set(became["demand_id"].to_pylist())
