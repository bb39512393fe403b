"""Counts of forms that were sent and of attempts to sign in, for as long as their window lasts."""

from typing import ClassVar

from django.db import models


class Count(models.Model):
    """How often one visitor has sent one kind of form in the window that ends at `ends_at`.

    visitor  hexadecimal tag of web.visitors: no address, and another one tomorrow
    ends_at  seconds since 1970
    """

    kind = models.CharField(max_length=16)
    visitor = models.CharField(max_length=64)
    ends_at = models.BigIntegerField(db_index=True)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "visitor", "ends_at"], name="web_count_once_a_window")
        ]
