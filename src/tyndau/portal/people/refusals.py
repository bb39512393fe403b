"""What an act upon accounts and roles may be refused for."""

from django.core.exceptions import PermissionDenied

from tyndau.refusals import Refused


class NotAllowed(Refused, PermissionDenied):
    """Also Django's own error, so that a page answers 403 without a line in each view."""

    code = "people.not-allowed"


class AccountExists(Refused):
    code = "people.account-exists"


class NoAccount(Refused):
    code = "people.no-account"


class BadName(Refused):
    code = "people.bad-name"


class WeakPassword(Refused):
    code = "people.weak-password"


class NoPassword(Refused):
    code = "people.no-password"


class RoleHeld(Refused):
    code = "people.role-held"


class RoleNotHeld(Refused):
    code = "people.role-not-held"


class LastAdministrator(Refused):
    code = "people.last-administrator"
