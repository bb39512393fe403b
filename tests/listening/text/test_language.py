import random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyndau.listening.text import ngrams
from tyndau.listening.text.language import LANGUAGES, detect


def column(texts: list[str]) -> pa.Table:
    return pa.table(
        {
            "post": pa.array([str(n) for n in range(len(texts))], pa.string()),
            "normal": pa.array([text.lower() for text in texts], pa.string()),
        }
    )


def language(text: str) -> tuple[str, str]:
    row = detect(column([text])).to_pylist()[0]
    assert 0 <= row["probability"] <= 1
    return row["language"], row["script"]


PLAIN = [
    ("Бізде үшінші күн су жоқ, қашан береді?", ("kk", "Cyrl")),
    ("бизде ушинши кун су жок, кашан береди", ("kk", "Cyrl")),
    ("bizde ushinshi kun su zhok, kashan beredi", ("kk", "Latn")),
    ("bızde üşınşı kün su joq, qaşan beredı", ("kk", "Latn")),
    ("У нас третий день нет воды", ("ru", "Cyrl")),
    ("Спасибо акимату области Жетісу за новую дорогу", ("ru", "Cyrl")),  # one Kazakh name in a Russian post
    ("We have had no water in the building for three days", ("en", "Latn")),
    ("👍👍 ❤️", ("other", "none")),
    ("2 300 000 ₸ !!!", ("other", "none")),
    ("წყალი არ არის", ("other", "none")),
]
NEIGHBOURS = [
    # Kyrgyz is missing here on purpose: one short text in four is taken for Kazakh (docs/method/language.md).
    ("Bizning uyimizda uch kundan beri suv yo'q, qachon beriladi", "Uzbek"),
    ("Бизнинг уйимизда уч кундан бери сув йўқ, қачон берилади", "Uzbek in Cyrillic"),
    ("Бездә өч көн инде су юк, кайчан бирәчәкләр, җавап бирегез", "Tatar"),
    ("Беҙҙә өс көн инде һыу юҡ, ҡасан бирәсәктәр, яуап бирегеҙ", "Bashkir"),
    ("Bizde üç gün bäri suw ýok, haçan berjekdigini aýdyň", "Turkmen"),
    ("Üç gündür evimizdə su yoxdur, nə vaxt veriləcək", "Azerbaijani"),
    ("Üç gündür evimizde su yok, ne zaman verilecek acaba", "Turkish"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_the_language_of_a_plain_post_is_named(text, expected):
    assert language(text) == expected


@pytest.mark.parametrize(("text", "_name"), NEIGHBOURS)
def test_a_neighbour_language_is_not_taken_for_one_of_ours(text, _name):
    assert language(text)[0] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Бізде үшінші күн су жоқ, қашан береді екен? Сколько можно ждать, сделайте уже что-нибудь наконец",
        "Сколько можно ждать, сделайте уже что-нибудь наконец. Бізде үшінші күн су жоқ, қашан береді екен?",
        "бизде ушинши кун су жок, кашан береди екен айтыныздаршы сколько можно ждать, сделайте уже что-нибудь",
        "Біздің үйде жарық жоқ, қашан қосасыздар? Please repair the street lights in our yard as soon as possible",
    ],
)
def test_a_post_of_two_languages_is_mixed(text):
    assert language(text)[0] == "mixed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Біздің дворға нормальный асфальт қойыңыздаршы, жаңбырда тізеден су болады ғой", "kk"),  # two Russian words
        ("Почините дорогу на улице Қабанбай батыр, пожалуйста, ездить невозможно", "ru"),  # a Kazakh name
        ("Большое спасибо всем, очень быстро. Рахмет", "ru"),  # one word is no part
    ],
)
def test_a_name_or_a_loan_does_not_make_a_post_mixed(text, expected):
    assert language(text)[0] == expected


def test_a_post_of_two_scripts_says_so():
    assert language("Скачайте приложение Halyk Homebank Android Google Play")[1] == "mixed"
    assert language("Скачайте приложение на телефон и оплатите счёт за воду в eGov")[1] == "Cyrl"


def test_an_empty_column_gives_an_empty_table_with_the_same_columns():
    told = detect(column([]))
    assert told.schema == detect(column(["вода"])).schema
    assert told.num_rows == 0


def test_a_post_without_a_text_is_other():
    told = detect(pa.table({"post": ["a", "b"], "normal": pa.array([None, ""], pa.string())}))
    assert told["language"].to_pylist() == ["other", "other"]


def test_a_very_long_text_is_told_as_its_sentences_are():
    assert language("У нас третий день нет воды. " * 3_600)[0] == "ru"
    assert language("жоқ" * 33_400)[0] in LANGUAGES  # one word of 100,000 letters
    assert language("👍" * 100_000) == ("other", "none")


def test_shuffled_rows_give_the_same_answers():
    texts = [text for text, _ in PLAIN + NEIGHBOURS] * 300  # more than a batch
    order = random.Random(7).sample(range(len(texts)), len(texts))
    straight = detect(column(texts)).to_pylist()
    shuffled = detect(column([texts[n] for n in order])).to_pylist()
    for place, n in enumerate(order):
        assert {**shuffled[place], "post": ""} == {**straight[n], "post": ""}


TEXT = st.text(st.sampled_from("абқіaz ʻ'’ .\n👍é9Ā\u0301") | st.characters(codec="utf-8"), max_size=40)


@given(st.lists(TEXT, max_size=8))
def test_a_column_gives_what_each_text_alone_gives(texts):
    together = detect(column(texts)).to_pylist()
    assert [{**row, "post": "0"} for row in together] == [row for t in texts for row in detect(column([t])).to_pylist()]


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_n_grams_of_a_column_are_those_of_each_text(texts):
    def grams(many: list[str]) -> list[int]:
        return sorted(int(one) for bucket in ngrams.buckets(ngrams.words(many).codes) for one in bucket
                      if one != ngrams.NOTHING)  # fmt: skip

    assert grams(texts) == sorted(one for text in texts for one in grams([text]))


@given(TEXT)
def test_a_word_has_four_n_grams_a_letter(text):
    cut = ngrams.words([text])
    assert sum(int((bucket != ngrams.NOTHING).sum()) for bucket in ngrams.buckets(cut.codes)) == 4 * cut.letters.sum()
