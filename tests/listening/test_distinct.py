import pyarrow as pa
from tests.conftest import KEY, raw

from tyndau.listening.distinct import distinct_posts
from tyndau.listening.pseudonyms import pseudonymise


def test_a_post_in_two_files_is_one_post():
    posts = pseudonymise(raw("нет воды", "нет света"), KEY)
    merged, counts = distinct_posts(pa.concat_tables([posts, posts]))
    assert merged["post"].to_pylist() == ["vk:0", "vk:1"]
    assert counts == {"duplicates": 2, "edited": 0}


def test_of_an_edited_post_the_text_read_last_wins_and_is_counted():
    first, second = (pseudonymise(raw(text), KEY) for text in ("нет вады", "нет воды"))
    merged, counts = distinct_posts(pa.concat_tables([first, second]))
    assert merged["text"].to_pylist() == ["нет воды"]
    assert counts == {"duplicates": 1, "edited": 1}
