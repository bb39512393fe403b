"""The life of a demand from run to run, and where it is heading."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    LIVE = "live", _("heard in the latest run")
    MERGED = "merged", _("merged into another demand")
    ENDED = "ended", _("not heard in the latest run")


class Trend(TextChoices):
    RISING = "rising", _("Rising")
    STEADY = "steady", _("Steady")
    FALLING = "falling", _("Falling")
    UNKNOWN = "unknown", _("Too few lately to tell")
