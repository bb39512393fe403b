"""Roles: given once, ended once, within limits and terms; the last administrator stays."""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.portal.people.conftest import MONDAY, PASSWORD, TUESDAY, member
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account, Duty, Role, StaffAct
from tyndau.portal.people.refusals import (
    AccountExists,
    BadName,
    LastAdministrator,
    NotAllowed,
    RoleHeld,
    RoleNotHeld,
    WeakPassword,
)
from tyndau.portal.people.services import SERVER, add_account, end_account, end_role, give_role

SHAKHTINSK = SimpleNamespace(territory_path=("352800000", "350000000"), body_codes=("akimat-35",))
ABROAD = SimpleNamespace(territory_path=("630000000",), body_codes=("akimat-63",))


def acts() -> list[tuple[str, str | None]]:
    rows = StaffAct.objects.order_by("pk").values_list("act", "account__username")
    return [row for row in rows if row[0] not in ("people.add_account",)]


@pytest.mark.parametrize(("duty", "act"), list(product(Duty, policy.ACTS)))
def test_a_duty_allows_what_its_row_says_and_nothing_else(db, duty, act):
    assert policy.allows(member("zhanna", duty), act) == (duty in policy.ACTS[act])


@pytest.mark.parametrize("act", policy.ACTS)
def test_nobody_else_is_allowed_anything(db, act):
    closed = member("timur", *Duty)
    closed.is_active = False
    superuser = Account.objects.create_superuser("root", password=PASSWORD)
    for nobody in (None, AnonymousUser(), closed, superuser, add_account("madina", PASSWORD, by=SERVER, at=MONDAY)):
        assert not policy.allows(nobody, act)


def test_an_act_without_a_row_is_refused_to_everybody(arman):
    with pytest.raises(NotAllowed) as refused:
        policy.require(arman, "people.read_passwords")
    assert isinstance(refused.value, PermissionDenied)


def test_templates_read_the_same_table(arman, dana):
    assert arman.has_perm("people.give_role")
    assert not dana.has_perm("people.give_role")


@pytest.mark.parametrize(
    ("limits", "here", "abroad", "everywhere"),
    [({"territory": "350000000"}, True, False, False), ({"body": "akimat-35"}, True, False, False),
     ({"territory": "630000000"}, False, True, False), ({}, True, True, True),
     ({"territory": "350000000", "body": "akimat-63"}, False, False, False)],
)  # fmt: skip
def test_a_limited_role_reaches_what_lies_within_its_limits(db, limits, here, abroad, everywhere):
    serik = member("serik", Duty.OPERATOR, **limits)
    assert policy.allows(serik, "demands.route", SHAKHTINSK) == here
    assert policy.allows(serik, "demands.route", ABROAD) == abroad
    assert policy.allows(serik, "demands.route") == everywhere


def test_a_role_holds_from_its_first_instant_until_just_before_its_last(db):
    serik = member("serik", Duty.OPERATOR)
    Role.objects.update(valid_to=TUESDAY)
    second = timedelta(microseconds=1)
    held = [Role.objects.at(at).count() for at in (MONDAY - second, MONDAY, TUESDAY - second, TUESDAY)]
    assert held == [0, 1, 1, 0]
    assert not policy.allows(serik, "demands.route")


def test_only_an_administrator_gives_and_ends_roles(arman, dana, serik):
    with pytest.raises(NotAllowed):
        give_role(serik, Duty.ADMINISTRATOR, by=serik, at=MONDAY)
    with pytest.raises(NotAllowed):
        end_role(arman.roles.get(), by=dana, at=MONDAY)
    with pytest.raises(NotAllowed):
        end_account(arman, by=dana, at=MONDAY)
    with pytest.raises(NotAllowed):
        add_account("timur", PASSWORD, by=dana, at=MONDAY)
    assert Role.objects.at(MONDAY).count() == 3


