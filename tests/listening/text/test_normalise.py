import pyarrow as pa
import pytest

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
    ],
)
def test_equal_utterances_come_to_equal_forms(text, expected):
    assert normal(text) == expected


def test_normalising_twice_changes_nothing():
    once = normal("Қайырлы ТАҢ, Астaнa!  🌷🌷 https://t.me/a")
    assert normal(once) == once
