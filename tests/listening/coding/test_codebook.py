"""A codebook: the example of the docs, and every mistake said at once, with its place."""

from pathlib import Path

import pytest

from tyndau.listening.coding.codebook import parse
from tyndau.listening.coding.refusals import BadCodebook, NotToml
from tyndau.words import LANGUAGES

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "listening" / "codebook-example.toml"
TEXTS = "{ kk = 'қазақша', ru = 'по-русски', en = 'English' }"


def book(*codes: str, level: str = "nominal", head: str = "") -> str:
    categories = "".join(f"[[category]]\ncode = {code}\nname = {TEXTS}\ndefinition = {TEXTS}\n" for code in codes)
    return f"name = {TEXTS}\nversion = '1'\nlevel = '{level}'\n{head}\n{categories}"


def mistakes(content: str) -> set[tuple[str, str]]:
    with pytest.raises(BadCodebook) as refused:
        parse(content, "book.toml")
    for language in LANGUAGES:
        assert all(finding.tell(language) for finding in refused.value.findings)
        assert refused.value.tell(language).what
    return {(finding.where, finding.what) for finding in refused.value.findings}


def test_the_example_of_the_docs_can_be_used():
    codebook = parse(EXAMPLE.read_text(encoding="utf-8"), "example")
    assert codebook.codes == ("asks", "complains", "neither")
    assert all(one.examples and one.counter_examples for one in codebook.categories)


def test_numbers_may_be_codes_and_their_order_is_kept():
    assert parse(book("2", "1", "1.5", level="interval"), "b").codes == ("2", "1", "1.5")


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        (book("'a'"), ("category", "too-few")),
        (book("'a'", "'A'"), ("category 2, code", "twice")),
        (book("1", "1.0"), ("category 2, code", "twice")),
        (book("'a b'", "'c'"), ("category 1, code", "code")),
        (book("true", "'c'"), ("category 1, code", "code")),
        (book("'NA'", "'c'"), ("category 1, code", "reserved")),
        (book("'much'", "1", level="interval"), ("category 1, code", "not-a-number")),
        (book("'a'", "'b'", level="ratio"), ("level", "level")),
        (book("'a'", "'b'", head="auther = 'x'"), ("codebook", "unknown-key")),
        (book("'a'", "'b'", head="versions = '1'"), ("codebook", "meant")),
        (book("'a'", "'b'") + "examples = 'one'", ("category 2, examples", "list")),
        (book("'a'", "'b'").replace("ru = 'по-русски', ", "", 1), ("name, ru", "text")),
        (book("'a'", "'b'").replace(TEXTS, "'English'", 1), ("name", "languages")),
        (book("'a'", "'b'").replace("version = '1'", "version = 1"), ("version", "text")),
        (book() + "category = 'a'", ("category", "tables")),
        ("", ("codebook", "missing-key")),
    ],
)
def test_a_mistake_is_found_at_its_place(content, mistake):
    assert mistake in mistakes(content)


def test_all_mistakes_are_told_at_once():
    assert mistakes("level = 'x'\n[[category]]\ncode = 'a b'") == {
        ("codebook", "missing-key"), ("level", "level"), ("category", "too-few"), ("category 1", "missing-key"),
        ("category 1, code", "code"),
    }  # fmt: skip


@pytest.mark.parametrize("content", ["name = ", "a = " + "[" * 5000])
def test_what_is_no_toml_is_refused(content):
    with pytest.raises(NotToml):
        parse(content, "book.toml")
