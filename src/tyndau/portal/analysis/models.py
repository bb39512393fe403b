"""What a listening run tells an analyst beyond its demands; as everything here, of five accounts or more.

A campaign keeps its page when a later run no longer finds it, as a demand does.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyndau.portal.demands.models import Run
from tyndau.portal.people.models import Account


class Kind(models.TextChoices):
    COPIES = "copies", _("One text, many accounts")
    SYNCHRONISED = "synchronised", _("Accounts that share together")


class Campaign(models.Model):
    """One text that many accounts wrote, or a group of accounts that share together (docs/run-folder.md)."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    accounts = models.PositiveIntegerField()
    posts = models.PositiveIntegerField()
    voices = models.PositiveIntegerField()
    grouped_accounts = models.PositiveIntegerField(null=True)  # null: fewer than five, but some
    objects_shared = models.PositiveIntegerField()
    median_lag = models.FloatField(null=True)  # [s]
    first = models.DateTimeField()
    last = models.DateTimeField()
    platforms = models.JSONField(default=list)
    hosts = models.JSONField(default=list)
    hashtags = models.JSONField(default=list)
    demands = models.JSONField(default=list)  # codes of published demands
    text = models.CharField(max_length=240, blank=True)  # for the staff; a hoax is not spread by this portal
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")  # the last one that found it

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-accounts", "code"]
        constraints = [models.CheckConstraint(condition=Q(accounts__gte=5), name="campaign_of_five_or_more")]
        indexes = [models.Index(fields=["run", "kind", "-accounts"], name="campaign_by_size")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("campaign-detail", args=[self.code])


class Correction(models.Model):
    """What the staff says publicly of a campaign after somebody wrote that it is innocent, or wrong. Never deleted."""

    class Finding(models.TextChoices):
        OPEN = "open", _("They share together openly")
        CHANCE = "chance", _("It was found by mistake")
        STANDS = "stands", _("It stays as it was found")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="corrections")
    finding = models.CharField(_("finding"), max_length=10, choices=Finding.choices)
    text = models.TextField(_("reason, for everybody to read"), max_length=2000)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
