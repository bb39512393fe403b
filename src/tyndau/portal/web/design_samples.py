"""Invented demands, quotes and numbers for the gallery of components: nobody wrote this and none of it happened."""

from dataclasses import dataclass, field
from datetime import date

from tyndau.charts import Figure, Interval, Tile, columns, interval_bars, tile_map


@dataclass(frozen=True)
class SampleDemand:
    """What <c-demand-card> reads of a demand."""

    topic_name: str
    territory_name: str
    accounts_min: int
    accounts_max: int
    posts: int
    trend: str
    last_heard: date
    phrases: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    body_name: str = ""
    is_part: bool = False
    words: list[str] = field(default_factory=list)

    def get_absolute_url(self) -> str:
        return "#"


@dataclass(frozen=True)
class SampleFilter:
    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str = ""


@dataclass(frozen=True)
class SamplePage:
    """What <c-pager> reads of Django's Page."""

    number: int
    has_previous: bool
    has_next: bool

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


DEMANDS = [
    SampleDemand(
        "Жылу: пәтерлердің суық болуы", "Екібастұз қаласы, Павлодар облысы", 57, 186, 204, "rising", date(2026, 10, 29),
        ["үйдегі суық", "батарея жылымайды", "қашан қосасыздар"], ["Telegram", "VK"], "Павлодар облысының әкімдігі",
    ),
    SampleDemand(
        "Ремонт дорог и тротуаров", "Алматинская область", 1240, 3905, 5120, "steady", date(2026, 10, 31),
        ["ямы после дождя", "разбитая дорога", "когда сделают тротуар"], ["VK", "YouTube", "Telegram"],
        "Управление пассажирского транспорта и автомобильных дорог Алматинской области",
        True, ["тротуар", "школа", "яма"],
    ),
    SampleDemand(
        "Drinking water: supply and quality", "Kyzylorda Region", 5, 5, 6, "unknown", date(2026, 9, 2),
        ["no water for a week"], ["Telegram"],
    ),
    SampleDemand(
        "Мектеп жасындағы балаларды тасымалдауға арналған автобустардың жетіспеушілігі",
        "Түркістан облысы, Сарыағаш ауданы", 12, 31, 38, "falling", date(2026, 10, 3),
        ["автобус келмейді"], ["VK"], "Сарыағаш ауданының әкімдігі",
    ),
]  # fmt: skip

HOSTILE = '<b>"' + 70 * "А" + '"</b> 😡😡😡 \u202egnirts'
QUOTES = [
    ("Үшінші күн үйде суық, батарея мұздай. Балалар ауырып жатыр, қашан жылу қосасыздар?", "kk", "Қазақша", "Telegram"),
    ("Дорогу у школы обещали сделать ещё весной, а дети так и ходят по обочине.", "ru", "Русский", "VK"),
    ("Кеше звонил акимату, обещали приехать, но никто не келді!!!", "", "Аралас · смешанный", "VK"),
    ("No water since Monday on our street, nobody answers the phone.", "en", "English", "YouTube"),
    (HOSTILE, "ru", "", "VK"),
]
HEARD = date(2026, 10, 29)

FILTERS = [
    SampleFilter("topic", "Topic", [("", "All topics"), ("heat", "Heating"), ("road", "Roads")], "heat"),
    SampleFilter("territory", "Territory", [("", "All territories"), ("55", "Pavlodar Region")]),
    SampleFilter("body", "Who answers", [("", "All bodies"), ("1", "Akimat of Pavlodar Region")]),
    SampleFilter("language", "Language", [("", "All languages"), ("kk", "Қазақша"), ("ru", "Русский")]),
    SampleFilter("channel", "Channel", [("", "All channels"), ("vk", "VK")]),
]

TILES = [
    ("Абай", 4, 2), ("Ақмола", 2, 1), ("Ақтөбе", 1, 2), ("Алматы обл.", 4, 3), ("Атырау", 0, 2), ("БҚО", 0, 1),
    ("Жамбыл", 3, 3), ("Жетісу", 5, 3), ("Қарағанды", 3, 2), ("Қостанай", 1, 1), ("Қызылорда", 1, 3),
    ("Маңғыстау", 0, 3), ("Павлодар", 4, 1), ("СҚО", 2, 0), ("Түркістан", 2, 3), ("Ұлытау", 2, 2), ("ШҚО", 5, 2),
    ("Астана", 3, 1), ("Алматы", 4, 4), ("Шымкент", 2, 4),
]  # fmt: skip


def map_of_regions() -> Figure:
    values = [3, 9, 0, 31, 12, 44, None, 18, 27, 5, 38, 21, 14, 8, 16, 29, 2, 33, 41, 52]
    tiles = [
        Tile(column, row, name, name, value, "< 5" if value is None else str(value), "#")
        for (name, column, row), value in zip(TILES, values, strict=True)
    ]
    return tile_map(
        tiles, "Demands by region", "Tile map of twenty regions, darker where more is asked for.", ["Region", "Demands"]
    )


def strongest() -> Figure:
    rows = [
        Interval("Жол жөндеу", 1240, 3905, "1 240–3 905"),
        Interval("Жылу", 570, 1860, "570–1 860"),
        Interval("Питьевая вода", 310, 700, "310–700"),
        Interval("School buses", 12, 31, "12–31"),
    ]
    return interval_bars(
        rows, "Strongest topics", "Bars: solid up to the least, pale up to the greatest.", ["Topic", "Accounts"]
    )


def by_week() -> Figure:
    counts = [3, 5, 4, 9, 12, 8, 15, 22, 31, 27, 40, 38]
    points = [(f"Week {number}", value, f"{value} posts") for number, value in enumerate(counts, 32)]
    return columns(points, "Posts by week", "Columns, a week each.", ["Week", "Posts"], edges=("Week 32", "Week 43"))
