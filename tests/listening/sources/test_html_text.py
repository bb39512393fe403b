import time

import pytest

from tyndau.listening.sources.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Су жоқ</p><p>Жарық та</p>", "Су жоқ\nЖарық та"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("no markup, 5 &", "no markup, 5 &"),
        ("a <b>bold</b> word", "a bold word"),
        ("said<script>unsaid()</script><style>p {}</style>", "said"),
        ("</script>kept", "kept"),
        ('<img alt="5 > 4">seen', "seen"),
        ('<a title="open>seen', "seen"),
        ("i <3 Astana, 5 < 6", "i <3 Astana, 5 < 6"),
        ("<![if x]>seen<![endif]><!-- unseen -->", "seen"),
        (None, ""),
        (5, ""),
    ],
)
def test_html_becomes_what_a_reader_would_see(html, text):
    assert text_of(html) == text


@pytest.mark.parametrize("piece", ["<", "<a ", "<a '", '<a "', "<!--", "<![CDATA[", "<script>", "&", "&#", "  "])
def test_a_hostile_text_costs_no_more_than_its_length(piece):
    began = time.process_time()
    text_of(piece * 50_000)
    assert time.process_time() - began < 2
