"""Staff sign in at /staff/: a wrong password tells nothing, too many lock the door, each sign-in is kept."""

import re

import pytest
from axes.models import AccessAttempt, AccessLog
from django.test import Client

from tests.portal.people.conftest import MONDAY, PASSWORD
from tyndau.portal.limits import Limit
from tyndau.portal.people.models import Account, StaffAct
from tyndau.portal.people.services import SERVER, add_account, end_account

pytestmark = pytest.mark.urls("tyndau.portal.urls")
LOGIN = "/en/staff/login/"
WRONG = "Name and password do not fit together"


def sign_in(client, name: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def test_who_signs_in_sees_what_he_may_do_and_has_done(client, dana):
    assert sign_in(client, "dana").url == "/en/staff/"
    page = client.get("/en/staff/").content.decode()
    assert "Moderator" in page
    assert "people.sign_in" in page
    assert StaffAct.objects.filter(account=dana, act="people.sign_in").count() == 1


def test_a_stranger_is_sent_to_the_door_and_back(client, dana):
    sent = client.get("/ru/staff/")
    assert sent.url == "/ru/staff/login/?next=/ru/staff/"
    page = client.get(sent.url).content.decode()
    there = re.search(r'name="next" value="([^"]+)"', page)[1]
    signed = client.post(sent.url, {"username": "dana", "password": PASSWORD, "next": there})
    assert signed.url == "/ru/staff/"


def test_nobody_is_sent_to_another_site(client, dana):
    sent = client.post(LOGIN, {"username": "dana", "password": PASSWORD, "next": "https://evil.example/"})
    assert sent.url == "/en/staff/"


def test_a_wrong_name_a_wrong_password_and_a_closed_account_look_alike(client, dana, arman):
    end_account(dana, by=arman, at=MONDAY)
    told = {re.search(f"{WRONG}[^<]*", sign_in(client, *pair).content.decode())[0] for pair in
            [("nobody",), ("arman", "wrong"), ("dana",)]}  # fmt: skip
    assert len(told) == 1
    assert not StaffAct.objects.filter(act="people.sign_in").exists()


def test_five_wrong_passwords_lock_the_name_for_that_address_with_a_page(client, dana, arman):
    outcomes = [sign_in(client, "dana", "wrong").status_code for _ in range(5)]
    assert outcomes == [200] * 4 + [429]
    locked = sign_in(client, "dana")
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "Signing in is locked for a while" in locked.content.decode()
    # Neither she from elsewhere nor others from there are shut out.
    assert sign_in(Client(), "dana", REMOTE_ADDR="203.0.113.9").status_code == 302
    assert sign_in(Client(), "arman").status_code == 302


def test_what_is_kept_of_attempts_holds_no_address(client, dana):
    sign_in(client, "dana", "wrong", REMOTE_ADDR="203.0.113.7")
    attempt = AccessAttempt.objects.get()
    assert attempt.ip_address.startswith("fd")
    assert PASSWORD not in attempt.post_data
    assert "wrong" not in attempt.post_data
    sign_in(client, "dana", REMOTE_ADDR="203.0.113.7")
    assert not AccessLog.objects.exists()
    assert not AccessAttempt.objects.exists()


def test_trying_many_names_from_one_address_meets_its_own_limit(client, db, settings, monkeypatch):
    monkeypatch.setattr("tyndau.portal.web.limits.time", lambda: 1_773_316_800.0)  # no hour ends meanwhile
    settings.LIMITS = {**settings.LIMITS, "login": Limit(8, 3600)}
    outcomes = [sign_in(client, f"name{number}", "wrong").status_code for number in range(10)]
    assert outcomes == [200] * 8 + [429] * 2
    assert client.get(LOGIN).status_code == 200


def test_a_session_ends_within_a_working_day_and_its_cookie_is_no_script_s(client, dana):
    cookie = sign_in(client, "dana").cookies["sessionid"]
    assert 0 < cookie["max-age"] <= 8 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_needs_a_form_and_is_kept(client, dana):
    sign_in(client, "dana")
    assert client.get("/en/staff/logout/").status_code == 405
    assert client.post("/en/staff/logout/").url == "/en/staff/login/"
    assert client.get("/en/staff/").status_code == 302
    assert StaffAct.objects.filter(account=dana, act="people.sign_out").count() == 1


def test_a_new_password_ends_other_sessions_and_is_kept_without_the_password(client, dana):
    other = Client()
    sign_in(client, "dana")
    sign_in(other, "dana")
    new = "тоғыз-жолдың-торабы-7"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/en/staff/password/", {**form, "old_password": "x"}).status_code == 200
    assert client.post("/en/staff/password/", form).url == "/en/staff/"
    assert client.get("/en/staff/").status_code == 200
    assert other.get("/en/staff/").status_code == 302
    act = StaffAct.objects.get(act="people.change_password")
    assert act.what == {"fields": ["password"]}
    assert Account.objects.get(pk=dana.pk).check_password(new)


def test_closing_an_account_ends_its_session_at_once(client, dana, arman):
    sign_in(client, "dana")
    end_account(dana, by=arman, at=MONDAY)
    assert client.get("/en/staff/").status_code == 302


def test_pages_of_the_staff_are_kept_by_no_cache_and_no_search_engine(client, dana):
    sign_in(client, "dana")
    for address in ("/en/staff/", "/en/staff/password/"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert 'name="robots" content="noindex"' in answer.content.decode()


def test_an_account_without_a_role_sees_only_its_own_page(client, db):
    add_account("timur", PASSWORD, by=SERVER, at=MONDAY)
    sign_in(client, "timur")
    assert "You have no role now" in client.get("/en/staff/").content.decode()
    assert client.get("/en/staff/admin/", follow=True).status_code == 403
