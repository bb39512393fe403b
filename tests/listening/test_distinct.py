import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import KEY, raw

from tyndau.listening.arrow import Rows
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


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=5), max_size=5), st.randoms())
def test_rows_of_a_chunked_column_come_in_the_order_asked_for(chunks, random):
    column = pa.chunked_array(chunks, pa.string())
    rows = np.array(random.choices(range(len(column)), k=7) if len(column) else [], np.int64)
    expected = [column[row].as_py() for row in rows.tolist()]
    assert Rows(column).taken(rows, at_once=3).to_pylist() == expected
