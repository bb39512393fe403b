import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tyndau.listening.text.normalise import normalise


def normal(text: str) -> str:
    return normalise(pa.table({"post": ["p"], "text": [text]}))["normal"][0].as_py()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Астaнa", "астана"),  # Latin a inside a Cyrillic word
        ("Heт вoды", "нет воды"),
        ("іс-қимыл һәм iPhone", "іс-қимыл һәм iphone"),  # Kazakh letters that look Latin, and a brand, stay
        ("й ё", "й ё"),
        ("во\u200bды", "воды"),
        ("  Смотри\n\thttps://example.kz/a?b=1  сюда ", "смотри сюда"),
        ("@… услышьте", "услышьте"),
        ("Надоелоооо уже, СУУУУ жоқ", "надоело уже, су жоқ"),
        ("длинное, Аллаһ, class, 1000", "длинное, аллаһ, class, 1000"),  # two letters and digits stay
        ("#ЖылуЖоқ #нет_воды #iPhone", "#жылу жоқ #нет воды #i phone"),
        ("во\u200bдa нет", "вода нет"),
        ("и\u0306", "й"),
    ],
)
def test_equal_utterances_come_to_equal_forms(text, expected):
    assert normal(text) == expected


@given(st.text(alphabet="аАaAьңһi#@…_./:h\u200b\u0306 \n7🌷", max_size=30))
@example("Қайырлы ТАҢ, Астaнa!  🌷🌷 https://t.me/a")
def test_the_normal_form_is_lower_case_on_one_line_without_invisible_characters(text):
    once = normal(text)
    assert once == once.lower() == " ".join(once.split())
    assert "\u200b" not in once


def test_normalising_twice_changes_nothing():
    once = normal("Қайырлы ТАҢ, Астaнa!  🌷🌷 https://t.me/a #ЖылуЖоқ")
    assert normal(once) == once


@given(st.lists(st.sampled_from(["нееет воды", "Астaнa", "су\u200bсы", "", "just text", "😀ааа"]), max_size=8))
def test_a_text_is_normalised_alike_alone_and_in_company(texts):
    table = pa.table({"post": [str(n) for n in range(len(texts))], "text": pa.array(texts, pa.string())})
    assert normalise(table)["normal"].to_pylist() == [normal(text) for text in texts]
