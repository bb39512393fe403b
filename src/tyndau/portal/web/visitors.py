"""Who asks, without an address: a tag under a key that changes each day, so that two days cannot be put together."""

import hmac
import ipaddress
from functools import lru_cache
from time import time

from django.conf import settings
from django.http import HttpRequest

DAY = 86_400
TAG_BYTES = 15


def address(request: HttpRequest) -> str:
    """The visitor's address; only behind a proxy what the proxy says: the last one, which it has seen itself."""
    meta: dict[str, str] = request.META
    if settings.BEHIND_PROXY and (told := meta.get("HTTP_X_FORWARDED_FOR", "")):
        return told.rpartition(",")[2].strip()
    return meta.get("REMOTE_ADDR", "")


def tag(request: HttpRequest) -> bytes:
    """15 bytes for one visitor on one day (UTC): HMAC-SHA-256 of the address. The address itself is kept nowhere."""
    return _tag(_network(address(request)), int(time() // DAY))


def pseudonymous_address(request: HttpRequest) -> str:
    """The tag in the form of an address that belongs to nobody (fd00::/8), for what must store an address: axes."""
    return str(ipaddress.IPv6Address(b"\xfd" + tag(request)))


@lru_cache(maxsize=4096)
def _network(told: str) -> str:
    """One household holds a whole /64 of IPv6: it is one visitor. What is no address counts as it is written."""
    try:
        found = ipaddress.ip_address(told)
    except ValueError:
        return told
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False))
    return told


def _tag(network: str, day: int) -> bytes:
    return hmac.digest(_key(day), network.encode(errors="replace"), "sha256")[:TAG_BYTES]


@lru_cache(maxsize=2)
def _key(day: int) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"tyndau visitors {day}".encode(), "sha256")
