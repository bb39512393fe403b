"""The administration obeys the policy, and each change made there is an act in the audit."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import translation

from tests.portal.people.conftest import MONDAY, PASSWORD, TUESDAY
from tyndau.portal.people.admin_site import AuditedAdmin, StaffSite
from tyndau.portal.people.models import Account, Duty, Role, StaffAct
from tyndau.portal.people.services import end_role

pytestmark = pytest.mark.urls("tyndau.portal.urls")


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"admin:people_{name}", args=args)


@pytest.fixture
def as_arman(client, arman):
    client.force_login(arman, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def as_dana(client, dana):
    client.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    return client


def last_act() -> tuple[str, str | None, dict]:
    act = StaffAct.objects.latest("pk")
    return act.act, act.account and act.account.username, act.what


def test_the_site_is_ours_and_shows_only_audited_forms():
    assert isinstance(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site, StaffSite)
    assert admin.site._registry
    assert all(isinstance(one, AuditedAdmin) for one in admin.site._registry.values())


def test_a_stranger_signs_in_at_the_door_of_the_staff(client, dana):
    sent = client.get("/en/staff/admin/", follow=True)
    assert sent.redirect_chain[-1][0] == "/en/staff/login/?next=/en/staff/admin/"


@pytest.mark.parametrize(
    "name", ["account_changelist", "account_add", "role_changelist", "role_add", "staffact_changelist"]
)
def test_pages_open_for_whom_the_policy_allows_them(as_arman, dana, name):
    assert as_arman.get(at(name)).status_code == 200
    as_arman.force_login(dana, backend="django.contrib.auth.backends.ModelBackend")
    assert as_arman.get(at(name)).status_code == 403


def test_a_moderator_s_index_lists_nothing_of_the_administrators(as_dana):
    page = as_dana.get("/en/staff/admin/")
    assert page.status_code == 200
    assert "staffact" not in page.content.decode()


def test_adding_and_changing_an_account_are_acts_with_their_values(as_arman):
    form = {"username": "zhanna", "first_name": "Жанна", "last_name": "", "email": "", "new_password": PASSWORD}
    assert as_arman.post(at("account_add"), form).status_code == 302
    zhanna = Account.objects.get(username="zhanna")
    assert zhanna.check_password(PASSWORD)
    act, who, what = last_act()
    assert (act, who) == ("people.add_account", "arman")
    assert what == {"username": [None, "zhanna"], "first_name": [None, "Жанна"], "fields": ["new_password"]}
    as_arman.post(at("account_change", zhanna.pk), {**form, "first_name": "Жанна А.", "new_password": ""})
    assert last_act() == ("people.change_account", "arman", {"first_name": ["Жанна", "Жанна А."]})
    zhanna.refresh_from_db()
    assert zhanna.check_password(PASSWORD)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("password", ["", "short", "zhanna-zhanna"])
def test_a_new_account_needs_a_good_password(as_arman, password):
    form = {"username": "zhanna-zhanna", "first_name": "", "last_name": "", "email": "", "new_password": password}
    assert as_arman.post(at("account_add"), form).status_code == 200
    assert not Account.objects.filter(username="zhanna-zhanna").exists()


def test_a_role_is_given_with_a_reason_and_a_second_time_refused_with_words(as_arman, dana):
    form = {"account": dana.pk, "duty": "analyst", "territory": "350000000", "body": "", "reason": "holiday cover"}
    assert as_arman.post(at("role_add"), form).status_code == 302
    act = StaffAct.objects.latest("pk")
    assert (act.act, act.account.username, act.reason) == ("people.give_role", "arman", "holiday cover")
    assert act.object_id == str(Role.objects.get(duty="analyst").pk)
    again = as_arman.post(at("role_add"), form, follow=True)
    assert "with these limits already" in again.content.decode()
    assert StaffAct.objects.filter(act="people.give_role", account__username="arman").count() == 1


def test_ending_roles_and_closing_accounts_are_the_services_acts(as_arman, arman, dana):
    role = dana.roles.get()
    as_arman.post(at("role_changelist"), {"action": "end", "_selected_action": [role.pk]})
    assert not Role.objects.at(TUESDAY.replace(year=2100)).filter(account=dana).exists()
    assert last_act()[0] == "people.end_role"
    told = as_arman.post(at("account_changelist"), {"action": "close", "_selected_action": [arman.pk]}, follow=True)
    assert "the last administrator" in told.content.decode()
    as_arman.post(at("account_changelist"), {"action": "close", "_selected_action": [dana.pk]})
    assert not Account.objects.get(pk=dana.pk).is_active
    assert last_act()[0] == "people.end_account"


@pytest.mark.parametrize("name", ["account", "role", "staffact"])
def test_nothing_is_deleted_or_changed_beside_the_services(as_arman, dana, name):
    model = {"account": Account, "role": Role, "staffact": StaffAct}[name]
    count, one = model.objects.count(), model.objects.latest("pk")
    assert as_arman.post(at(f"{name}_delete", one.pk), {"post": "yes"}).status_code == 403
    as_arman.post(at(f"{name}_changelist"), {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"})
    if name != "account":
        assert as_arman.post(at(f"{name}_change", one.pk), {"duty": "administrator"}).status_code == 403
    assert model.objects.count() == count


def test_what_may_be_deleted_is_noted_before_and_never_many_at_once(as_arman, dana, monkeypatch):
    from tyndau.portal.people.admin import RoleAdmin

    monkeypatch.setattr(RoleAdmin, "acts", {**RoleAdmin.acts, "delete": "people.end_role"})
    role = dana.roles.get()
    as_arman.post(at("role_changelist"), {"action": "delete_selected", "_selected_action": [role.pk], "post": "yes"})
    assert Role.objects.filter(pk=role.pk).exists()
    as_arman.post(at("role_delete", role.pk), {"post": "yes"})
    assert not Role.objects.filter(pk=role.pk).exists()
    act = StaffAct.objects.latest("pk")
    assert (act.act, act.object_id, act.what) == ("people.end_role", str(role.pk), {"deleted": True})


def test_a_role_that_ended_shuts_the_administration(as_dana, dana, arman):
    assert as_dana.get("/en/staff/admin/").status_code == 200
    end_role(dana.roles.get(), by=arman, at=MONDAY)
    assert as_dana.get("/en/staff/admin/", follow=True).status_code == 403


def test_an_object_s_history_is_its_lines_in_the_audit(as_arman, dana):
    page = as_arman.get(at("account_history", dana.pk), follow=True).content.decode()
    assert "people.add_account" in page
    assert "1 act of staff" in page


def test_values_of_fields_that_might_be_a_citizen_s_are_not_kept(as_arman, monkeypatch):
    from tyndau.portal.people.admin import AccountAdmin

    monkeypatch.setattr(AccountAdmin, "audited_values", ())
    form = {"username": "zhanna", "first_name": "Жанна", "last_name": "", "email": "", "new_password": PASSWORD}
    as_arman.post(at("account_add"), form)
    assert last_act()[2] == {"fields": ["username", "first_name", "new_password"]}


def test_every_duty_has_work(db):
    from tyndau.portal.people.policy import ACTS

    assert {duty for duties in ACTS.values() for duty in duties} == set(Duty)
