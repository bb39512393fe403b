"""What is read of staff: accounts with their present roles, acts of one account."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from tyndau.portal.people.models import Account, Role, StaffAct
from tyndau.portal.people.refusals import NoAccount


def account_named(username: str) -> Account:
    """Refuses NoAccount."""
    try:
        return Account.objects.get(username=username)
    except Account.DoesNotExist:
        raise NoAccount(name=username) from None


def staff(at: datetime) -> QuerySet[Account]:
    """All accounts by name, each with `roles_then`: its roles at that instant."""
    roles = Prefetch("roles", queryset=Role.objects.at(at).order_by("duty", "territory", "body"), to_attr="roles_then")
    return Account.objects.order_by("username").prefetch_related(roles)


def acts_of(account: Account, most: int) -> QuerySet[StaffAct]:
    """The account's last acts, the newest first."""
    return account.acts.order_by("-at", "-pk")[:most]
