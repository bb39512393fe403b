"""Acts upon accounts and roles, each noted for good: who, when, what, why."""

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tyndau.portal.people import policy
from tyndau.portal.people.models import Account, Duty, Role, StaffAct
from tyndau.portal.people.refusals import (
    AccountExists,
    BadName,
    LastAdministrator,
    RoleHeld,
    RoleNotHeld,
    WeakPassword,
)  # fmt: skip

SERVER = None  # who acts on the command line of the server: it stands above roles, and its acts are noted as well


def note_act(
    account: Account | None,
    act: str,
    obj: models.Model | None = None,
    what: dict[str, Any] | None = None,
    reason: str = "",
    *,
    at: datetime,
) -> StaffAct:
    """Write one line of the audit, which nobody can change. Call it in the transaction of the act itself.

    account  who acted, or SERVER
    what     changed fields: {"name": [old, new]} or {"fields": [names]}. Never a citizen's personal data
    """
    kind = obj._meta.label_lower if obj else ""
    key = str(obj.pk) if obj else ""
    return StaffAct.objects.create(
        at=at, account=account, act=act, kind=kind, object_id=key, what=what or {}, reason=reason
    )


@transaction.atomic
def add_account(
    username: str, password: str, *, by: Account | None, at: datetime, full_name: str = "", reason: str = ""
) -> Account:
    """An account that can sign in and may do nothing yet. Refuses NotAllowed, BadName, WeakPassword, AccountExists."""
    _require(by, "people.add_account")
    account = Account(username=username, first_name=full_name[:150])
    try:
        account.full_clean(exclude=["password"], validate_unique=False)
    except ValidationError as error:
        raise BadName(name=username, why=" ".join(error.messages)) from None
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise WeakPassword(why=" ".join(error.messages)) from None
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise AccountExists(name=username) from None
    note_act(by, "people.add_account", account, {"username": [None, username]}, reason, at=at)
    return account


@transaction.atomic
def give_role(
    account: Account,
    duty: Duty,
    *,
    by: Account | None,
    at: datetime,
    territory: str = "",
    body: str = "",
    reason: str = "",
) -> Role:
    """From now on the account may do what this duty allows, within the limits. Refuses NotAllowed and RoleHeld.

    territory, body  limits; empty: everywhere, for all bodies
    """
    _require(by, "people.give_role")
    try:
        with transaction.atomic():
            role = Role.objects.create(account=account, duty=duty, territory=territory, body=body, valid_from=at)
    except IntegrityError:
        raise RoleHeld(name=account.username, role=duty) from None
    account.__dict__.pop("_roles_now", None)  # what policy keeps for the length of a request
    given = {"account": account.username, "duty": [None, duty], "territory": territory, "body": body}
    note_act(by, "people.give_role", role, given, reason, at=at)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Account | None, at: datetime, reason: str = "") -> Role:
    """From now on the role allows nothing; the row stays. Refuses NotAllowed, RoleNotHeld, LastAdministrator."""
    _require(by, "people.end_role")
    # Administrators' roles are locked first, in one order: two who end each other's at once must not both succeed.
    # "Without an end" is what a waiting transaction looks at again; an instant may lie before the other's.
    lasting = Role.objects.select_for_update(of=("self",)).filter(
        duty=Duty.ADMINISTRATOR, valid_to=None, territory="", body="", account__is_active=True
    )
    administrators = [one.pk for one in lasting.order_by("pk")]
    held = Role.objects.select_for_update().get(pk=role.pk)
    if held.valid_to is not None and held.valid_to <= at:
        raise RoleNotHeld(name=held.account.username, role=held.duty)
    if administrators == [held.pk]:
        raise LastAdministrator(name=held.account.username)
    held.valid_to = at
    held.save(update_fields=["valid_to"])
    what = {"account": held.account.username, "duty": [held.duty, None], "territory": held.territory, "body": held.body}
    note_act(by, "people.end_role", held, what, reason, at=at)
    return held


@transaction.atomic
def end_account(account: Account, *, by: Account | None, at: datetime, reason: str = "") -> None:
    """End all roles and close the account: sessions end with the next request. Its acts stay under its name.

    Refuses NotAllowed and LastAdministrator.
    """
    _require(by, "people.end_account")
    for role in Role.objects.at(at).filter(account=account).order_by("pk"):
        end_role(role, by=by, at=at, reason=reason)
    account.is_active = False
    account.save(update_fields=["is_active"])
    note_act(by, "people.end_account", account, {"is_active": [True, False]}, reason, at=at)


def _require(by: Account | None, act: str) -> None:
    if by is not SERVER:
        policy.require(by, act)
