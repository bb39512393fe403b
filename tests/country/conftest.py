"""A country of two regions, small enough to be broken on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL = {
    "jurisdiction.toml": 'code = "xx"\nzone = "Asia/Almaty"\n',
    "territories.csv": """\
kato,parent_kato,level,name_kk,name_ru,name_en,short_kk,short_ru,short_en,lat,lon,tile_column,tile_row,valid_from,valid_to,source
000000000,,country,Ел,Страна,Country,,,,48,67,,,,,typed
110000000,000000000,region,Ақмола облысы,Акмолинская область,Akmola Region,Ақмола,Акмола,Akmola,53.2,69.3,0,0,,,typed
113200000,110000000,district,Ақкөл ауданы,Аккольский район,Akkol District,,,,52.1,71.5,,,,,typed
113400000,110000000,district,Аршалы ауданы,Аршалинский район,Arshaly District,,,,50.9,72.2,,,,,typed
750000000,000000000,region,Алматы қаласы,город Алматы,Almaty city,Алматы,Алматы,Almaty,43.2,76.9,1,0,,,typed
""",
    "territory_changes.csv": "kato,day,what,before,before_kk,before_ru,before_en\n750000000,1993,renamed,,,Алма-Ата,\n",
    "place_names.csv": """\
kato,name,language,kind,needs_cue
110000000,Ақмола облысы,kk,official,no
113200000,Ақкөл ауданы,kk,official,no
113400000,Аршалы ауданы,kk,official,no
750000000,Алматы,kk,official,no
""",
    "topics.csv": "topic,group,yields,name_kk,name_ru,name_en\nwater,utilities,no,Су,Вода,Water\n",
    "phrases.csv": """\
topic,language,phrase,trouble
water,kk,су жоқ,yes
water,ru,нет воды,yes
water,en,no water,yes
""",
    "kinds.csv": "kind,language,phrase,weight\nnews,en,press release,3\n",
    "bodies.csv": """\
body,level,kind,each,name_kk,name_ru,name_en,website,valid_from,valid_to,source
akimat-11,region,akimat,no,Ақмола әкімдігі,Акимат Акмолинской области,Akimat of Akmola,,,,typed
akimat-75,region,akimat,no,Алматы әкімдігі,Акимат Алматы,Akimat of Almaty,,,,typed
ministry-water,central,ministry,no,Су министрлігі,Министерство воды,Ministry of Water,,,,typed
""",
    "competence.csv": """\
topic,rank,territory,body,valid_from,valid_to,legal_basis,verified,note
water,2,000000000,ministry-water,,,Water Code art. 1,yes,second: mains
water,1,each-region,akimat,,,Water Code art. 2,yes,first: taps
""",
    "holidays.csv": """\
day,kind,name_kk,name_ru,name_en,estimated,source
2026-03-21,off,Наурыз,Наурыз,Nauryz,no,typed
2026-05-27,off,Құрбан айт,Курбан айт,Kurban Ait,yes,typed
""",
}


@pytest.fixture
def small(tmp_path) -> Path:
    """The folder of a country without a single finding."""
    folder = tmp_path / "small"
    folder.mkdir()
    for name, text in SMALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def edit(small) -> Callable[..., None]:
    """Replace a piece of a file, or append lines to it, as a deployer would in an editor."""

    def change(name: str, old: str, new: str | None = None) -> None:
        path = small / name
        text = path.read_text(encoding="utf-8")
        assert new is None or old in text
        path.write_text(text + old if new is None else text.replace(old, new, 1), encoding="utf-8")

    return change
