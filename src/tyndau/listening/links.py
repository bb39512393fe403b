"""What a post points at besides accounts: web addresses and hashtags, in one form each."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyarrow as pa
import pyarrow.compute as pc

ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"'‹›«»|\\^`{}]+|\b(?:t\.me|vk\.com|instagram\.com)/[\w\-./?=&%]+", re.I
)
ADDRESS_HINT = r"(?i)://|www\.|t\.me/|vk\.com/|instagram\.com/"
END = ".,;:!?)]…*_"  # of the sentence around an address, not of the address
# What sharing buttons add: it tells who shared, not what is shared.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|igsh(id)?|si|ref(_src)?|feature|_openstat|from", re.IGNORECASE)
HASHTAG = re.compile(r"#(\w*[^\W\d_]\w*)")  # a number alone is the number of something


def links_of(text: str, private: Callable[[str], bool], hidden: Callable[[str], str]) -> list[str]:
    """The web addresses of a text, each once, in order.

    private  whether an address points at a person (a profile, an e-mail in it)
    hidden   the keyed name of such an address: only the host stays readable

    Host in lower case without `www.` and `m.`; without scheme, fragment, tracking parameters and slash at the end.
    """
    found: dict[str, None] = {}
    for match in ADDRESS.findall(text):
        address = ADDRESS.search(match.rstrip(END))
        if address is None:
            continue
        said = address[0] if "://" in address[0] else f"https://{address[0]}"
        try:
            parts = urlsplit(said)
            host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        except ValueError:
            continue
        if "." not in host:
            continue
        kept = [(name, value) for name, value in parse_qsl(parts.query) if not TRACKING.fullmatch(name)]
        plain = host + parts.path.rstrip("/") + (f"?{urlencode(kept)}" if kept else "")
        found[f"{host}/‹{hidden(plain)}›" if private(said) else plain] = None
    return list(found)


def link_column(texts: Any, private: Callable[[str], bool], hidden: Callable[[str], str]) -> Any:
    """links_of for a string column, list<string>; only texts that may hold an address are looked at."""
    found: list[list[str]] = [[] for _ in range(len(texts))]
    suspects = pc.indices_nonzero(pc.match_substring_regex(texts, ADDRESS_HINT))
    for row, text in zip(suspects.to_pylist(), texts.take(suspects).to_pylist(), strict=True):
        found[row] = links_of(text, private, hidden)
    return pa.array(found, pa.list_(pa.string()))


def hashtags_of(text: str) -> list[str]:
    """The hashtags of a text without #, in lower case and Unicode NFC, each once, in order."""
    return list(dict.fromkeys(unicodedata.normalize("NFC", tag).lower() for tag in HASHTAG.findall(text)))


def hashtag_column(texts: Any) -> Any:
    """hashtags_of for a string column, list<string>."""
    found: list[list[str]] = [[] for _ in range(len(texts))]
    suspects = pc.indices_nonzero(pc.match_substring(texts, "#"))
    for row, text in zip(suspects.to_pylist(), texts.take(suspects).to_pylist(), strict=True):
        found[row] = hashtags_of(text)
    return pa.array(found, pa.list_(pa.string()))
