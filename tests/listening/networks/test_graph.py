from hypothesis import given, settings
from hypothesis import strategies as st
from tests.listening.networks.planted import posts, speaking

from tyndau.listening.networks.graph import edges, graph, links


def told(table):
    return [(row["source"], row["target"], row["kind"]) for row in links(table).to_pylist()]


def test_an_answer_leads_to_the_author_of_the_post_answered():
    assert told(posts({"author": "aigerim"}, {"author": "bolat", "parent": "0"})) == [("bolat", "aigerim", "reply")]


def test_an_answer_to_an_unread_post_leads_to_whoever_opened_the_thread():
    rows = posts({"author": "aigerim"}, {"author": "bolat", "parent": "gone", "thread": "0"})
    assert told(rows) == [("bolat", "aigerim", "reply")]
    assert told(posts({"author": "bolat", "parent": "gone", "thread": "gone too"})) == []


def test_a_post_of_another_platform_with_the_same_id_is_not_answered():
    rows = posts({"author": "aigerim", "post": "forum:0", "platform": "forum"}, {"author": "bolat", "parent": "0"})
    assert told(rows) == []


def test_a_repost_leads_to_the_author_read_before_the_name_that_the_platform_shows():
    rows = posts({"author": "aigerim"}, {"author": "bolat", "origin": "0", "repost_of": "shown name"})
    assert told(rows) == [("bolat", "aigerim", "repost")]
    assert told(posts({"author": "bolat", "origin": "gone", "repost_of": "dana"})) == [("bolat", "dana", "repost")]


def test_who_is_unknown_links_to_nobody():
    assert told(posts({"author": None, "mentions": ["aigerim"]}, {"author": "bolat"})) == []


def test_edges_count_distinct_posts_and_leave_out_links_to_oneself():
    found = edges(links(speaking("ab", "ab", "ac", "aa"))).to_pylist()
    assert [(row["source"], row["target"], row["posts"]) for row in found] == [("a", "b", 2), ("a", "c", 1)]


def test_a_post_that_answers_and_names_one_account_is_one_post_on_the_arc():
    table = posts({"author": "a"}, {"author": "b", "parent": "0", "mentions": ["a"]})
    found = graph(links(table))
    assert links(table).num_rows == 2
    assert found.arcs_of_posts().tolist() == [1.0]


def test_ties_add_up_both_directions():
    found = graph(links(speaking("ab", "ba", "ba", "bc")))
    assert found.accounts.to_pylist() == ["a", "b", "c"]
    ties = found.ties_of_arcs(found.arcs_of_posts())
    assert list(zip(found.low.tolist(), found.high.tolist(), ties.tolist(), strict=True)) == [(0, 1, 3), (1, 2, 1)]


def test_posts_drawn_twice_count_twice():
    found = graph(links(speaking("ab", "ac", "ac")))
    times = found.post_of * 0
    times[0] = 2
    assert found.arcs_of_posts(times).tolist() == [2, 0]


@settings(max_examples=15)
@given(st.lists(st.text("abcd", min_size=2, max_size=2), min_size=1, max_size=12), st.randoms())
def test_shuffled_posts_give_the_same_links_and_the_input_is_unchanged(pairs, random):
    table = speaking(*pairs)
    order = list(range(len(pairs)))
    random.shuffle(order)
    shuffled = table.take(order)
    before = shuffled.to_pylist()
    assert links(shuffled).equals(links(table))
    assert shuffled.to_pylist() == before
    one, other = graph(links(table)), graph(links(shuffled))
    assert one.accounts.equals(other.accounts)
    assert one.arcs_of_posts().tolist() == other.arcs_of_posts().tolist()
    assert one.arcs_of_posts().sum() == sum(pair[0] != pair[1] for pair in pairs)


def test_an_answer_is_found_on_its_own_platform_and_on_no_other():
    told = [
        {"post": "telegram:7", "platform": "telegram", "native_id": "7", "author": "t", "mentions": []},
        {"post": "vk:7", "platform": "vk", "native_id": "7", "author": "v", "mentions": []},
        {"post": "telegram:8", "platform": "telegram", "native_id": "8", "author": "a", "parent": "7", "mentions": []},
    ]
    assert [(row["source"], row["target"]) for row in links(posts(*told)).to_pylist()] == [("a", "t")]
