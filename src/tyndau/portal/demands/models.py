"""Tables of demands as the portal publishes them: what a listening run found, under the name that it keeps.

A run replaces the figures of the demands that it heard; a demand that it did not hear stays, with its last figures and
a word on what became of it, so that no address ever leads nowhere. Only what five accounts or more may have asked for
is kept here at all.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tyndau.portal.bodies.models import Body, Territory, Topic
from tyndau.portal.demands.search import Search
from tyndau.portal.demands.states import CarriedBy, Status, Trend


class Run(models.Model):
    """A listening run that was imported (docs/run-folder.md): what it read and how it was computed."""

    sha256 = models.CharField(max_length=64, unique=True)  # of run.json: the same run is not imported twice
    jurisdiction = models.CharField(max_length=40)
    computed_at = models.DateTimeField(_("computed"))
    imported_at = models.DateTimeField(_("imported"))
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    zone = models.CharField(max_length=60)
    posts = models.PositiveIntegerField(_("posts read"))
    accounts = models.PositiveIntegerField(_("accounts"))
    voices = models.PositiveIntegerField(_("voices"))
    demands = models.PositiveIntegerField(_("demands published"))
    hidden = models.PositiveIntegerField(_("demands of fewer than five accounts, not published"))
    least_accounts = models.PositiveSmallIntegerField()  # below this nothing is published
    synthetic = models.BooleanField(_("synthetic"))
    rungs = models.JSONField(default=list)  # the effort ladder of all posts, as in Signal
    told = models.JSONField()  # run.json as it was: inputs, parameters, counts, shares, versions
    channels = models.JSONField(default=list)  # the platforms in it
    current = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("listening run")
        verbose_name_plural = _("listening runs")
        ordering = ["-computed_at"]
        constraints = [models.UniqueConstraint("current", condition=Q(current=True), name="one_current_run")]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.computed_at:%Y-%m-%d %H:%M}"


class Demand(models.Model):
    """One demand: a topic in a region, or a part of it that stands for itself."""

    code = models.CharField(max_length=40, unique=True)  # demand_id of the run folder; the address of its page
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")  # null: not known
    place = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    body_from = models.CharField(max_length=20)
    basis_verified = models.BooleanField(default=False)
    whole = models.CharField(max_length=40, blank=True)  # of a part: the code of the whole
    words = models.JSONField(default=list)
    phrases = models.JSONField(default=list)  # [[language, phrase], …], most accounts first
    since = models.DateTimeField(_("first heard"))
    last = models.DateTimeField(_("last heard"))
    posts = models.PositiveIntegerField(_("posts"))
    echo_posts = models.PositiveIntegerField(_("posts in echo groups"))
    accounts_min = models.PositiveIntegerField(_("accounts at least"))
    accounts_max = models.PositiveIntegerField(_("accounts at most"))
    recent = models.PositiveIntegerField()
    earlier = models.PositiveIntegerField()
    trend = models.CharField(max_length=10, choices=Trend.choices)
    channels = models.CharField(max_length=200)  # " telegram vk ": a space on both sides of each
    languages = models.CharField(max_length=60)
    rank = models.PositiveIntegerField(null=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")  # the last one that heard it
    first_run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    search = Search(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("singular", "demand")
        verbose_name_plural = _("demands")
        ordering = ["rank"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accounts_min__gte=1, accounts_max__gte=models.F("accounts_min"))
                & Q(posts__gte=models.F("accounts_max")),
                name="strength_is_an_interval",
            ),
            models.CheckConstraint(condition=~Q(status=Status.LIVE) | Q(rank__isnull=False), name="live_has_a_rank"),
        ]
        indexes = [
            models.Index(fields=[*fields, "rank"], condition=Q(status=Status.LIVE), name=f"live_by_{name}")
            for name, fields in {
                "rank": [], "topic": ["topic"], "territory": ["territory"], "place": ["place"], "body": ["body"],
                "trend": ["trend"], "both": ["territory", "topic"],
            }.items()
        ] + [models.Index(fields=["-since"], condition=Q(status=Status.LIVE), name="live_by_since"),
             models.Index(fields=["whole"], name="demand_whole")]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("demand-detail", args=[self.code])


class Evidence(models.Model):
    """What only a demand's own page shows: quotes, and posts by day, channel and language."""

    demand = models.OneToOneField(Demand, models.CASCADE, primary_key=True, related_name="evidence")
    quotes = models.JSONField(default=list)  # [{"language", "platform", "text"}, …]
    days = models.JSONField(default=list)  # [[day, channel, language, posts], …], sorted