def test_a_role_is_held_once_and_may_be_given_again_when_it_has_ended(arman, dana):
    with pytest.raises(RoleHeld):
        give_role(dana, Duty.MODERATOR, by=arman, at=MONDAY)
    end_role(dana.roles.get(), by=arman, at=TUESDAY, reason="left the department")
    assert not policy.allows(Account.objects.get(pk=dana.pk), "demands.hide_quote")
    with pytest.raises(RoleNotHeld):
        end_role(dana.roles.get(), by=arman, at=TUESDAY)
    give_role(dana, Duty.MODERATOR, by=arman, at=TUESDAY)
    assert policy.allows(dana, "demands.hide_quote")
    assert acts()[2:] == [("people.end_role", "arman"), ("people.give_role", "arman")]


def test_each_act_says_what_it_changed_and_why(arman, dana):
    end_role(dana.roles.get(), by=arman, at=TUESDAY, reason="left the department")
    act = StaffAct.objects.latest("pk")
    assert (act.at, act.kind, act.object_id) == (TUESDAY, "people.role", str(dana.roles.get().pk))
    assert act.what == {"account": "dana", "duty": ["moderator", None], "territory": "", "body": ""}
    assert act.reason == "left the department"


def test_the_last_administrator_stays(arman, dana):
    with pytest.raises(LastAdministrator):
        end_role(arman.roles.get(), by=arman, at=TUESDAY)
    with pytest.raises(LastAdministrator):
        end_account(arman, by=arman, at=TUESDAY)
    member("limited", Duty.ADMINISTRATOR, territory="350000000")
    with pytest.raises(LastAdministrator):
        end_account(arman, by=SERVER, at=TUESDAY)
    arman.refresh_from_db()
    assert arman.is_active
    give_role(dana, Duty.ADMINISTRATOR, by=arman, at=TUESDAY)
    end_account(arman, by=dana, at=TUESDAY)
    assert not Account.objects.get(username="arman").is_active
    assert not Role.objects.at(TUESDAY).filter(account=arman).exists()


def test_an_account_needs_a_name_of_its_own_and_a_good_password(arman):
    with pytest.raises(AccountExists):
        add_account("arman", PASSWORD, by=arman, at=MONDAY)
    with pytest.raises(BadName):
        add_account("a b", PASSWORD, by=arman, at=MONDAY)
    for weak in ("short", "12345678901234", "password1234", "zhanna-zhanna"):
        with pytest.raises(WeakPassword):
            add_account("zhanna-zhanna", weak, by=arman, at=MONDAY)
    assert Account.objects.count() == 1


def test_two_who_give_one_role_at_once_leave_one_role_and_one_line(at_once):
    account = add_account("zhanna", PASSWORD, by=SERVER, at=MONDAY)
    outcomes = at_once(6, lambda: give_role(account, Duty.ANALYST, by=SERVER, at=MONDAY))
    assert sum(isinstance(one, RoleHeld) for one in outcomes) == 5
    assert Role.objects.count() == StaffAct.objects.filter(act="people.give_role").count() == 1


def test_two_who_end_one_role_at_once_end_it_once(at_once):
    # No administrator's row, which such acts lock as well, stands between them.
    role = member("zhanna", Duty.ANALYST).roles.get()
    outcomes = at_once(6, lambda: end_role(role, by=SERVER, at=TUESDAY))
    assert sum(isinstance(one, RoleNotHeld) for one in outcomes) == 5
    assert StaffAct.objects.filter(act="people.end_role").count() == 1


def test_two_administrators_who_end_each_other_at_once_leave_one(at_once):
    for _ in range(5):
        Role.objects.all().delete()
        pair = [member(f"{name}-{Account.objects.count()}", Duty.ADMINISTRATOR) for name in ("arman", "dana")]
        # The later one's clock is behind: it must not take the role that has just ended for one in force.
        times = [TUESDAY, TUESDAY - timedelta(seconds=1)]
        outcomes = at_once(2, lambda n: end_account(pair[1 - n], by=pair[n], at=times[n]))  # noqa: B023
        assert sum(one is None for one in outcomes) == 1, outcomes
        assert Role.objects.filter(duty=Duty.ADMINISTRATOR, valid_to=None).count() == 1
