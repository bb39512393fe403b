"""The sentences that measure the place finder are sound, and what is counted over them is counted rightly."""

import csv
import re
from collections import Counter

import pytest
from quality.places import SENTENCES, Place, Sentence, Tally, sentences

KAZAKH = re.compile("[әғқңөұүһі]")
KARAGANDA, ABAI_OF_KARAGANDA, ABAI_OF_ABAI, ASTANA = "350000000", "353200000", "103200000", "710000000"


@pytest.fixture(scope="module")
def written() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def surfaces(row: dict[str, str]) -> list[str]:
    return [part.rpartition(":")[0] for part in row["mentions"].split("|") if part]


def test_every_surface_stands_once_in_its_text_as_whole_words(written):
    for row in written:
        for surface in surfaces(row):
            # Twice, and the annotation would not say which one is meant.
            assert row["text"].count(surface) == 1, (row["id"], surface)
            assert re.search(rf"(?<!\w){re.escape(surface)}(?!\w)", row["text"]), (row["id"], surface)


def test_every_word_held_off_stands_in_the_text_apart_from_the_places(written):
    for sentence in sentences():
        assert not [w for w in sentence.held_off for place in sentence.mentions if w.meets(place)], sentence.id
    assert sum(bool(row["held_off"]) for row in written if not row["mentions"]) >= 60


def test_every_code_is_a_place_below_the_country_and_all_regions_appear(country):
    level = {row["kato"]: row["level"] for row in country.territories.to_pylist()}
    marked = {place.kato for sentence in sentences() for place in sentence.mentions}
    assert marked <= {kato for kato, name in level.items() if name != "country"}
    assert {kato for kato, name in level.items() if name == "region"} <= marked
    assert len({kato for kato in marked if level[kato] != "region"}) >= 50


def test_languages_and_writings_have_their_numbers_and_the_ids_are_unique(written):
    assert len({row["id"] for row in written}) == len({row["text"] for row in written}) == len(written) == 220
    assert Counter(row["language"] for row in written) == {"kk": 110, "ru": 100, "en": 10}
    assert Counter(sentence.kind for sentence in sentences()) == {
        "kk": 90, "kk without Kazakh letters": 10, "kk in Latin": 10, "ru": 100, "en": 10,
    }  # fmt: skip
    for row in written:
        kind = row["id"].rpartition("-")[0]
        assert kind.partition("-")[0] == row["language"]
        assert kind != "kk-plain" or not KAZAKH.search(row["text"].lower())
        assert kind != "kk-latin" or not re.search("[а-яёі]", row["text"].lower())


@pytest.mark.parametrize(("language", "named"), [("kk", 66), ("ru", 60), ("en", 6)])
def test_six_in_ten_sentences_name_a_place(written, language, named):
    assert sum(bool(row["mentions"]) for row in written if row["language"] == language) == named


def counted(marked: list[Place], found: list[Place], candidates: tuple[str, ...] = ()) -> Tally:
    tally = Tally()
    text = "Қарағанды облысы, Абай ауданы."
    tally.add(Sentence("kk-01", "kk", text, tuple(marked), ()), [(hit, list(candidates)) for hit in found])
    return tally


REGION, DISTRICT = Place(0, 16, KARAGANDA), Place(18, 29, ABAI_OF_KARAGANDA)


def test_a_place_found_in_part_with_the_marked_code_is_right():
    tally = counted([REGION, DISTRICT], [Place(0, 9, KARAGANDA), Place(18, 22, ABAI_OF_KARAGANDA)])
    assert (tally.marked, tally.found, tally.right, tally.elsewhere, tally.lines) == (2, 2, 2, 0, [])


def test_another_code_is_told_apart_from_a_place_not_found():
    tally = counted([REGION, DISTRICT], [Place(18, 29, ABAI_OF_ABAI)], candidates=(ABAI_OF_KARAGANDA,))
    assert (tally.right, tally.elsewhere, tally.told, tally.same_region) == (0, 1, 1, 0)
    assert [line.split()[1] for line in tally.lines] == ["not", "other"]


def test_one_wide_hit_counts_for_one_place_and_for_the_one_whose_code_it_has():
    tally = counted([REGION, DISTRICT], [Place(0, 29, ABAI_OF_KARAGANDA)])
    assert (tally.right, tally.elsewhere) == (1, 0)
    assert [line.split()[1] for line in tally.lines] == ["not"]


def test_two_hits_on_one_place_are_one_right_and_one_not_marked():
    tally = counted([REGION], [Place(0, 9, KARAGANDA), Place(10, 16, ASTANA)])
    assert (tally.found, tally.right) == (2, 1)
    assert "50.0%" in str(tally)  # precision
    assert "not marked" in tally.lines[0]


def test_a_hit_where_no_place_is_marked_is_false_and_may_be_a_word_held_off():
    tally = Tally()
    tally.add(Sentence("kk-02", "kk", "Абай болыңыздар", (), (Place(0, 4, ""),)), [(Place(0, 4, ABAI_OF_ABAI), [])])
    assert (tally.silent, tally.false_hits, tally.tempting, tally.tempted) == (1, 1, 1, 1)
