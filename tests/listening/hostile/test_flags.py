"""A post that may be hostile is flagged for a moderator, with the first code that holds; nothing else happens to it."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import KEY, raw

from tyndau.listening.coding.codebook import parse
from tyndau.listening.errors import MissingColumns
from tyndau.listening.hostile.flags import FLAGS, LEAST_WORDS, both, by_classifier, hostile, model
from tyndau.listening.hostile.lexicon import CODES, lexical, parsed, shipped
from tyndau.listening.parameters import Parameters
from tyndau.listening.pipeline import listen
from tyndau.listening.pseudonyms import pseudonymise
from tyndau.listening.runner import LocalRunner, Nobody
from tyndau.listening.text.language import detect
from tyndau.listening.text.normalise import normalise

TRAINING = Path(__file__).resolve().parents[3] / "training" / "hostile.csv"
THREAT = "Если вы завтра не включите воду, я вас найду и переломаю вам ноги!"


def read(*texts: str) -> pa.Table:
    posts = normalise(pa.table({"post": [f"p{number}" for number in range(len(texts))], "text": list(texts)}))
    return posts.append_column("language", detect(posts)["language"])


def codes(*texts: str) -> list[str | None]:
    return hostile(read(*texts))["code"].to_pylist()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("threat", THREAT),
        ("threat", "Ертең су қоспасаңдар, сені табамын, аяғыңды сындырамын"),
        ("incitement", "Приезжих надо выгнать из города, они не люди"),
        ("incitement", "Мигранттарды ауылдан қуып шығыңдар, олар адам емес"),
        ("insult", "Какой же ты идиот, читать научись сначала"),
        ("insult", "Сен ақымақсың, аузыңды жап"),
    ],
)
def test_a_plain_case_of_each_code_is_flagged_in_both_languages(code, text):
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Третий день нет воды! Сколько можно терпеть?!",
        "Подам на вас в суд и напишу в прокуратуру",
        "Сосед угрожает сжечь мою машину, прошу принять меры",
        "Эта дорога убивает наши машины",
        "Үшінші күн су жоқ, қашанғы шыдаймыз?!",
        "Көршім өлтіремін деп қорқытты, полицияға арыз жаздым",
        "Кезекте уақыт өлтіріп отырмыз",
    ],
)
def test_an_angry_demand_a_lawsuit_a_report_and_an_idiom_are_no_hostile_language(text):
    assert codes(text) == [None]


def test_kazakh_in_the_letters_of_a_russian_keyboard_is_read_alike():
    assert codes("Сени табамын, аягынды сындырамын") == ["threat"]


def test_the_first_code_that_holds_is_named_even_where_another_scores_higher():
    own = parsed("term,language,code,weight\nпобью,ru,threat,0.7\nдубина,ru,insult,0.9\n", "own.csv")
    (row,) = hostile(read("побью, дубина"), own).to_pylist()
    assert (row["code"], row["score"]) == ("threat", 0.7)


def test_a_language_without_training_texts_is_not_judged_at_all():
    found = hostile(read("I will find you and break your legs", "")).to_pylist()
    assert [(row["code"], row["score"]) for row in found] == [(None, None), (None, None)]


def test_a_short_post_is_judged_by_the_lexicon_alone():
    posts = read("базар керек", "ты идиот")
    assert len(posts["normal"][0].as_py().split()) < LEAST_WORDS
    assert not by_classifier(posts, model()).any()
    assert hostile(posts)["code"].to_pylist() == [None, "insult"]


def test_a_score_without_a_flag_is_the_nearest_and_a_lower_threshold_flags_it():
    posts = read("Эта дорога убивает наши машины и нервы")
    (row,) = hostile(posts).to_pylist()
    assert (row["code"], 0 < row["score"] < 0.6) == (None, True)
    assert hostile(posts, threshold=row["score"] - 0.001)["code"].to_pylist() != [None]


def test_every_post_comes_back_in_its_place_and_the_input_stays_as_it_was():
    posts = read("вода", THREAT, "су жоқ", "hello")
    before = posts.to_pylist()
    found = hostile(posts)
    assert found["post"].to_pylist() == ["p0", "p1", "p2", "p3"]
    assert (posts.to_pylist(), found.schema) == (before, FLAGS)


def test_no_post_gives_no_flag_and_the_same_columns():
    assert (hostile(read()).num_rows, hostile(read()).schema) == (0, FLAGS)


def test_the_table_says_of_each_language_that_its_figures_are_exploratory():
    about = json.loads(hostile(read("вода")).schema.metadata[b"hostile"])
    assert about["standing"] == {"kk": "exploratory", "ru": "exploratory", "mixed": "exploratory"}
    assert (about["flags"], about["hides"], about["texts"]) == ("for a moderator", "nothing", "synthetic")


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumns):
        hostile(pa.table({"post": ["p"], "normal": ["вода"]}))


WORDS = st.sampled_from(
    ["вода", "нет", "убью", "тебя", "суд", "приезжих", "гнать", "идиот", "сені", "табамын", "жоқ", "прошу", "ақымақсың"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6), st.randoms())
def test_a_post_s_flag_depends_on_no_other_post(texts, chance):
    posts = read(*texts)
    order = list(range(len(texts)))
    chance.shuffle(order)
    assert hostile(posts.take(order)).equals(hostile(posts).take(order))


@given(st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
def test_scores_are_between_the_halves_and_one(text):
    posts = read(text)
    together = both(posts, shipped(), model())
    halves = np.maximum(lexical(posts, shipped()), by_classifier(posts, model()))
    assert (together >= halves - 1e-12).all()
    assert (together <= 1).all()


def test_a_hostile_post_counts_in_its_demand_like_a_polite_one(country):
    polite = [
        "В Караганде третий день нет воды",
        "Когда включите воду в Караганде? Дети без питья",
        "Караганда сидит без воды, напор нулевой",
        "нет воды в караганде, звоню диспетчеру с утра",
        "В Караганде нет воды. Прошу ответить, когда её дадут и почему молчит диспетчерская служба",
        "В Караганде нет воды, помогите",
    ]
    angry = [*polite[:-2], f"В Караганде нет воды. {THREAT}", "В Караганде нет воды, ты идиот, мразь и дебил"]
    assert codes(*angry[-2:]) == ["threat", "insult"]
    told = [
        listen(pseudonymise(raw(*texts), KEY), country, Parameters("kz"), LocalRunner(Nobody(), 100)).demands.select(
            ["demand_id", "accounts_min", "accounts_max", "posts"]
        )
        for texts in (polite, angry)
    ]
    assert told[0].equals(told[1])
    assert told[0]["accounts_max"].to_pylist() == [6]


def test_the_shipped_model_was_trained_from_the_texts_in_the_repository():
    with TRAINING.open(encoding="utf-8", newline="") as file:
        spoken = [row["language"] for row in csv.DictReader(file)]
    assert model().facts["rows_by_language"] == {language: spoken.count(language) for language in ("kk", "ru")}
    assert set(model().labels) == {*CODES, "none"}


def test_a_classifier_of_one_s_own_may_take_its_place():
    silent = replace(model(), intercepts=np.array([9 if one == "none" else -9 for one in model().labels], np.float32))
    posts = read("просто обычный длинный текст про погоду")
    assert by_classifier(posts, silent).max() < by_classifier(posts, model()).max()


def test_the_codebook_defines_the_codes_of_the_flags_in_their_order():
    book = parse((TRAINING.parents[1] / "docs" / "listening" / "hostile-codebook.toml").read_text(), "codebook")
    assert (book.codes, book.level) == ((*CODES, "none"), "nominal")
    assert all(len(one.examples) > 1 and one.counter_examples for one in book.categories)
