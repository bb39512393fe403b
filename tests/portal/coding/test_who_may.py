"""The table of roles and the table of states, asked for each act and each duty."""

from itertools import product

import pytest

from tests.portal.coding.conftest import address
from tests.portal.people.conftest import member
from tyndau.portal.coding import members
from tyndau.portal.coding.states import WHILE, State
from tyndau.portal.people import policy
from tyndau.portal.people.models import Duty

PAGES = ("", "code/", "disputed/", "agreement/", "result/", "codes.csv", "codebook.toml")


def test_every_act_that_a_state_allows_stands_in_the_policy():
    assert set(WHILE) <= set(policy.ACTS)


@pytest.mark.parametrize(("state", "act"), list(product(State, WHILE)))
def test_an_act_is_possible_only_while_the_state_allows_it(study, coders, serik, zhanna, state, act):
    study.adjudicator, study.state, study.agreement = serik, state, {}
    whole = (zhanna, coders[0].account, serik)
    assert any(members.may(one, act, study) for one in whole) == (state in WHILE[act])


@pytest.mark.parametrize("duty", [Duty.OPERATOR, Duty.MODERATOR, Duty.REGISTER_EDITOR, Duty.ADMINISTRATOR])
def test_other_staff_see_no_page_of_a_study(as_, ended, duty):
    page = as_(member("dana", duty))
    assert page.get("/en/staff/coding/").status_code == 403
    assert {page.get(address(ended, path)).status_code for path in PAGES} == {403}


def test_a_stranger_is_sent_to_the_door(client, ended):
    for path in PAGES:
        assert client.get(address(ended, path)).url.startswith("/en/staff/login/?next=")


def test_the_staff_s_page_leads_to_it_for_those_who_work_on_it(as_, zhanna):
    assert "/en/staff/coding/" in as_(zhanna).get("/en/staff/").content.decode()
    assert "/en/staff/coding/" not in as_(member("dana", Duty.MODERATOR)).get("/en/staff/").content.decode()
