"""Tables and figures in, one HTML text out. All wording stands in tyndau/words; looks in report.css and charts.css."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tyndau.charts import Figure, Interval, Tile, columns, interval_bars, tile_map
from tyndau.listening.country import Country
from tyndau.listening.demands.identity import MERGED, NEW, SPLIT
from tyndau.listening.parameters import Parameters
from tyndau.listening.pipeline import Heard
from tyndau.listening.report.figures import Figures
from tyndau.words import LANGUAGES, Words, words

CARDS = 24
TABLE_ROWS = 400
TOPIC_BARS = 12
DECLARED_NAMES = 20


@dataclass(frozen=True)
class Origin:
    """Where the numbers come from: shown in the page's footer."""

    computed_at: datetime
    version: str
    files: int
    key_id: str
    previous: tuple[date, date] | None = None  # first and last day of the run compared with


def render(heard: Heard, figures: Figures, country: Country, parameters: Parameters, origin: Origin) -> str:
    """The whole page, in three languages, with nothing to load from anywhere."""
    environment = Environment(
        loader=PackageLoader("tyndau.listening.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    parts = [_Language(words(language), heard, figures, country, parameters, origin) for language in LANGUAGES]
    sheets = (("tyndau.listening.report", "report.css"), ("tyndau.charts", "charts.css"))
    css = "".join(resources.files(package).joinpath(name).read_text(encoding="utf-8") for package, name in sheets)
    page = environment.get_template("report.html.j2")
    # The style is our own file, not input.
    return page.render(parts=parts, css=Markup(css), origin=origin)  # noqa: S704


class _Language:
    """What the template asks for, in one language."""

    def __init__(
        self, say: Words, heard: Heard, figures: Figures, country: Country, parameters: Parameters, origin: Origin
    ) -> None:
        self.previous = origin.previous
        self.say, self.heard, self.figures, self.parameters = say, heard, figures, parameters
        name = f"name_{say.language}"
        self.names = {
            "topic": dict(zip(country.topics["topic"].to_pylist(), country.topics[name].to_pylist(), strict=True)),
            "body": dict(zip(country.bodies["body"].to_pylist(), country.bodies[name].to_pylist(), strict=True)),
        }
        self.regions = [row for row in country.territories.to_pylist() if row["level"] == "region"]
        self.place_names = dict(
            zip(country.territories["kato"].to_pylist(), country.territories[name].to_pylist(), strict=True)
        )
        self.region_names = {row["kato"]: row[name] for row in self.regions}
        rows = heard.demands.to_pylist()
        self.shown = [row for row in rows if row["accounts_max"] >= parameters.suppress_below]
        self.small = len(rows) - len(self.shown)

    @property
    def lang(self) -> str:
        return self.say.language

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [self._card(row) for row in self.shown[:CARDS]]

    @property
    def table(self) -> list[dict[str, Any]]:
        return [self._card(row, picture=False) for row in self.shown[:TABLE_ROWS]]

    def bounds(self, low: int, high: int) -> str:
        """An interval in words; small cells are not told."""
        if high < self.parameters.suppress_below:
            return self.say("report.fewer", n=self.parameters.suppress_below)
        if low == high:
            return self.say("report.exactly", n=low)
        return self.say("report.interval", low=low, n=high)

    def _few(self, accounts: int) -> str:
        """A number of accounts in the least space; small cells are not told."""
        below = self.parameters.suppress_below
        return f"<{below}" if accounts < below else self.say.number(accounts)

    def _card(self, row: dict[str, Any], picture: bool = True) -> dict[str, Any]:
        language = self.lang
        place = self.region_names.get(row["territory"], self.say("report.place-unknown"))
        if row["place"]:
            place = f"{self.place_names[row['place']]}, {place}"
        body = self.names["body"].get(row["body"]) if row["body"] else None
        since, last = row["since"].date(), row["last"].date()
        series = self.figures.by_demand[row["demand_id"]]
        picture_of = self._timeline(series, place, spark=True).svg if picture else None
        return {
            **row,
            "anchor": f"{language}-{row['demand_id']}",
            "topic_name": self.names["topic"][row["topic"]],
            "place": place,
            "interval": self.bounds(row["accounts_min"], row["accounts_max"]),
            "body_name": body or self.say(f"report.body.{row['body_from']}"),
            "period": self.say("report.span", first=since, last=last),
            "since_day": self.say.day(since),
            "trend_words": self.say(f"report.trend.{row['trend']}", recent=row["recent"], earlier=row["earlier"]),
            "channels": ", ".join(row["platforms"]),
            "copies": self.say("report.copies", n=row["echo_posts"], total=row["posts"]) if row["echo_posts"] else "",
            "change": self._change(row),
            "phrases": [(one["language"], one["phrase"], self._few(one["accounts"])) for one in row["key_phrases"]],
            "spark": picture_of,
        }

    def _change(self, row: dict[str, Any]) -> str:
        if row["status"] is None:
            return ""
        if row["status"] in (NEW, SPLIT, MERGED):
            return self.say(f"report.status.{row['status']}")
        before = self.bounds(row["previous_accounts_min"], row["previous_accounts_max"])
        first, last = self.previous or ("?", "?")
        return self.say("report.status.continuing", before=before, first=first, last=last)

    def map(self) -> Figure:
        tiles = []
        for row in self.regions:
            low, high = self.figures.by_territory.get(row["kato"], (0, 0))
            short = row[f"short_{self.lang}"]
            value: int | None
            if not high:
                value, shown = 0, self.say.number(0)
            elif high < self.parameters.suppress_below:
                value, shown = None, f"<{self.parameters.suppress_below}"
            else:
                value, shown = low, f"{self.say.number(low)}+" if low < high else self.say.number(low)
            name = self.region_names[row["kato"]]
            tiles.append(Tile(int(row["tile_column"]), int(row["tile_row"]), name, short, value, shown))
        header = (self.say("report.column.region"), self.say("report.column.accounts-least"))
        return tile_map(tiles, self.say("report.map.title"), self.say("report.map.note"), header)

    def topics(self) -> Figure:
        bounds = [
            (self.names["topic"][topic], low, high)
            for topic, (low, high) in self.figures.by_topic.items()
            if high >= self.parameters.suppress_below
        ]
        bounds.sort(key=lambda one: (-one[1], -one[2], one[0]))
        rows = [Interval(name, low, high, self.bounds(low, high)) for name, low, high in bounds[:TOPIC_BARS]]
        header = (self.say("report.column.topic"), self.say("report.column.accounts"))
        return interval_bars(rows, self.say("report.topics.title"), self.say("report.topics.note"), header)

    def time(self) -> Figure:
        return self._timeline(self.figures.voices_by_period, "", spark=False)

    def _timeline(self, series: Sequence[int], place: str, *, spark: bool) -> Figure:
        points = []
        for first, value in zip(self.figures.periods, series, strict=True):
            last = first + timedelta(days=self.figures.period_days - 1)
            name = self.say.day(first) if first == last else self.say("report.span", first=first, last=last)
            points.append((name, value, self.say.number(value)))
        kind = "week" if self.figures.period_days == 7 else "day"
        title = self.say(f"report.time.{kind}")
        header = (self.say(f"report.column.{kind}"), self.say("report.column.voices"))
        if spark:
            return columns(points, title, place, header, width=220, height=44)
        edges = self.say.day(self.figures.periods[0]), self.say.day(self.heard.last)
        return columns(points, title, self.say("report.time.note"), header, edges=edges)

    def share(self, count: str, whole: str) -> str:
        """A count with its share of a whole and n, as in `312 of 1,005 (31%)`."""
        n, total = self.figures.counts[count], self.figures.counts[whole]
        return self.say("report.share", n=n, total=total, share=self.say.percent(n / total if total else 0))

    def openly(self) -> tuple[int, str]:
        """Declared accounts that share together: how many, and the names of the first."""
        rows = [row for row in self.heard.findings.declared.to_pylist() if row["partners"]]
        names = sorted({row[f"name_{self.say.language}"] for row in rows})
        return len(rows), ", ".join(names[:DECLARED_NAMES]) + ("…" if len(names) > DECLARED_NAMES else "")

    def parts_of_posts(self, what: str) -> list[tuple[str, str]]:
        """kinds, languages or platforms with their counts and shares of all posts."""
        rows: list[tuple[str, int]] = getattr(self.figures, what)
        total = sum(n for _, n in rows) or 1
        known = {"kinds": "report.kind.", "languages": "report.language."}.get(what)
        return [
            (self.say(known + name) if known else name, f"{self.say.number(n)} ({self.say.percent(n / total)})")
            for name, n in rows
        ]

    def reasons(self) -> list[tuple[str, str]]:
        """Why rows were rejected, with counts; a file that was rejected whole stands by its name."""
        return [
            (file or self.say(f"reason.{reason}"), self.say("reason.file") if file else self.say.number(n))
            for reason, file, n in self.figures.reasons
        ]
