"""The verbs of `tyndau staff`: who may sign in to the portal, with which roles. Django is loaded inside the verbs."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from tyndau.words import Words

if TYPE_CHECKING:
    from tyndau.portal.people.models import Account

Verb = Callable[..., None]
# As in portal.people.models.Duty, which cannot be loaded before Django is; a test holds them together.
ROLES = ("operator", "analyst", "coder", "moderator", "register-editor", "administrator")
role_option = click.Choice(ROLES)


def group(refusing: Callable[[Verb], Verb], say: Callable[[], Words]) -> click.Group:
    """`tyndau staff`, made for a command that knows how refusals are told and in which language."""

    @click.group()
    def staff() -> None:
        """Who may sign in to the portal, and with which roles. Run it on the portal's own machine."""

    @staff.command()
    @click.argument("name")
    @click.option("--role", required=True, type=role_option, help="What the account may do.")
    @click.option("--territory", default="", metavar="CODE", help="Only within this territory (KATO code).")
    @click.option("--body", default="", metavar="CODE", help="Only for this body.")
    @click.option("--full-name", default="", help="The person's name, shown to other staff.")
    @click.option("--reason", default="", help="Kept with the act.")
    @refusing
    def add(name: str, role: str, territory: str, body: str, full_name: str, reason: str) -> None:
        """Add an account with a role, or give an account another role.

        The password of a new account is asked for, or read from standard input: never an argument, which every user
        of the machine could list.
        """
        _ready(say())
        from django.db import transaction
        from django.utils import translation

        from tyndau.portal.people import queries, services
        from tyndau.portal.people.models import Duty
        from tyndau.portal.people.refusals import NoAccount

        now, server = datetime.now(UTC), services.SERVER
        try:
            account, given = queries.account_named(name), ""
        except NoAccount:
            # Before the transaction: nobody waits for a person who is typing.
            account, given = None, password(name, say())
        # Why a password is refused is told by Django: in the language of the terminal, too.
        with transaction.atomic(), translation.override(say().language):
            if account is None:
                account = services.add_account(name, given, by=server, at=now, full_name=full_name, reason=reason)
                click.echo(say()("staff.added", name=name))
            services.give_role(account, Duty(role), by=server, at=now, territory=territory, body=body, reason=reason)
        click.echo(say()("staff.given", name=name, role=role))

    @staff.command(name="list")
    @refusing
    def listing() -> None:
        """List accounts with their roles."""
        _ready(say())
        from tyndau.portal.people import queries

        lines = [line(account, say()) for account in queries.staff(datetime.now(UTC))]
        click.echo("\n".join(lines) if lines else say()("staff.nobody"))

    @staff.command()
    @click.argument("name")
    @click.option("--role", type=role_option, help="End this role only; without it the account is closed.")
    @click.option("--reason", default="", help="Kept with the act.")
    @refusing
    def end(name: str, role: str | None, reason: str) -> None:
        """Close an account, or end one of its roles. What it did stays under its name."""
        _ready(say())
        from django.db import transaction

        from tyndau.portal.people import queries, services
        from tyndau.portal.people.refusals import RoleNotHeld

        now = datetime.now(UTC)
        account = queries.account_named(name)
        if role is None:
            services.end_account(account, by=services.SERVER, at=now, reason=reason)
            click.echo(say()("staff.ended", name=name))
            return
        with transaction.atomic():
            held = list(account.roles.at(now).filter(duty=role))
            if not held:
                raise RoleNotHeld(name=name, role=role)
            for one in held:
                services.end_role(one, by=services.SERVER, at=now, reason=reason)
        click.echo(say()("staff.role-ended", name=name, role=role))

    return staff


def password(name: str, say: Words) -> str:
    """Asked for twice without showing it, or the first line of standard input. Refuses NoPassword."""
    from tyndau.portal.people.refusals import NoPassword

    if sys.stdin.isatty():
        typed: str = click.prompt(
            say("staff.password", name=name), hide_input=True, confirmation_prompt=say("staff.again")
        )
        return typed
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise NoPassword
    return given


def line(account: "Account", say: Words) -> str:
    """An account in one line: name, roles with limits, last sign-in."""
    roles = ", ".join(role_of(account)) or say("staff.no-role")
    seen = account.last_login
    signed_in = say("staff.signed-in", at=f"{seen:%Y-%m-%d %H:%M} UTC") if seen else say("staff.never")
    parts = [account.username, account.first_name, roles, signed_in, "" if account.is_active else say("staff.closed")]
    return " · ".join(part for part in parts if part)


def role_of(account: "Account") -> Iterator[str]:
    for role in account.roles_then:  # type: ignore[attr-defined]  # filled by queries.staff
        limits = " ".join(filter(None, (role.territory, role.body)))
        yield f"{role.duty} ({limits})" if limits else role.duty


def _ready(say: Words) -> None:
    """Django and its database, as `tyndau serve` wants them. Refuses NoDatabase, NotMigrated and NewerDatabase."""
    from tyndau.portal.running import preparing

    preparing.home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyndau.portal.settings")
    import django

    django.setup()
    preparing.database(False, lambda key, **places: click.echo(say(key, **places), err=True))
