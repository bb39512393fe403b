"""Coders read alone, each in an order of his own; two windows leave one code; nothing is seen before coding ends."""

from itertools import product

import pytest
from django.db import IntegrityError, transaction

from tests.portal.coding.conftest import MONDAY, TEXTS, address, code_all, made, turn_of
from tests.portal.people.conftest import member
from tyndau.portal.coding import giving, queries, services
from tyndau.portal.coding.models import Coder, GivenCode
from tyndau.portal.coding.order import order
from tyndau.portal.coding.refusals import AlreadyCoded, NoSuchCode, NotNow
from tyndau.portal.people.models import Account, Duty, StaffAct
from tyndau.portal.people.refusals import NotAllowed
from tyndau.portal.people.services import end_role


def test_each_coder_reads_every_text_once_in_an_order_of_his_own_that_stays():
    orders = [order(7, letter, 80) for letter in "ABC"]
    assert all(sorted(one) == list(range(80)) for one in orders)
    assert len(set(orders)) == 3
    order.cache_clear()
    assert order(7, "A", 80) == orders[0]
    assert order(8, "A", 80) != orders[0]


def test_a_coder_is_led_from_text_to_text_and_told_how_many_are_done(as_, study, coders):
    page, seen = as_(coders[0].account), []
    for n in range(1, 7):
        sent = page.get(address(study, "code/"))
        assert sent.url == address(study, f"code/{n}/")
        told = page.get(sent.url).content.decode()
        assert f"Text {n} of 6" in told
        assert f"Coded: {n - 1} of 6" in told
        seen.append(next(unit for unit, (text, _) in TEXTS.items() if text in told))
        page.post(sent.url, {"code": "neither", "before": ""})
    assert sorted(seen) == sorted(TEXTS)
    assert "You have coded all texts" in page.get(address(study, "code/")).content.decode()


def test_a_coder_sees_nothing_of_another(as_, study, coders, zhanna):
    code_all(coders[0], "acacnn")
    page = as_(coders[1].account)
    told = page.get(address(study)).content.decode() + "".join(
        page.get(address(study, f"code/{n}/")).content.decode() for n in range(1, 7)
    )
    assert "madina" not in told
    assert "aria-pressed" not in told
    for who, path in product((coders[1].account, zhanna), ("agreement/", "result/", "disputed/", "codes.csv")):
        assert as_(who).get(address(study, path)).status_code in (403, 409), (who, path)


def test_an_analyst_who_does_not_code_sees_no_text(as_, study, coders, zhanna):
    page = as_(zhanna)
    assert not any(text in page.get(address(study)).content.decode() for text, _ in TEXTS.values())
    assert page.get(address(study, "code/")).status_code == 403


def test_a_study_of_others_is_not_there(as_, study, serik):
    page = as_(serik)
    assert page.get(address(study)).status_code == 404
    assert "Мәтін не сұрайды" not in page.get("/en/staff/coding/").content.decode()


def test_a_code_may_be_changed_until_coding_ends_and_the_change_is_noted(as_, study, coders):
    page, path = as_(coders[0].account), address(study, "code/1/")
    page.post(path, {"code": "asks", "before": ""})
    assert 'value="=asks"' in page.get(path).content.decode()
    page.post(path, {"code": "neither", "before": "=asks"})
    assert GivenCode.objects.get().code == "neither"
    act = StaffAct.objects.latest("pk")
    assert (act.act, act.what) == ("coding.change_code", {"code": ["asks", "neither"]})
    page.post(path, {"code": "", "before": "=neither"})
    assert GivenCode.objects.get().code == ""


