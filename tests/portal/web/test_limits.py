"""Beyond a limit the answer is 429 in the reader's language; forms are counted exactly, whoever serves them."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from tests.portal.web import conftest  # noqa: F401 - styles by their own names
from tyndau.portal import environment as env
from tyndau.portal import limits, urls
from tyndau.portal.limits import Limit, limited
from tyndau.portal.web import counting
from tyndau.portal.web import limits as counted
from tyndau.portal.web.models import Count

NOON = 1_773_316_800.0


@limited("search")
def found(request):
    return HttpResponse("found")


@limited("forms")
def sent(request):
    return HttpResponse("sent")


urlpatterns = [path("en/find/", found), path("en/send/", sent), *urls.urlpatterns]
handler404 = urls.handler404
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def clock(monkeypatch):
    now = [NOON]
    monkeypatch.setattr(counted, "time", lambda: now[0])
    return now


@pytest.fixture
def limit(settings, clock):
    def to(**kinds: Limit) -> None:
        settings.LIMITS = {**settings.LIMITS, **kinds}

    return to


def statuses(client, address: str, times: int, how: str = "get", **more) -> list[int]:
    return [getattr(client, how)(address, **more).status_code for _ in range(times)]


def test_pages_beyond_the_limit_are_refused_until_the_window_is_over(client, limit, clock):
    limit(pages=Limit(3, 60))
    assert statuses(client, "/en/", 5) == [200, 200, 200, 429, 429]
    clock[0] += 60
    assert statuses(client, "/en/", 1) == [200]


@pytest.mark.parametrize(
    ("language", "title"), [("kk", "Сұраулар тым көп"), ("ru", "Слишком много запросов"), ("en", "Too many requests")]
)
def test_the_refusal_is_a_page_that_says_when_to_go_on(client, limit, clock, language, title):
    limit(pages=Limit(1, 60))
    clock[0] += 18
    statuses(client, f"/{language}/", 1)
    refused = client.get(f"/{language}/")
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (429, "42", "no-store")
    assert refused["Content-Language"] == language
    assert f'<html lang="{language}">' in page
    assert title in page
    assert "42" in page
    assert "Content-Security-Policy" in refused.headers


def test_a_refused_page_asks_the_database_nothing(client, limit, django_assert_num_queries):
    limit(pages=Limit(1, 60))
    statuses(client, "/en/", 1)
    with django_assert_num_queries(0):
        assert client.get("/en/").status_code == 429


def test_one_visitor_s_haste_is_not_another_s(client, limit):
    limit(pages=Limit(1, 60))
    assert statuses(client, "/en/", 2, REMOTE_ADDR="203.0.113.7") == [200, 429]
    assert statuses(client, "/en/", 2, REMOTE_ADDR="203.0.113.8") == [200, 429]


def test_who_watches_the_portal_is_never_refused(client, limit):
    limit(pages=Limit(1, 60))
    assert statuses(client, "/health/live", 3) == [200, 200, 200]


def test_searches_have_a_limit_of_their_own(client, limit):
    limit(search=Limit(2, 60))
    assert statuses(client, "/en/find/", 3) == [200, 200, 429]
    assert statuses(client, "/en/", 1) == [200]


def test_looking_at_a_form_is_free_and_sending_it_counts(client, limit):
    limit(forms=Limit(2, 3600))
    assert statuses(client, "/en/send/", 5) == [200] * 5
    assert statuses(client, "/en/send/", 3, "post") == [200, 200, 429]


def test_forms_are_counted_over_all_processes_and_rows_go_with_their_window(limit, clock):
    limit(forms=Limit(2, 3600))
    # Each client has middleware, and so counters in memory, of its own: as each process has.
    assert [Client().post("/en/send/").status_code for _ in range(3)] == [200, 200, 429]
    clock[0] += 3600
    assert Client().post("/en/send/").status_code == 200
    assert [row.times for row in Count.objects.all()] == [1]
    assert not Count.objects.filter(visitor__contains="127.0.0.1").exists()
    assert not Count.objects.filter(visitor__contains=b"127.0.0.1".hex()).exists()


def test_forms_that_come_at_the_same_moment_are_each_counted(at_once):
    outcomes = at_once(8, lambda: counting.in_database("forms", b"\x01" * 15, Limit(5, 60), NOON))
    assert sorted(outcomes) == list(range(1, 9))


def test_a_flood_of_addresses_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(counting, "MOST_VISITORS", 10)
    counts = counting.InProcess()
    for number in range(100):
        counts.add("pages", bytes([number]), Limit(1, 60), NOON)
    assert len(counts.windows["pages"][1]) <= 10


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("600/m", Limit(600, 60)), ("10/H", Limit(10, 3600)), ("5/s", Limit(5, 1)), ("1/d", Limit(1, 86400)),
     ("off", None), ("", Limit(7, 1))],
)  # fmt: skip
def test_a_limit_is_a_number_and_a_unit(monkeypatch, written, wanted):
    monkeypatch.setenv("TYNDAU_LIMIT_PAGES", written)
    assert limits.read("TYNDAU_LIMIT_PAGES", "7/s") == wanted


@pytest.mark.parametrize("written", ["600", "0/m", "-1/m", "1/w", "1.5/m", "many", "9999999999/m"])
def test_an_unusable_limit_ends_the_start(monkeypatch, written):
    monkeypatch.setenv("TYNDAU_LIMIT_PAGES", written)
    with pytest.raises(env.BadSetting):
        limits.read("TYNDAU_LIMIT_PAGES", "7/s")


def test_an_unknown_kind_is_found_when_the_view_is_written():
    with pytest.raises(ValueError, match="no kind of limit"):
        limited("serach")