class Signal(models.Model):
    """Who carries a demand, how much of it is copied, and how much became an act under one's own name.

    Null is what fewer than five accounts would tell. Definitions: docs/method/signal.md.
    """

    demand = models.OneToOneField(Demand, models.CASCADE, primary_key=True, related_name="signal")
    carried_by = models.CharField(max_length=20, choices=CarriedBy.choices, db_index=True)
    network_posts = models.PositiveIntegerField(null=True)
    copied_share = models.FloatField(null=True)
    copied_low = models.FloatField(null=True)
    copied_high = models.FloatField(null=True)
    people_min = models.PositiveIntegerField()
    people_max = models.PositiveIntegerField()
    accounts = models.PositiveIntegerField(null=True)
    synchronised_accounts = models.PositiveIntegerField(null=True)
    synchronised_groups = models.PositiveIntegerField(null=True)
    n_eff = models.FloatField(null=True)
    gini = models.FloatField(null=True)
    top_accounts = models.PositiveIntegerField()
    top_share = models.FloatField(null=True)
    identified = models.PositiveIntegerField(null=True)
    conversion = models.FloatField(null=True)
    conversion_low = models.FloatField(null=True)
    conversion_high = models.FloatField(null=True)
    rungs = models.JSONField(default=list)  # [[rung, acts, accounts, posts], …] by effort; null: fewer than five

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people_max__gte=models.F("people_min")), name="people_are_an_interval"),
            # Nobody, or so many that none of them is told.
            models.CheckConstraint(
                condition=(Q(identified=0) | Q(identified__gte=5) | Q(identified=None)),
                name="no_few_who_acted_under_their_name",
            ),
        ]


class Succession(models.Model):
    """What became of an earlier demand: `before` went on in `after`, wholly or in part."""

    before = models.CharField(max_length=40, db_index=True)
    after = models.CharField(max_length=40, db_index=True)
    change = models.CharField(max_length=10)
    shared_posts = models.PositiveIntegerField()
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("succession of demands")
        verbose_name_plural = _("successions of demands")
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="succession_once")]


class Tally(models.Model):
    """Sums over published demands of the current run, computed where the voices are; one row a cell.

    `scope` all: the country; region: `territory`; unknown: no territory known. Topic and body empty: all of them.
    Strength is the interval over all voices of the cell, not a sum of intervals: one account may ask for two things.
    """

    scope = models.CharField(max_length=10)
    territory = models.CharField(max_length=9, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    body = models.CharField(max_length=120, blank=True)
    demands = models.PositiveIntegerField()
    rising = models.PositiveIntegerField()
    posts = models.PositiveIntegerField()
    accounts_min = models.PositiveIntegerField()
    accounts_max = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "territory", "topic", "body"], name="tally_once")]


class DayCount(models.Model):
    """Posts a day behind published demands, by region; empty territory with scope `all`: the country."""

    scope = models.CharField(max_length=10)
    territory = models.CharField(max_length=9, blank=True)
    day = models.DateField()
    posts = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "territory", "day"], name="day_count_once")]


class RejectedRow(models.Model):
    """A row of a run that was not imported, or not as it was: counted and kept, never dropped in silence."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="rejected")
    demand = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("row not imported")
        verbose_name_plural = _("rows not imported")


class HiddenText(models.Model):
    """A quote or phrase that was taken out, by the SHA-256 of its text: a later run must not bring it back."""

    sha256 = models.CharField(max_length=64, unique=True)
    hidden_at = models.DateTimeField()

    class Meta:
        verbose_name = _("text taken out")
        verbose_name_plural = _("texts taken out")


class FigureReport(models.Model):
    """Somebody says that a figure is wrong. Without a name: the number of the report leads back to the answer."""

    number = models.CharField(max_length=12, unique=True)
    page = models.CharField(_("page"), max_length=500)
    demand = models.CharField(_("demand"), max_length=40, blank=True)
    text = models.TextField(_("what is wrong"), max_length=2000)
    language = models.CharField(max_length=2)
    reported_at = models.DateTimeField(_("reported"))
    answer = models.TextField(_("answer"), blank=True)
    corrected = models.BooleanField(_("the figure was corrected"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return self.number