def test_a_second_window_is_told_what_the_first_one_said(as_, study, coders):
    page, path = as_(coders[0].account), address(study, "code/1/")
    page.post(path, {"code": "asks", "before": ""})
    assert page.post(path, {"code": "asks", "before": ""}).status_code == 302
    second = page.post(path, {"code": "neither", "before": ""})
    assert second.status_code == 409
    assert "You have coded this text in another window" in second.content.decode()
    assert GivenCode.objects.get().code == "asks"
    page.post(path, {"code": "complains", "before": "=asks"})
    assert page.post(path, {"code": "neither", "before": "=asks"}).status_code == 409
    assert GivenCode.objects.get().code == "complains"


def test_a_press_without_a_code_codes_nothing(as_, study, coders):
    page, path = as_(coders[0].account), address(study, "code/1/")
    assert page.post(path, {"before": ""}).status_code == 400
    assert page.post(path, {"code": "dragons", "before": ""}).status_code == 409
    assert page.get(address(study, "code/7/")).status_code == 404
    assert not GivenCode.objects.exists()


def test_a_text_of_another_study_cannot_be_coded(study, coders, zhanna):
    foreign = made(zhanna).units.get(name="u0")
    with pytest.raises(NoSuchCode):
        giving.give(coders[0], foreign, "asks", at=MONDAY)


def test_who_lost_the_role_codes_no_more(study, coders):
    end_role(coders[0].account.roles.get(), by=None, at=MONDAY)
    coder = Coder.objects.get(pk=coders[0].pk)
    with pytest.raises(NotAllowed):
        giving.give(coder, study.units.get(name="u0"), "asks", at=MONDAY)


def test_the_database_refuses_a_second_code_of_one_coder(study, coders):
    unit = study.units.get(name="u0")
    GivenCode.objects.create(unit=unit, coder=coders[0], code="asks", at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        GivenCode.objects.create(unit=unit, coder=coders[0], code="neither", at=MONDAY)


def test_two_windows_at_once_leave_one_code_and_tell_the_slower_one(at_once, zhanna):
    study = made(zhanna)
    services.name_coder(study, member("madina", Duty.CODER), by=zhanna, at=MONDAY)
    unit = study.units.get(name="u0")
    codes = ["asks", "neither", "complains", "asks"]
    outcomes = at_once(4, lambda n: giving.give(Coder.objects.get(), unit, codes[n], at=MONDAY).code)
    kept = GivenCode.objects.get().code
    assert {one for one in outcomes if isinstance(one, str)} == {kept}
    assert all(isinstance(one, str | AlreadyCoded) for one in outcomes), outcomes


def test_a_code_given_while_coding_ends_is_counted_or_refused(at_once, zhanna):
    for number in range(6):
        study = made(zhanna)
        people = [member(f"coder-{number}-{one}", Duty.CODER) for one in range(3)]
        coders = [services.name_coder(study, one, by=zhanna, at=MONDAY) for one in people]
        code_all(coders[0], "acacnn")

        def act(n: int) -> str:
            if n == 3:
                services.end_coding(study, by=Account.objects.get(pk=zhanna.pk), at=MONDAY)  # noqa: B023
                return "ended"
            coder = Coder.objects.get(pk=coders[n].pk)  # noqa: B023
            return giving.give(coder, coder.study.units.get(name="u0"), "asks", at=MONDAY).code

        outcomes = at_once(4, act)
        assert outcomes[3] == "ended", outcomes
        assert all(one == "asks" or isinstance(one, NotNow) for one in outcomes[:3]), outcomes
        study.refresh_from_db()
        given = GivenCode.objects.filter(unit__study=study)
        counted = study.agreement["rows"][0]["codes"]
        u0 = given.filter(unit__name="u0").count()
        assert counted == (u0 if u0 > 1 else 0)


def test_keys_stand_for_the_first_nine_categories(study):
    shown = queries.categories(study.book)
    assert [one.key for one in shown] == ["1", "2", "3"]


def test_the_coder_s_page_is_kept_by_no_cache(as_, study, coders):
    assert (
        "no-store" in as_(coders[0].account).get(address(study, f"code/{turn_of(coders[0], 'u0')}/"))["Cache-Control"]
    )
