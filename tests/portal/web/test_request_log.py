"""One line a request, and nothing in it of who asked or what was searched for."""

import json
import logging

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from tests.portal.people.conftest import PASSWORD, member
from tyndau.portal import logs, urls
from tyndau.portal.people.models import Duty


def broken(request):
    raise RuntimeError("a bug")


urlpatterns = [path("en/broken/", broken), path("en/fine/", lambda request: HttpResponse("fine")), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def lines(monkeypatch):
    """What the portal writes, as a machine reads it: all loggers, all levels, through the real formatter."""
    monkeypatch.setenv("TYNDAU_LOG", "json")
    written: list[str] = []
    config = logs.config()["formatters"]["portal"]
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=config["processors"], foreign_pre_chain=config["foreign_pre_chain"]
    )

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(formatter.format(record))

    handler = Kept()
    loggers = [logging.getLogger(name) for name in ("", "django", "axes", "tyndau", "tyndau.requests")]
    before = [(one, one.level) for one in loggers]
    logging.getLogger("tyndau.requests").setLevel(logging.INFO)
    for one in loggers[:2]:
        one.addHandler(handler)
    yield written
    for one, level in before:
        one.removeHandler(handler)
        one.setLevel(level)


def requests_in(lines: list[str]) -> list[dict]:
    return [line for line in map(json.loads, lines) if line["event"] == "request"]


def test_a_request_is_one_line_of_known_fields(lines):
    Client().get("/en/fine/?q=secret&page=2", headers={"user-agent": "Aigerim's telephone"})
    line = requests_in(lines)
    assert len(line) == len(lines) == 1
    assert line[0].keys() == {"method", "path", "status", "ms", "language", "event", "level", "logger", "timestamp"}
    known = {name: line[0][name] for name in ("method", "path", "status", "language", "level")}
    assert known == {"method": "GET", "path": "/en/fine/", "status": 200, "language": "en", "level": "info"}
    assert 0 <= line[0]["ms"] < 60_000


def test_a_page_that_is_not_there_is_one_line_too(lines):
    Client().get("/kk/nowhere/?q=secret")
    assert [line["status"] for line in requests_in(lines)] == [404]
    assert len(lines) == 1


def test_a_bug_is_told_with_its_traceback_and_its_request(lines):
    Client(raise_request_exception=False).get("/en/broken/?q=secret")
    assert [line["level"] for line in requests_in(lines)] == ["error"]
    assert "RuntimeError: a bug" in "".join(lines)
    assert "secret" not in "".join(lines)


def test_signing_in_right_and_wrong_leaves_neither_name_nor_address(lines, db):
    member("aigerim", Duty.ANALYST)
    client = Client(REMOTE_ADDR="203.0.113.7")
    for password in ("wrong-password", PASSWORD):
        client.post("/en/staff/login/?next=/en/secret/", {"username": "aigerim", "password": password})
    client.get("/en/staff/")
    for _ in range(6):
        Client(REMOTE_ADDR="203.0.113.7").post(
            "/en/staff/login/", {"username": "aigerim", "password": "wrong-password"}
        )
    everything = "".join(lines)
    assert len(requests_in(lines)) == 9
    assert requests_in(lines)[-1]["status"] == 429
    assert not [word for word in ("aigerim", "203.0.113.7", "wrong-password", "secret") if word in everything]


def test_a_line_break_in_an_address_makes_no_second_line(lines):
    Client().get("/en/a%0Ab/")
    assert requests_in(lines)[0]["path"] == "/en/a%0Ab/"
    assert all("\n" not in line for line in lines)


def test_a_strange_host_is_one_line_without_a_traceback(lines):
    record = logging.LogRecord(
        "django.security.DisallowedHost", logging.ERROR, "", 0, "Invalid", (), (None, None, None)
    )
    assert logs.WithoutTraceback().filter(record)
    assert (record.levelname, record.exc_info) == ("WARNING", None)
