import copy

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.arrow import Rows
from tyndau.listening.echoes.minhash import GRAM, bucket_pairs, candidate_pairs, gram_hashes, signatures
from tyndau.listening.echoes.near import near_duplicates, sign
from tyndau.listening.echoes.similar import similarities

CALL = "Срочно! Возле города тайно строят завод, через год дышать будет нечем. Скопируйте и отправьте всем знакомым!"
OTHER = "Вчера на площади открыли новый фонтан, дети довольны, вечером обещают музыку и подсветку до полуночи."


def groups(*texts: str, jaccard: float = 0.6, seed: int = 1) -> dict[str, list[str]]:
    posts = pa.array([f"p{number}" for number in range(len(texts))], pa.string())
    table = pa.table({"post": posts, "normal": pa.array(texts, pa.string())})
    found: dict[str, list[str]] = {}
    for row in near_duplicates(sign(table, 40, seed), jaccard).to_pylist():
        found.setdefault(row["leader"], []).append(row["post"])
    return found


def exact_jaccard(one: str, two: str) -> float:
    a, b = ({text[i : i + GRAM] for i in range(len(text) - GRAM + 1)} for text in (one, two))
    return len(a & b) / len(a | b)


def test_copies_with_a_word_changed_form_a_group_led_by_the_earliest():
    changed = CALL.replace("тайно", "тайком"), CALL.replace("Срочно", "Важно"), CALL + " 👇"
    assert groups(OTHER, CALL, *changed) == {"p1": ["p1", "p2", "p3", "p4"]}


def test_a_text_of_its_own_is_in_no_group():
    assert groups(CALL, OTHER) == {}


def test_short_texts_coincide_by_chance_and_are_left_out():
    assert groups("доброе утро!", "доброе утро!") == {}


def test_a_chain_of_small_changes_does_not_drift_away_from_its_leader():
    words = CALL.split()
    chain = [" ".join(["иное"] * changed + words[changed:]) for changed in range(len(words))]
    for leader, members in groups(*chain).items():
        for member in members:
            assert exact_jaccard(chain[int(leader[1:])], chain[int(member[1:])]) >= 0.6


@given(st.lists(st.text(alphabet="абвгд ", min_size=40, max_size=60), min_size=2, max_size=12))
def test_every_member_is_as_near_to_its_leader_as_was_asked(texts):
    for leader, members in groups(*texts).items():
        assert len(members) > 1
        for member in members:
            assert exact_jaccard(texts[int(leader[1:])], texts[int(member[1:])]) >= 0.6


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_hashing_many_texts_at_once_equals_hashing_each_alone(texts):
    together, starts = gram_hashes(texts)
    alone = [gram_hashes([text])[0] for text in texts]
    assert np.array_equal(together, np.concatenate(alone))
    assert [len(one) for one in alone] == np.diff([*starts, len(together)]).tolist()


def test_signatures_estimate_jaccard_and_spread_evenly():
    """A poor hash family ruins precision without any error: hold estimate against exact, and the spread of minima."""
    rng = np.random.default_rng(7)
    letters = np.array(list("абвгдежзиклмнопрст "))
    base = ["".join(rng.choice(letters, 120)) for _ in range(60)]
    near = [
        text[: 120 - cut] + "".join(rng.choice(letters, cut)) for cut, text in zip(range(0, 120, 2), base, strict=True)
    ]
    one, two = signatures(base, 1), signatures(near, 1)
    estimate = (one == two).mean(axis=1)
    exact = [exact_jaccard(a, b) for a, b in zip(base, near, strict=True)]
    assert np.abs(estimate - exact).mean() < 0.06
    # 116 grams: minima of uniform 32-bit hashes have mean 2^32 / 117.
    assert one.mean() / (2**32 / 117) == pytest.approx(1, abs=0.1)


def test_another_seed_may_find_other_candidates_and_the_same_seed_gives_the_same_bytes():
    texts = [CALL, CALL.replace("город", "посёлок"), OTHER]
    assert groups(*texts, seed=5) == groups(*texts, seed=5)


@given(st.lists(st.text(alphabet="абв", min_size=1, max_size=12), min_size=2, max_size=8))
def test_similarities_of_many_pairs_are_exact(texts):
    pairs = np.array([(one, two) for one in range(len(texts)) for two in range(one)])
    sizes = np.array([len(text) for text in texts])
    found = similarities(Rows(pa.chunked_array([pa.array(texts)])), sizes, pairs)
    expected = [exact_jaccard(texts[one].ljust(GRAM), texts[two].ljust(GRAM)) for one, two in pairs]
    assert found.tolist() == pytest.approx(expected)


def test_many_long_texts_are_compared_in_parts(monkeypatch):
    monkeypatch.setattr("tyndau.listening.echoes.similar.CELLS", 300)
    texts = [CALL, OTHER, CALL + " 👇", "короткий"] * 3
    pairs = np.array([(one, two) for one in range(len(texts)) for two in range(one)])
    found = similarities(Rows(pa.chunked_array([pa.array(texts)])), np.array([len(text) for text in texts]), pairs)
    assert found.tolist() == pytest.approx([exact_jaccard(texts[one], texts[two]) for one, two in pairs])


def test_a_copy_of_a_member_joins_the_member_s_leader():
    changed = CALL.replace("тайно", "тайком")
    assert groups(CALL, changed, OTHER, changed, changed) == {"p0": ["p0", "p1", "p3", "p4"]}


def test_no_text_at_all_makes_no_group():
    assert groups() == {}


@given(
    st.lists(
        st.sampled_from([CALL, OTHER, *(CALL.replace("завод", word) for word in ("цех", "порт", "склад"))]), max_size=9
    ),
    st.integers(1, 100),
)
def test_groups_are_the_same_however_the_pairs_are_parted_and_whoever_compares_them(texts, partitions):
    def elsewhere(kernel, calls):
        done = {number: kernel(*copy.deepcopy(call)) for number, call in reversed([*enumerate(calls)])}
        return [done[number] for number in range(len(done))]

    posts = pa.array([f"p{number}" for number in range(len(texts))], pa.string())
    signed = sign(pa.table({"post": posts, "normal": pa.array(texts, pa.string())}), 40, 1)
    assert near_duplicates(signed, 0.6, elsewhere, partitions).equals(near_duplicates(signed, 0.6))


def test_each_member_of_a_bucket_is_paired_with_its_first():
    keys = np.array([7, 9, 7, 7, 12, 9], np.uint32)
    assert sorted(divmod(code, 6) for code in bucket_pairs(keys, 0, 1).tolist()) == [(2, 0), (3, 0), (5, 1)]


@given(
    st.lists(st.tuples(*[st.integers(0, 5)] * 2), min_size=1, max_size=12).map(lambda rows: np.array(rows, np.uint32)),
    st.integers(1, 12),
)
def test_a_bucket_lies_in_one_partition_whole_and_no_pair_across_two(bands, partitions):
    seen = []

    def watched(kernel, calls):
        for keys, part, parts in calls:
            found = [divmod(code, len(keys)) for code in kernel(keys, part, parts).tolist()]
            assert all(keys[later] == keys[earlier] and keys[later] % parts == part for later, earlier in found)
            seen.append(found)
            yield kernel(keys, part, parts)

    pairs = candidate_pairs(bands, watched, partitions)
    assert len(seen) >= partitions
    assert {tuple(pair) for pair in pairs.tolist()} == {pair for found in seen for pair in found}
    assert np.array_equal(pairs, candidate_pairs(bands))
