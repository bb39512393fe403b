"""A visitor is known by a tag of the day: no address is kept, and a proxy is believed only where there is one."""

import ipaddress

import pytest

from tyndau.portal.web import visitors


def visitor(rf, address: str, forwarded: str = ""):
    more = {"headers": {"x-forwarded-for": forwarded}} if forwarded else {}
    return rf.get("/", REMOTE_ADDR=address, **more)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    clock = [visitors.DAY * 20_000 + 43_200.0]
    monkeypatch.setattr(visitors, "time", lambda: clock[0])
    return clock


def test_the_tag_holds_one_day_and_says_nothing_of_the_address(rf, noon):
    request = visitor(rf, "203.0.113.7")
    today = visitors.tag(request)
    assert visitors.tag(request) == today
    assert ipaddress.ip_address("203.0.113.7").packed not in today
    noon[0] += visitors.DAY
    assert visitors.tag(request) != today


def test_another_portal_has_other_tags(rf, settings):
    here = visitors.tag(visitor(rf, "203.0.113.7"))
    visitors._key.cache_clear()
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    assert visitors.tag(visitor(rf, "203.0.113.7")) != here
    visitors._key.cache_clear()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("203.0.113.7", "203.0.113.8", False), ("203.0.113.7", "::ffff:203.0.113.7", True),
     ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True), ("2001:db8:1:2::1", "2001:db8:1:3::1", False)],
)  # fmt: skip
def test_one_network_of_ipv6_is_one_visitor(rf, one, other, same):
    assert (visitors.tag(visitor(rf, one)) == visitors.tag(visitor(rf, other))) == same


def test_only_behind_a_proxy_its_word_counts_and_of_its_words_the_last(rf, settings):
    request = visitor(rf, "127.0.0.1", "198.51.100.1, 203.0.113.7")
    assert visitors.address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert visitors.address(request) == "203.0.113.7"
    assert visitors.address(visitor(rf, "127.0.0.1")) == "127.0.0.1"


@pytest.mark.parametrize("told", ["", "unknown", "\udcff", "1.2.3", "a" * 10_000])
def test_what_is_no_address_is_a_visitor_too(rf, settings, told):
    settings.BEHIND_PROXY = True
    assert len(visitors.tag(visitor(rf, "", told))) == visitors.TAG_BYTES


def test_axes_is_given_an_address_that_belongs_to_nobody(rf):
    given = ipaddress.ip_address(visitors.pseudonymous_address(visitor(rf, "203.0.113.7")))
    assert given in ipaddress.ip_network("fd00::/8")
