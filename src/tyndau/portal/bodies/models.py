"""The country as the portal shows it: territories, topics, bodies, and who answers for what. Filled from its tables.

Nobody edits these rows here: law and names are data of the jurisdiction (docs/country.md), and loading them again
replaces them. Nothing that was once published is deleted: a demand of last year may name a district that is gone.
"""

from datetime import date

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Named(models.Model):
    """What carries its name in three languages."""

    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en


class Territory(Named):
    """A region, city, district or the country, under its code of KATO (КАТО, the national classifier)."""

    kato = models.CharField(_("KATO code"), max_length=9, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    level = models.CharField(max_length=20, db_index=True)
    short_kk = models.CharField(max_length=40, blank=True)
    short_ru = models.CharField(max_length=40, blank=True)
    short_en = models.CharField(max_length=40, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    tile_column = models.SmallIntegerField(null=True)
    tile_row = models.SmallIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["kato"]


class Topic(Named):
    """What a demand is about; the definition tells what belongs to it and what goes elsewhere."""

    code = models.SlugField(max_length=60, primary_key=True)
    group = models.CharField(max_length=60)
    definition_kk = models.TextField(blank=True)
    definition_ru = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["code"]


class Body(Named):
    """A state body that owes answers."""

    code = models.SlugField(max_length=120, primary_key=True)
    level = models.CharField(max_length=20)
    kind = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = pgettext_lazy("singular", "state body")
        verbose_name_plural = _("state bodies")
        ordering = ["code"]


class Competence(models.Model):
    """One row of the competence register: the body answers for the topic in the territory; rank 1 answers first."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="competences")
    rank = models.PositiveSmallIntegerField()
    territory = models.ForeignKey(Territory, models.CASCADE, null=True, related_name="competences")
    body = models.ForeignKey(Body, models.CASCADE, related_name="competences")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    legal_basis = models.TextField(blank=True)
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("row of the competence register")
        verbose_name_plural = _("competence register")
        ordering = ["topic", "territory", "rank"]
        constraints = [
            # No limit and "since ever" count as values: two rows without them would be the same row twice.
            models.UniqueConstraint(
                "topic",
                Coalesce("territory", Value("")),
                "rank",
                "body",
                Coalesce("valid_from", Value(date.min)),
                name="competence_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.territory_id or '-'} {self.rank}"


class CountryTables(models.Model):
    """Which state of a country's tables these rows were loaded from."""

    code = models.CharField(max_length=40, primary_key=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("country tables")
        verbose_name_plural = _("country tables")

    def __str__(self) -> str:
        return f"{self.code} {self.sha256[:12]}"
