"""The report: three languages, nothing to load, small cells untold, hostile text harmless."""

import json
import random
import re
from html.parser import HTMLParser

import pytest

HOSTILE = 'Нет воды <script>alert("x")</script> \u202eобратно {{{{ 7*7 }}}} 😡😡😡 в {place}'


NEUTRAL = [
    "утром",
    "вечером",
    "опять",
    "соседи",
    "дети",
    "бабушка",
    "третий",
    "неделя",
    "месяц",
    "ждём",
    "звонили",
    "обещали",
    "приехали",
    "уехали",
    "никто",
    "знает",
    "сказали",
    "завтра",
    "послезавтра",
    "потом",
    "снова",
    "надоело",
    "устали",
    "терпеть",
    "сколько",
    "можно",
    "просто",
    "кошмар",
    "бочками",
    "ведрами",
    "носим",
    "издалека",
    "мыться",
    "стирать",
    "готовить",
    "невозможно",
    "слышите",
    "люди",
    "город",
    "весна",
    "осень",
    "пятница",
    "суббота",
    "праздник",
]


def own_words(seed: str) -> str:
    """Twelve words of one's own, so that posts about one thing are not copies of each other."""
    return " ".join(random.Random(seed).sample(NEUTRAL, 12))


class Outline(HTMLParser):
    """Ids, links and tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            if name in ("src", "href", "action", "data", "poster"):
                self.addresses.append(value)


@pytest.fixture
def report(tyndau, tmp_path):
    def make(posts: list[dict]) -> str:
        path = tmp_path / "posts.ndjson"
        path.write_text("".join(json.dumps(post, ensure_ascii=False) + "\n" for post in posts))
        result = tyndau("listen", path, "--out", tmp_path / "heard")
        assert result.exit_code == 0, result.stderr
        return (tmp_path / "heard" / "report.html").read_text()

    return make


def asking(count: int, place: str, text: str = "В {place} нет воды уже {n} дней, примите меры", **fields) -> list[dict]:
    return [
        {
            "platform": "vk",
            "id": f"{place}{n}",
            "author": f"author{place}{n}",
            "created_at": f"2026-03-{n % 28 + 1:02}T09:00:00Z",
            "text": f"{text.format(place=place, n=n)} {own_words(place + str(n))}",
            **fields,
        }
        for n in range(count)
    ]


def test_the_page_loads_nothing_from_anywhere_and_its_ids_are_unique(report):
    outline = Outline()
    outline.feed(report(asking(8, "Караганде")))
    assert [address for address in outline.addresses if not address.startswith("#")] == []
    assert len(outline.ids) == len(set(outline.ids))


def test_it_speaks_three_languages(report):
    page = report(asking(8, "Караганде"))
    for language, words in (("kk", "Қарағанды облысы"), ("ru", "Карагандинская область"), ("en", "Karaganda Region")):
        part = page[page.index(f'<main lang="{language}"') :]
        assert words in part[: part.index("</main>")]


def test_a_demand_of_four_accounts_is_neither_named_nor_quoted(report):
    page = report(asking(4, "Актау", text="В {place} нет воды {n}, тайная подробность") + asking(7, "Караганде"))
    assert "тайная подробность" not in page
    assert re.search(r'<span class="place">Karagandy?[^<]*, Karaganda Region', page)
    assert not re.search(r'<span class="place">[^<]*Mangystau Region', page)
    cell = re.search(r"Mangystau Region: ([^<]*)<", page)
    assert cell is not None
    assert cell[1] == "&lt;5"


def test_hostile_text_is_shown_and_not_executed(report):
    page = report(asking(7, "Караганде", text=HOSTILE))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "{{ 7*7 }}" in page


def test_synthetic_posts_are_labelled_and_real_ones_are_not(report):
    assert "Synthetic data" not in report(asking(7, "Караганде"))


def test_synthetic_posts_carry_the_label_in_every_language(report):
    page = report(asking(7, "Караганде", synthetic=True))
    assert all(label in page for label in ("Жасанды деректер", "Синтетические данные", "Synthetic data: 7 of 7"))


def test_the_strength_of_copies_is_told_as_an_interval(report):
    copies = [
        {"platform": "vk", "id": str(n), "author": f"a{n}", "created_at": "2026-03-02T09:00Z", "synthetic": True,
         "text": "Срочно! В Караганде нет воды, скопируйте и отправьте всем знакомым" + "!" * n}
        for n in range(9)
    ]  # fmt: skip
    page = report(copies + asking(6, "Караганде"))
    assert "7 to 15 accounts" in page
    assert "9 of 15 posts are copies of one text or nearly so." in page


def test_a_text_that_many_accounts_pass_on_is_shown_with_its_true_bounds(report):
    """A petition copied by eight accounts may be one voice: it is told as 1 to 8, not hidden."""
    petition = "Требуем построить школу в Шымкенте, дети учатся в три смены, подпишитесь и передайте соседям"
    copies = [
        {"id": str(n), "author": f"a{n}", "created_at": "2026-03-02T09:00Z", "text": petition + "!" * n}
        for n in range(8)
    ]
    page = report(copies)
    assert "1 to 8 accounts" in page
    assert "Требуем построить школу" in page
