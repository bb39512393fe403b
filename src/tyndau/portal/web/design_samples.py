"""Invented demands and quotes for the gallery of components: nobody wrote this and none of it happened."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class SampleDemand:
    """What <c-demand-card> reads of a demand."""

    topic_name: str
    territory_name: str
    accounts_min: int
    accounts_max: int
    posts: int
    trend: str
    echo_posts: int = field(default=0, kw_only=True)
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
