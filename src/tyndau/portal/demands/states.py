"""The life of a demand from run to run, and where it is heading."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    LIVE = "live", _("heard in the latest run")
    MERGED = "merged", _("merged into another demand")
    ENDED = "ended", _("not heard in the latest run")


class CarriedBy(TextChoices):
    """Who carries a demand, by the rules of listening/demands/signal.py: about a demand, never about an account."""

    OWN_WORDS = "own-words", _("Mostly in people's own words")
    PASSING_ON = "passing-on", _("Mostly copied or passed on")
    SYNCHRONISED = "synchronised", _("Mostly by accounts that share together")
    FEW = "few", _("By a few very active accounts")
    IDENTIFIED = "identified", _("Only acts under one's own name")
    MIXED = "mixed", _("Mixed, or too small to tell")


class Trend(TextChoices):
    RISING = "rising", _("Rising")
    STEADY = "steady", _("Steady")
    FALLING = "falling", _("Falling")
    UNKNOWN = "unknown", _("Too few lately to tell")
