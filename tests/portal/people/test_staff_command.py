"""`tyndau staff` as the administrator of a server types it; the password never among the arguments."""

import pytest
from click.testing import CliRunner

from tests.portal.people.conftest import PASSWORD
from tyndau import cli, staff_cli
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account, Duty, StaffAct
from tyndau.words import words


@pytest.fixture
def staff(transactional_db, monkeypatch):
    monkeypatch.setattr(cli, "SAY", words("en"))

    def call(*arguments: str, typed: str = f"{PASSWORD}\n", language: str = "en"):
        monkeypatch.setattr(cli, "SAY", words(language))
        return CliRunner().invoke(cli.main, ["staff", *arguments], input=typed, catch_exceptions=False)

    return call


def test_the_command_knows_the_roles_of_the_portal():
    assert tuple(Duty.values) == staff_cli.ROLES


def test_a_first_administrator_is_added_and_can_give_roles(staff):
    done = staff("add", "arman", "--role", "administrator", "--full-name", "Арман", "--reason", "first")
    assert (done.exit_code, done.output) == (
        0,
        "The account arman has been added.\nThe account arman holds the role now: administrator.\n",
    )
    arman = Account.objects.get()
    assert arman.check_password(PASSWORD)
    assert policy.allows(arman, "people.give_role")
    acts = list(StaffAct.objects.order_by("pk").values_list("act", "account", "reason"))
    assert acts == [("people.add_account", None, "first"), ("people.give_role", None, "first")]


def test_a_second_role_needs_no_password_and_shows_its_limits(staff):
    staff("add", "serik", "--role", "operator", "--territory", "350000000")
    assert staff("add", "serik", "--role", "analyst", typed="").exit_code == 0
    told = staff("list").output
    assert told == "serik · analyst, operator (350000000) · has never signed in\n"


@pytest.mark.parametrize(
    ("arguments", "typed", "code"),
    [(["add", "dana", "--role", "moderator"], "", "people.no-password"),
     (["add", "dana", "--role", "moderator"], "dana\n", "people.weak-password"),
     (["add", "da na", "--role", "moderator"], f"{PASSWORD}\n", "people.bad-name"),
     (["add", "arman", "--role", "administrator"], "", "people.role-held"),
     (["end", "timur"], "", "people.no-account"),
     (["end", "arman", "--role", "analyst"], "", "people.role-not-held"),
     (["end", "arman"], "", "people.last-administrator")],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_changes_nothing(staff, arguments, typed, code):
    staff("add", "arman", "--role", "administrator")
    before = StaffAct.objects.count()
    done = staff(*arguments, typed=typed)
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert (StaffAct.objects.count(), Account.objects.count()) == (before, 1)


def test_django_tells_why_in_the_language_of_the_terminal(staff):
    told = staff("add", "dana", "--role", "moderator", typed="dana-dana\n", language="ru").stderr
    assert "Введённый пароль слишком короткий" in told


def test_a_role_is_ended_and_then_the_account(staff):
    staff("add", "arman", "--role", "administrator")
    staff("add", "dana", "--role", "moderator")
    staff("add", "dana", "--role", "analyst")
    staff("end", "dana", "--role", "analyst")
    assert "dana · moderator ·" in staff("list").output
    staff("end", "dana", "--reason", "left")
    assert "dana · no role · has never signed in · closed" in staff("list").output
    assert not Account.objects.get(username="dana").is_active


def test_an_empty_portal_says_how_to_begin(staff):
    assert "tyndau staff add NAME --role administrator" in staff("list").output
