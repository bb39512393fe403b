"""The shapes of open data. Descriptions stand in the OpenAPI document, so they are written for its readers."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class Name(Schema):
    """A name in three languages."""

    kk: str
    ru: str
    en: str


class DemandOut(Schema):
    """A demand. Strength is an interval of accounts: at least, at most; instants are UTC."""

    code: str
    status: str
    rank: int | None
    topic: str
    territory: str | None = Field(description="KATO of the region; null: not known")
    place: str | None = Field(description="KATO of the city or district that most of its voices name")
    body: str | None = Field(description="the body that answers first by the competence register")
    legal_basis_verified: bool
    whole: str | None = Field(description="of a part: the demand that it is a part of")
    words: list[str]
    phrases: list[str]
    first_heard: datetime
    last_heard: datetime
    posts: int
    echo_posts: int
    accounts_min: int
    accounts_max: int
    recent: int = Field(description="voice-days in the last 7 days")
    earlier: int = Field(description="voice-days in the 28 days before")
    trend: str
    channels: list[str]
    languages: list[str]
    computed_at: datetime


class DayOut(Schema):
    day: date
    channel: str
    language: str
    posts: int


class QuoteOut(Schema):
    text: str
    language: str
    channel: str


class RungOut(Schema):
    """Acts of one kind; null: fewer than five accounts, what would tell of them, or what only the platform counts."""

    rung: str
    acts: int | None
    accounts: int | None
    posts: int | None


class SignalOut(Schema):
    """Who carries a demand. Ratios are of 1 with intervals of 95 %; null: fewer than five accounts."""

    carried_by: str
    network_posts: int | None = Field(description="null, and ratios rounded, where it would tell a few")
    copied_share: float | None
    copied_low: float | None
    copied_high: float | None
    people_min: int = Field(description="under the assumptions accounts_per_person and networks_per_person of the run")
    people_max: int
    accounts: int | None
    synchronised_accounts: int | None
    synchronised_groups: int | None
    n_eff: float | None = Field(description="effective number of accounts (Kish)")
    gini: float | None
    top_accounts: int
    top_share: float | None
    identified: int | None = Field(description="accounts that acted under their own name")
    conversion: float | None = Field(description="those for each account of the networks")
    conversion_low: float | None
    conversion_high: float | None
    ladder: list[RungOut]


class DemandFull(DemandOut):
    """With evidence, and the demands in which a merged or split one lives on."""

    days: list[DayOut]
    quotes: list[QuoteOut]
    signal: SignalOut | None = Field(description="null where the run did not measure it")
    went_on_in: list[str]


class Demands(Schema):
    """One page of a list. `count` is exact up to 1,000, in a search up to 200; beyond, `more_than_counted` is true."""

    count: int
    more_than_counted: bool
    page: int
    next: str | None
    left_out: list[str] = Field(description="filters that were not understood")
    items: list[DemandOut]


class TerritoryOut(Schema):
    kato: str
    level: str
    parent: str | None
    name: Name
    demands: int = Field(description="live demands; of regions")
    posts: int
    accounts_min: int | None
    accounts_max: int | None


class TopicOut(Schema):
    code: str
    group: str
    name: Name
    demands: int


class BodyOut(Schema):
    code: str
    level: str
    name: Name
    website: str
    demands: int


class RunOut(Schema):
    """The listening run whose figures are shown."""

    computed_at: datetime
    first_day: date
    last_day: date
    posts: int
    accounts: int
    voices: int
    demands: int
    hidden: int = Field(description="demands of fewer than least_accounts accounts, not published")
    least_accounts: int
    synthetic: bool
    parameters: dict[str, Any]
    shares: dict[str, Any]
    versions: dict[str, str]


class Problem(Schema):
    detail: str
