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


class Episode(models.Model):
    """Alarms of one topic in one territory that follow one another: what somebody looks into (docs/method/alarms.md).

    For the staff alone: an alarm is a question and not yet a finding.
    """

    code = models.CharField(max_length=100, unique=True)  # day, topic and territory: a later run finds it again
    topic = models.CharField(max_length=60)
    territory = models.CharField(max_length=9, blank=True)
    first = models.DateField()
    last = models.DateField()
    peak = models.DateField()  # the day of the greatest severity; the figures below are of that day
    count = models.PositiveIntegerField()
    raw = models.PositiveIntegerField()
    expected = models.FloatField()
    upper_bound = models.FloatField()
    severity = models.FloatField()
    severity_low = models.FloatField(null=True)
    severity_high = models.FloatField(null=True)
    q = models.FloatField(null=True)
    cluster = models.CharField(max_length=120, blank=True)
    days = models.JSONField(default=list)  # [[day, count, expected, upper bound, is an alarm], …]
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")  # the last one that told of it

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering = ["-first", "topic", "territory"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "territory", "first"], name="episode_once"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="episode_is_a_span"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("alarm-detail", args=[self.code])


class Incident(models.Model):
    """What really happened, told by an alarm or not: by it alarms are judged. About a place, never a person."""

    name = models.CharField(_("what happened, in a few words"), max_length=200)
    topic = models.CharField(_("topic"), max_length=60)
    territory = models.CharField(_("territory"), max_length=9, blank=True)
    began = models.DateField(_("began"))
    known = models.DateField(_("known without an alarm since"), null=True, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-began"]

    def __str__(self) -> str:
        return f"{self.began:%Y-%m-%d} {self.name}"


class Triage(models.Model):
    """What somebody found out about an alarm. Append-only: the latest one counts, the others stay."""

    class Outcome(models.TextChoices):
        INCIDENT = "incident", _("Something happened")
        NO_INCIDENT = "no-incident", _("Nothing happened")
        OPEN = "open", _("Still being looked into")

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="triages")
    outcome = models.CharField(_("what was found out"), max_length=12, choices=Outcome.choices)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, verbose_name=_("incident"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="incident") | Q(incident=None), name="incident_only_if_one")
        ]


class Finding(models.Model):
    """A small table of the run at hand, as docs/run-folder.md tells its columns; each of them may be shown."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="findings")
    name = models.CharField(max_length=30)  # of the file in the run folder
    key = models.CharField(max_length=40, blank=True)  # a region of agenda, a group of signs; else empty
    rows = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "name", "key"], name="finding_once")]
