"""Key phrases: what the voices of a demand say that others do not, in their own words, and titles made from them."""

import random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.demands.keyphrases import key_phrases
from tyndau.listening.demands.texts import own_texts
from tyndau.listening.demands.titles import titles
from tyndau.listening.demands.wording import wording

NAMES = pa.table({"territory": ["35", "35"], "name": ["Қарағанды", "Караганда"]})
OTHERS = [
    ("other", None, f"o{n}", "ru", text) for n, text in enumerate(["автобус опаздывает утром", "яма на дороге"] * 8)
]
ELSEWHERE = [("x", None, f"k{n}", "kk", "жол шұңқыр") for n in range(16)]


def found(*rows: tuple) -> dict[str, list[tuple[str, int]]]:
    """Phrases of each demand; rows are demand, territory, voice, language, normal."""
    names = ("demand_id", "territory", "voice", "language", "normal")
    texts = pa.table(list(zip(*rows, strict=True)), schema=pa.schema([(name, pa.string()) for name in names]))
    told = wording(texts["normal"].to_pylist(), texts["language"].to_pylist())
    table = key_phrases(texts, told, NAMES).to_pylist()
    return {row["demand_id"]: [(one["phrase"], one["accounts"]) for one in row["key_phrases"]] for row in table}


def voices(*texts: str, language: str = "ru", territory: str | None = "35") -> list[tuple]:
    return [("d", territory, f"v{n}", language, text) for n, text in enumerate(texts)]


def test_what_marks_a_demand_off_is_shown_in_the_form_that_most_accounts_use():
    said = found(*voices("вода еле течёт", "вода и утром", "воды на дороге"), *OTHERS)["d"]
    assert said == [("вода", 3)]


def test_a_pair_stands_for_its_words_and_a_negation_stands_only_in_a_pair():
    assert found(*voices(*["нет воды"] * 4), *OTHERS)["d"] == [("нет воды", 4)]
    apart = found(*voices(*["нет, воды"] * 4), *OTHERS)["d"]
    assert apart == [("воды", 4)]


def test_a_number_is_shown_with_its_word_as_it_was_written_and_never_alone():
    said = found(*voices(*["школа №12"] * 3, *["12 яма"] * 3), *OTHERS)["d"]
    assert ("школа №12", 3) in said
    assert not any(phrase.isdecimal() for phrase, _ in said)
    assert found(*voices(*["школа 87011234567"] * 3), *OTHERS)["d"] == [("школа", 3)]


def test_two_accounts_are_too_few_and_one_account_counts_once():
    assert found(*voices("батарея", "батарея"), *OTHERS)["d"] == []
    one = [("d", "35", "same", "ru", "батарея")] * 9
    assert found(*one, *OTHERS)["d"] == []


def test_names_of_the_own_region_are_no_phrases_but_those_of_others_are():
    own = found(*voices(*["қарағандыда жылу"] * 4, language="kk"), *ELSEWHERE)["d"]
    assert own == [("жылу", 4)]
    abroad = found(*voices(*["қарағандыда жылу"] * 4, language="kk", territory="71"), *ELSEWHERE)["d"]
    assert any("қарағандыда" in phrase for phrase, _ in abroad)


def test_masks_and_empty_words_are_left_out_and_part_a_pair():
    said = found(*voices(*["звоните ‹phone› батарея ‹e-mail› очень"] * 5), *OTHERS)["d"]
    assert {phrase for phrase, _ in said} == {"звоните", "батарея"}


def test_each_language_has_a_phrase_and_the_one_of_most_accounts_comes_first_with_the_others():
    kazakh = [("d", "35", f"k{n}", "kk", "батарея мұздай пәтер қырау терезе жарық бөлме есік қабат") for n in range(5)]
    english = [("d", "35", f"e{n}", "en", "stone cold flat") for n in range(3)]
    rest = [*ELSEWHERE, *(("x", None, f"e{n}", "en", "late bus") for n in range(16))]
    said = found(*kazakh, *english, *rest)["d"]
    assert [count for _, count in said] == [5] * (len(said) - 1) + [3]
    assert len(said) <= 6


def test_a_copied_text_is_one_text_of_its_group():
    table = pa.table(
        {
            "demand_id": ["d"] * 4,
            "post": ["1", "2", "3", "4"],
            "topic": ["water"] * 4,
            "territory": ["35"] * 4,
            "account": ["a", "b", "c", None],
            "echo": ["e", "e", None, None],
            "time": pa.array([2, 1, 3, 4], pa.timestamp("us", tz="UTC")),
        }
    )
    posts = pa.table({"post": ["1", "2", "3", "4"], "language": ["ru"] * 4, "normal": ["а", "б", "в", "г"]})
    rows = own_texts(table, posts).to_pylist()
    assert [(row["post"], row["voice"], row["normal"]) for row in rows] == [
        ("2", "e", "б"), ("3", "c", "в"), ("4", "4", "г"),
    ]  # fmt: skip


WORDS = st.lists(
    st.sampled_from(["вода", "воды", "нет", "12", "школа", "№5", "и", "‹phone›", "-", "су", "кран"]), max_size=6
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["d1", "d2"]),
        st.just("35"),
        st.sampled_from("abcdefg"),
        st.sampled_from(["ru", "kk", "mixed", "other"]),
        WORDS.map(" ".join),
    ),
    min_size=1,
    max_size=30,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_texts_changes_nothing_and_every_phrase_has_three_accounts(rows, rng: random.Random):
    shuffled = list(rows)
    rng.shuffle(shuffled)
    said = found(*rows)
    assert said == found(*shuffled)
    for phrases in said.values():
        assert all(3 <= accounts <= 7 and "phone" not in phrase for phrase, accounts in phrases)


def titled(phrases: list[tuple[str, str]], language: str | None, place: str | None = None, large: bool = True) -> dict:
    outline = pa.table(
        {"demand_id": ["d"], "topic": ["heating"], "territory": ["35"], "place": pa.array([place], pa.string())}
    )
    said = [{"language": one, "phrase": phrase, "accounts": 3} for one, phrase in phrases]
    topics = pa.table({"topic": ["heating"], "name_kk": ["Жылу"], "name_ru": ["Тепло"], "name_en": ["Heat"]})
    territories = pa.table(
        {"kato": ["35", "351"], "name_kk": ["Облыс", "Қала"], "name_ru": ["Область", "Город"], "name_en": ["A", "B"]}
    )
    table = pa.table({"demand_id": ["d"], "title_language": pa.array([language], pa.string()), "key_phrases": [said]})
    wanted = pa.table({"demand_id": ["d"] if large else pa.array([], pa.string())})
    return titles(outline, table, wanted, topics, territories).to_pylist()[0]


def test_a_title_speaks_the_language_of_its_posts():
    said = [("kk", "батарея суық"), ("kk", "жылу жоқ"), ("kk", "тонып"), ("ru", "холодно")]
    assert titled(said, "kk")["title"] == "Жылу · Облыс: «батарея суық», «жылу жоқ»"
    assert titled(said, "ru", place="351")["title"] == "Тепло · Город: «холодно»"
    assert titled([], None) | {"key_phrases": None} == {
        "demand_id": "d", "title": "Жылу · Облыс", "title_language": "kk", "key_phrases": None,
    }  # fmt: skip


def test_a_demand_too_small_to_be_quoted_shows_no_words_of_its_own():
    row = titled([("kk", "батарея суық")], "kk", large=False)
    assert (row["title"], row["key_phrases"]) == ("Жылу · Облыс", [])
