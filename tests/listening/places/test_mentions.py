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


@pytest.mark.parametrize(
    ("text", "kato", "level"),
    [
        ("Қарасай ауданында жол жоқ", "195200000", "district"),
        ("карасай ауданында су жок", "195200000", "district"),  # typed without Kazakh letters
        ("Карасай ауданында қашан жол салынады", "195200000", "district"),  # only here and there
        ("Карасай районында свет жок", "195200000", "district"),
        ("Қарасай ауданын ұмытпаңыз", "195200000", "district"),
        ("Қарасай аудандық ауруханасы", "195200000", "district"),
        ("Карасайский район", "195200000", "district"),
        ("в Карасайском районе темно", "195200000", "district"),
        ("жители Карасайского р-на", "195200000", "district"),
        ("р-н Карасайский", "195200000", "district"),
        ("Qarasai audanynda su joq", "195200000", "district"),
        ("no water in Karasay District", "195200000", "district"),
        ("Алмалы ауданы", "751110000", "city_district"),
        ("Алмалинский район, дворы", "751110000", "city_district"),
        ("Алматы ауданында жарық жоқ", "711110000", "city_district"),
        ("Бұқар-жырау ауданында", "354000000", "district"),
        ("в Бухар-Жырауском районе", "354000000", "district"),
        ("в Катон-Карагайском районе", "635400000", "district"),
        ("район имени Габита Мусрепова", "596600000", "district"),
        ("Ғ. Мүсірепов ауданында", "596600000", "district"),
        ("в районе Шал акына", "595600000", "district"),
        ("Қазыбек би ауданында", "351000000", "city"),  # no code of its own in the table: the city's
        ("Мен Жақсы ауданында тұрамын", "115200000", "district"),
        ("в Хоргосе очередь", "334600000", "district"),
        ("в селе Севастополь нет воды", "396200000", "district"),
        ("Ust-Kaman", "631000000", "city"),
        ("в Усть-Камане смог", "631000000", "city"),
        ("в Капчагае", "191000000", "city"),
        ("Целиноград", "710000000", "region"),
        ("в Семипалатинске", "101000000", "city"),
        ("Алма-Ата", "750000000", "region"),
        ("г. Шевченко", "471000000", "city"),
        ("Шахтинскіде су жоқ", "352800000", "city"),
        ("Қазалыда жол жоқ", "434400000", "district"),  # a case of place proves it also where a sentence begins
        ("Rudnyida jaryq joq", "392400000", "city"),
        ("в Мангыстауской области", "470000000", "region"),
    ],
)
def test_districts_towns_and_old_names_are_found_with_their_level(found, text, kato, level):
    assert [(row["kato"], row["level"]) for row in found(text)] == [(kato, level)]


def test_every_unit_of_the_register_is_found_under_its_names_in_all_cases(found, country):
    """Kazakh in the locative, Russian in the prepositional: nobody writes only nominatives."""
    units = [row for row in country.territories.to_pylist() if row["level"] in ("district", "city_district")]
    assert len(units) == 185
    lost = []
    for unit in units:
        adjective = unit["name_ru"].replace("ский район", "ском районе").replace("цкий район", "цком районе")
        for text in (unit["name_kk"] + "нда", unit["name_ru"], "в " + adjective, unit["name_en"]):
            hits = found(text)
            if not hits or all(unit["kato"] not in (row["kato"], *row["candidates"]) for row in hits):
                lost.append(text)
    assert lost == []


def test_a_name_of_several_districts_keeps_them_all_as_candidates(found):
    (mention,) = found("Жамбыл ауданы")
    assert {mention["kato"], *mention["candidates"]} == {"194200000", "314000000", "594600000"}
    assert mention["confidence"] < 0.4
    (mention,) = found("в Абайском районе")
    assert {mention["kato"], *mention["candidates"]} == {"103200000", "353200000", "791110000"}


def test_a_region_named_beside_it_tells_which_district_is_meant(found):
    district = next(row for row in found("Жамбылский район Алматинской области") if row["level"] == "district")
    assert (district["kato"], district["candidates"]) == ("194200000", [])
    assert district["confidence"] > 0.9


def test_districts_in_a_list_share_one_word(found):
    assert [row["kato"] for row in found("в Карасайском и Талгарском районах")] == ["195200000", "196200000"]
    assert [row["kato"] for row in found("Абай және Бұқар жырау аудандарында")] == ["353200000", "354000000"]


@pytest.mark.parametrize(
    "text",
    [
        "Абай Құнанбаев", "Абай Кунанбаева оқыдым", "Жамбыл Жабаев", "Мұхтар Әуезов театры", "театр имени Ауэзова",
        "Құрманғазы оркестрі", "Мағжан Жұмабаев атындағы мектеп", "Бауыржан Момышұлы туралы кино", "Әйтеке би айтқан",
        "Жамбылов пришёл", "Абаева сказала", "Астанов Ерлан", "Смирнов и Денисов", "Махамбет келді", "Шевченко забил",
        "семей города стало больше", "у многих семей нет воды", "из семей", "шу-шу-шу, шу көп", "шуда отыр",
        "Таразы дұрыс емес", "жақсы ауданда тұрамын", "бұл жақсы аудан ғой", "шет аудандарда жол жоқ",
        "алға ауданымыз дамиды", "май айында", "Абай көшесі", "проспект Абая", "в районе Абая-Байтурсынова",
        "мкр Алатау", "Самал шағын ауданы", "Алатау ықшамауданы", "Достық үйі", "қоғам үшін", "бірлестік құрылды",
        "аса жақсы", "үлкен үй", "Луганск", "с Андреевкой говорил", "верный друг", "наш район, этот район",
        "Қазақстан Республикасы", "жарық жоқ", "тасты жол",
    ],
)  # fmt: skip
def test_persons_streets_and_common_words_are_no_districts_and_villages(found, text):
    assert found(text) == []
