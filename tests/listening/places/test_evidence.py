"""What tells a place beside the text: geotag, declared place, name of a group; each weaker than the one before."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.conftest import KEY, raw

from tyndau.listening import understand
from tyndau.listening.places.evidence import NEAR_KM, mentions_in_shared, nearest_units
from tyndau.listening.pseudonyms import pseudonymise

PAVLODAR, AKTAU, MOSCOW, DESERT = (52.29, 76.96), (43.65, 51.17), (55.75, 37.62), (45.9, 70.2)


@pytest.fixture
def placed(country):
    def place(text="Су жоқ", geotag=(None, None), declared=None, group=None) -> dict:
        posts = raw(text)
        for name, value in zip(("lat", "lon", "declared_place", "home_place"), (*geotag, declared, group), strict=True):
            field = posts.schema.field(name)
            posts = posts.set_column(posts.column_names.index(name), field, pa.array([value], field.type))
        return understand.places(pseudonymise(posts, KEY), country).to_pylist()[0]

    return place


@pytest.mark.parametrize(
    ("told", "region", "by"),
    [
        ({"text": "в Актобе нет воды", "geotag": AKTAU, "declared": "Астана", "group": "Павлодар"}, "15", "text"),
        ({"geotag": AKTAU, "declared": "Астана", "group": "Жители Павлодара"}, "47", "geotag"),
        ({"declared": "Астана", "group": "Жители Павлодара"}, "71", "declared"),
        ({"group": "Жители Павлодара"}, "55", "group"),
        ({"group": "Екібастұз жаңалықтары"}, "55", "group"),
        ({"geotag": MOSCOW, "group": "Жители Павлодара"}, "55", "group"),
    ],
)
def test_the_strongest_evidence_that_says_anything_decides(placed, told, region, by):
    post = placed(**told)
    assert (post["territory"][:2], post["territory_from"]) == (region, by)


def test_weaker_evidence_is_told_with_less_confidence(placed):
    told = {"text": "в Павлодаре", "geotag": PAVLODAR, "declared": "Павлодар", "group": "Павлодар"}
    sure = []
    while told:
        sure.append(placed(**told)["territory_confidence"])
        told.pop(next(iter(told)))
    assert sure == sorted(set(sure), reverse=True)
    assert len(sure) == 4


def test_a_geotag_gives_the_nearest_unit_and_none_far_from_all_or_abroad(country):
    points = [PAVLODAR, MOSCOW, DESERT, (None, None), (43.2380, 76.8500)]
    table = pa.table(
        {
            "post": [f"p{number}" for number in range(len(points))],
            "lat": pa.array([lat for lat, _ in points], pa.float32()),
            "lon": pa.array([lon for _, lon in points], pa.float32()),
        }
    )
    found = nearest_units(table, country.territories).to_pylist()
    assert [(row["post"], row["kato"], row["level"]) for row in found] == [
        ("p0", "551000000", "city"),
        ("p4", "751310000", "city_district"),
    ]


@pytest.mark.parametrize(("km", "near"), [(NEAR_KM - 1, True), (NEAR_KM + 1, False)])
def test_the_reach_of_a_geotag_is_kilometres_on_the_globe(country, km, near):
    alone = country.territories.filter(pc.equal(country.territories["kato"], "551000000"))
    (centre,) = alone.to_pylist()
    north = float(centre["lat"]) + km / 111.19  # kilometres of a degree of latitude
    table = pa.table({"post": ["p0"], "lat": [north], "lon": [float(centre["lon"])]})
    assert bool(nearest_units(table, alone).num_rows) is near


def test_a_group_tells_which_of_several_districts_of_one_name_is_meant(placed):
    alone = placed("Жамбыл ауданында су жоқ")
    assert (alone["territory"], alone["place"]) == (None, None)
    helped = placed("Жамбыл ауданында су жоқ", group="Тараз жаңалықтары")
    assert (helped["territory"], helped["place"], helped["territory_from"]) == ("310000000", "314000000", "text")
    assert helped["territory_confidence"] < 0.5
    assert placed("Жамбыл ауданында су жоқ", group="Павлодар")["territory"] is None  # no district of this name there


def test_two_names_of_several_districts_tell_the_region_that_has_both(placed):
    post = placed("Ақтоғай ауданы мен Абай ауданының жолдары")
    assert (post["territory"], post["territory_from"]) == ("350000000", "text")


def test_a_group_does_not_choose_between_two_places_that_a_post_names(placed):
    assert placed("поезд Актау Атырау опаздывает", group="Актау")["territory"] is None


def test_coordinates_and_group_names_are_not_kept(placed, tyndau, tmp_path):
    post = placed(geotag=PAVLODAR, group="Жители Павлодара")
    assert not {"lat", "lon", "home_place"} & set(post)
    (tmp_path / "posts.csv").write_text(
        "created_at,text,lat,lon,home_place\n"
        + '2026-03-02T09:00:00+05:00,Су жоқ үшінші күн,"52,2917",76.9613,\n'
        + "2026-03-02T09:05:00+05:00,Опять нет воды во дворе,,,Жители Павлодара\n"
        + "2026-03-02T09:06:00+05:00,Опять нет света во дворе,52.29,x,\n"
        + "2026-03-02T09:07:00+05:00,Опять нет газа во дворе,127.7083,-103.0387,\n",
        encoding="utf-8",
    )
    assert tyndau("listen", tmp_path / "posts.csv", "--out", tmp_path / "run").exit_code == 0
    posts = pq.read_table(tmp_path / "run" / "posts.parquet")
    assert not {"lat", "lon", "home_place"} & set(posts.column_names)
    told = zip(posts["territory"].to_pylist(), posts["territory_from"].to_pylist(), strict=True)
    assert list(told) == [("550000000", "geotag"), ("550000000", "group"), (None, None), (None, None)]
    for path in (tmp_path / "run").rglob("*"):
        content = str(pq.read_table(path).to_pylist()) if path.suffix == ".parquet" else path.read_text("utf-8-sig")
        assert "52.29" not in content
        assert "76.96" not in content
        assert "Жители Павлодара" not in content


def test_shared_words_are_found_for_every_post_that_has_them(country):
    texts = ["Павлодар", None, "Астана, Алматы", "", "Павлодар"]
    table = pa.table({"post": list("abcde"), "text": pa.array(texts, pa.string())})
    found = mentions_in_shared(table, country.place_names, country.territories)
    assert list(zip(found["post"].to_pylist(), found["kato"].to_pylist(), strict=True)) == [
        ("a", "551000000"), ("c", "710000000"), ("c", "750000000"), ("e", "551000000"),
    ]  # fmt: skip
