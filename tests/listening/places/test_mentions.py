"""Mentions in the three languages, and the words and persons that must not become places."""

import pyarrow as pa
import pytest

from tyndau.listening.places.mentions import find_mentions, territory_of


@pytest.fixture
def found(country):
    def find(*texts: str) -> list[dict]:
        table = pa.table({"post": [f"p{number}" for number in range(len(texts))], "text": list(texts)})
        mentions = find_mentions(table, country.place_names, country.territories)
        for row in mentions.to_pylist():
            assert 0 <= row["start"] < row["end"] <= len(texts[int(row["post"][1:])])
        return mentions.to_pylist()

    return find


@pytest.mark.parametrize(
    ("text", "region", "shown"),
    [
        ("Қарағандыда су жоқ", "35", "Қарағандыда"),
        ("Қарағанды облысының жолдары", "35", "Қарағанды облысының"),
        ("в Караганде нет воды", "35", "Караганде"),
        ("жители Карагандинской области", "35", "Карагандинской области"),
        ("no water in Karaganda again", "35", "Karaganda"),
        ("караганда, как всегда", "35", "караганда"),
        ("Алматыда түтін", "75", "Алматыда"),
        ("смог над Алматы", "75", "Алматы"),
        ("Алматы облысында жол жоқ", "19", "Алматы облысында"),
        ("в Алма-Ате темно", "75", "Алма-Ате"),
        ("Усть-Каменогорск задыхается", "63", "Усть-Каменогорск"),
        ("Өскеменде ауа лас", "63", "Өскеменде"),
        ("Нұр-Сұлтанда кептеліс", "71", "Нұр-Сұлтанда"),
        ("в области Абай", "10", "области Абай"),
        ("Абай облысында", "10", "Абай облысында"),
        ("ШҚО-да қар", "63", "ШҚО"),
        ("кизилорда емес, Кызылорда", "43", "Кызылорда"),
        ("Шымкентке көпір керек", "79", "Шымкентке"),
        ("в Рудном темно", "39", "Рудном"),
    ],
)
def test_a_place_is_found_however_it_is_inflected(found, text, region, shown):
    mentions = found(text)
    assert {row["kato"][:2] for row in mentions} == {region}
    assert text[mentions[0]["start"] : mentions[0]["end"]] in (shown, shown.split()[-1], shown.split()[0])


@pytest.mark.parametrize(
    "text",
    [
        "қарағанда бәрі жақсы",  # looking at
        "орал жатыр",  # a verb and a mountain range
        "есікте тұр",  # at the door
        "Абай атамыз айтқан",  # the poet
        "Абая читали в школе",
        "Жамбыл ақын",
        "аралдар көп, арал емес",
        "рудный двор и алтай-мёд",
        "таразыға тартты",  # scales
        "новая Шкода стоит во дворе",
        "по итогам проверки составлено 5 Актов, см. Акта нет",
        "многодетных семей в районе много",
        "ауызға салмады, ақтаулы сөз",
        "к октябрю, в Октябре, глубокой осенью",
    ],
)
def test_words_and_persons_that_look_like_places_are_held_off(found, text):
    assert found(text) == []


def test_a_name_does_not_run_over_from_one_post_into_the_next(found):
    assert found("Карагандинская", "область большая") in ([], found("Карагандинская", "")[:1])
    assert all(row["post"] == "p0" for row in found("Карагандинская", "область большая"))


def territory(country, text: str, declared: str | None = None) -> dict:
    posts = pa.table({"post": ["p0"]})
    tables = country.place_names, country.territories
    said = find_mentions(pa.table({"post": ["p0"], "text": [text]}), *tables)
    source = find_mentions(pa.table({"post": ["p0"], "text": pa.array([declared], pa.string())}), *tables)
    return territory_of(posts, said, source).to_pylist()[0]


def test_the_text_outweighs_what_the_source_declares(country):
    row = territory(country, "в Актау нет воды", declared="Астана")
    assert (row["territory"], row["territory_from"]) == ("470000000", "text")


def test_a_declared_place_counts_where_the_text_is_silent_and_is_less_sure(country):
    row = territory(country, "нет воды", declared="г. Астана")
    assert (row["territory"], row["territory_from"]) == ("710000000", "declared")
    assert row["territory_confidence"] < territory(country, "в Астане нет воды")["territory_confidence"]


def test_two_regions_named_equally_leave_the_place_unknown(country):
    assert territory(country, "поезд Актау Атырау опаздывает")["territory"] is None


def test_a_post_without_a_place_has_none(country):
    assert territory(country, "нет воды") == {
        "post": "p0", "territory": None, "place": None, "territory_from": None, "territory_confidence": None,
    }  # fmt: skip
