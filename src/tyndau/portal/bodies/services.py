"""Loads a country's tables into the register of territories, topics, bodies and competence."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from tyndau.listening.country import Country
from tyndau.portal.bodies.models import Body, Competence, CountryTables, Territory, Topic

NAMES = ("name_kk", "name_ru", "name_en")


def load_country(country: Country, now: datetime) -> bool:
    """Bring the register to the state of the country's tables; False where it is there already.

    Rows are added and renamed, never removed, for demands refer to them; the competence register is replaced as a
    whole. One transaction: a reader sees the old register or the new one.
    """
    with transaction.atomic():
        if CountryTables.objects.filter(code=country.code, sha256=country.sha256).exists():
            return False
        _upsert(Territory, "kato", [_territory(row) for row in country.territories.to_pylist()])
        _upsert(Topic, "code", [_topic(row) for row in country.topics.to_pylist()])
        _upsert(Body, "code", [_body(row) for row in country.bodies.to_pylist()])
        Competence.objects.all().delete()
        Competence.objects.bulk_create([_competence(row) for row in country.competence.to_pylist()], batch_size=1000)
        CountryTables.objects.update_or_create(code=country.code, defaults={"sha256": country.sha256, "loaded_at": now})
    return True


def _upsert(model: type[models.Model], key: str, rows: list[models.Model]) -> None:
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=[key], update_fields=fields
    )


def _names(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in NAMES}


def _days(row: dict[str, str]) -> dict[str, date | None]:
    return {name: _day(row.get(name)) for name in ("valid_from", "valid_to")}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _number(value: str, kind: type) -> Any:
    return kind(value) if value else None


def _territory(row: dict[str, str]) -> Territory:
    return Territory(
        kato=row["kato"], parent_id=row["parent_kato"] or None, level=row["level"],
        short_kk=row["short_kk"], short_ru=row["short_ru"], short_en=row["short_en"],
        lat=_number(row["lat"], float), lon=_number(row["lon"], float),
        tile_column=_number(row["tile_column"], int), tile_row=_number(row["tile_row"], int),
        **_names(row), **_days(row),
    )  # fmt: skip


def _topic(row: dict[str, str]) -> Topic:
    told = {f"definition_{language}": row.get(f"definition_{language}") or "" for language in ("kk", "ru", "en")}
    return Topic(code=row["topic"], group=row["group"], **_names(row), **told)


def _body(row: dict[str, str]) -> Body:
    return Body(
        code=row["body"], level=row["level"], kind=row.get("kind") or "", website=row.get("website") or "",
        **_names(row), **_days(row),
    )  # fmt: skip


def _competence(row: dict[str, str]) -> Competence:
    return Competence(
        topic_id=row["topic"], rank=int(row["rank"]), territory_id=row["territory"] or None, body_id=row["body"],
        legal_basis=row["legal_basis"], verified=row["verified"] == "yes", note=row.get("note") or "", **_days(row),
    )  # fmt: skip
