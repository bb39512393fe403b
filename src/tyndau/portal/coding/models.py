"""Studies of content analysis: texts drawn at random, who codes them, which code each gave, what was decided.

Texts are working data: they are masked when they arrive and deleted when the study is closed. Codes stay: figures rest
on them.
"""

from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyndau.listening.coding.codebook import Codebook, parse
from tyndau.portal.coding.states import State
from tyndau.portal.people.models import Account


class Study(models.Model):
    """One sample coded by one codebook.

    seed         of the random order in which each coder reads; drawn when the study is made
    agreement    what `measuring.agreement_of` found when coding ended: from then on codes do not change
    predictions  what a classifier says of all texts of the corpus: {"n": texts, "counts": {code: texts}}
    """

    name = models.CharField(_("name"), max_length=120)
    codebook = models.TextField()  # TOML as it was uploaded: another word is another study
    sample_sha256 = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.CODING)
    created_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    adjudicator = models.ForeignKey(Account, models.PROTECT, null=True, related_name="adjudicates")
    agreement = models.JSONField(null=True)
    predictions = models.JSONField(null=True)

    class Meta:
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="study_state_is_known")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("study", args=[self.pk])

    @cached_property
    def book(self) -> Codebook:
        return parse(self.codebook, self.name)


class Unit(models.Model):
    """One text of the sample.

    place        in the file, from 0
    name         unit of the sample: leads back to the post only for who holds the pseudonym key
    text         masked; empty once the study is closed
    probability  chance with which it was drawn
    predicted    what a classifier says of it; null: nobody told, empty: it names nothing
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="units")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    probability = models.FloatField(default=1.0)
    predicted = models.TextField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["study", "name"], name="study_unit_once"),
            models.UniqueConstraint(fields=["study", "place"], name="study_place_once"),
            models.CheckConstraint(
                condition=models.Q(probability__gt=0, probability__lte=1), name="study_probability_is_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Coder(models.Model):
    """A member of staff who codes in a study; others know the letter only."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="coders")
    account = models.ForeignKey(Account, models.PROTECT, related_name="codes_in")
    letter = models.CharField(max_length=1)

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["study", "account"], name="study_coder_once"),
            models.UniqueConstraint(fields=["study", "letter"], name="study_letter_once"),
        ]

    def __str__(self) -> str:
        return self.letter


class GivenCode(models.Model):
    """What one coder says of one text; an empty code: cannot tell, which is a missing code and not a category."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="given")
    coder = models.ForeignKey(Coder, models.PROTECT, related_name="given")
    code = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # The index decides, not a look beforehand: a coder may have two windows open.
            models.UniqueConstraint(fields=["unit", "coder"], name="study_code_once"),
        ]


class Decision(models.Model):
    """What the adjudicator says of a text on which coders differ; it stands above all codes."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="decision")
    code = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
