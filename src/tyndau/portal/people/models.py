"""Who works here, what each may do, and what each has done. Citizens come with the e-signature, later."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Account(AbstractUser):
    """A member of staff who signs in. What he may do stands in his roles, not in Django's permissions."""

    class Meta:
        verbose_name = pgettext_lazy("for signing in", "account")
        verbose_name_plural = pgettext_lazy("for signing in", "accounts")


class Duty(models.TextChoices):
    """What a role is for; people/policy.py says what it allows."""

    OPERATOR = "operator", _("Operator")
    ANALYST = "analyst", _("Analyst")
    CODER = "coder", _("Coder")
    MODERATOR = "moderator", _("Moderator")
    REGISTER_EDITOR = "register-editor", _("Editor of the register")
    ADMINISTRATOR = "administrator", _("Administrator")


class RoleQuerySet(models.QuerySet["Role"]):
    def at(self, instant: Any) -> "RoleQuerySet":
        """Roles in force at that instant."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=instant), valid_from__lte=instant)


class Role(models.Model):
    """A duty of an account from `valid_from` until just before `valid_to`, everywhere or within one limit.

    territory  KATO code of the territory within which the role holds; empty: everywhere
    body       code of the body for which it holds; empty: for all
    """

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="roles", verbose_name=pgettext_lazy("for signing in", "account")
    )
    duty = models.CharField(_("role"), max_length=32, choices=Duty.choices)
    territory = models.CharField(_("territory code"), max_length=32, blank=True, default="")
    body = models.CharField(_("body code"), max_length=64, blank=True, default="")
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    valid_to = models.DateTimeField(_("valid until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering: ClassVar = ["account", "duty", "valid_from"]
        constraints: ClassVar = [
            # The index decides, not a look beforehand: two administrators may give the same role at once.
            models.UniqueConstraint(
                fields=["account", "duty", "territory", "body"],
                condition=Q(valid_to=None),
                name="people_role_held_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="people_role_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="people_role_duty_is_known"),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.get_duty_display()), self.territory, self.body)))


class StaffAct(models.Model):
    """One act of a member of staff. Triggers of the database refuse to change or delete a row (migration 0003).

    account  who acted; none: the command line of the server
    act      code of the act, such as people.give_role
    kind     what it was done to: app and model, such as people.role; `object_id` is its key
    what     changed fields, JSON. Never a citizen's personal data: here they could not be deleted
    """

    at = models.DateTimeField(_("at"), db_index=True)
    account = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=pgettext_lazy("for signing in", "account"),
    )
    act = models.CharField(_("act"), max_length=64)
    kind = models.CharField(_("kind of object"), max_length=64, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    what = models.JSONField(_("what changed"), default=dict, blank=True)
    reason = models.TextField(_("reason"), blank=True, default="")

    class Meta:
        verbose_name = _("act of staff")
        verbose_name_plural = _("acts of staff")
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["kind", "object_id"], name="people_act_by_object")]

    def __str__(self) -> str:
        return f"{self.act} {self.kind} {self.object_id}".rstrip()

    def get_absolute_url(self) -> str:
        return reverse("admin:people_staffact_change", args=[self.pk])
