import pyarrow as pa
import pytest

from tyndau.listening.text.language import detect


def language(text: str) -> tuple[str, str]:
    row = detect(pa.table({"post": ["p"], "normal": [text.lower()]})).to_pylist()[0]
    assert 0 <= row["probability"] <= 1
    return row["language"], row["script"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бізде үшінші күн су жоқ, қашан береді?", ("kk", "Cyrl")),
        ("бизде ушинши кун су жок, кашан береди", ("kk", "Cyrl")),
        ("bizde ushinshi kun su zhok, kashan beredi", ("kk", "Latn")),
        ("У нас третий день нет воды", ("ru", "Cyrl")),
        ("Спасибо акимату области Жетісу за новую дорогу", ("ru", "Cyrl")),  # one Kazakh name in a Russian post
        ("We have had no water in the building for three days", ("en", "Latn")),
        ("👍👍 ❤️", ("other", "none")),
    ],
)
def test_the_language_of_a_plain_post_is_named(text, expected):
    assert language(text) == expected
