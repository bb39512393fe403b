"""Handles become pseudonyms, and what points at a private person is masked: the first kernel after reading.

Nothing downstream, on disk, in a log or in an error holds a raw handle, phone, e-mail or IIN.
"""

import hmac
import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tyndau.listening.errors import require_columns
from tyndau.listening.links import hashtag_column, link_column
from tyndau.listening.posts import POSTS, RAW
from tyndau.listening.sources.source import PRIVATE

HEX = 16  # 64 bits: two of a million authors share a pseudonym with a chance of 3 in 100 million
MENTION = re.compile(r"(?:^|[^\w/.@])@([A-Za-z][A-Za-z0-9_.]{2,31})|\[((?:id|club|public)\d+)\|")
NETWORKS = r"t\.me|telegram\.me|vk\.com|ok\.ru|instagram\.com|facebook\.com|twitter\.com|x\.com|tiktok\.com"
# Order matters: an address of a profile before a bare mention, an IIN before a phone.
MASKS = (
    (rf"(?i)\b((?:{NETWORKS})/)@?[\w.\-/]+", r"\1…"),
    (r"(?i)(\b[a-z0-9.-]+\.[a-z]{2,}/)@[\w.\-]+", r"\1@…"),  # a profile: youtube.com/@name, mastodon.social/@name
    (r"\[(?:id|club|public)\d+\|[^\]]*\]", "@…"),
    (r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", "‹e-mail›"),
    (r"(^|[^\w/.@])@[A-Za-z][A-Za-z0-9_.]{2,31}", r"\1@…"),
    (r"\bKZ\d{2}(?: ?[A-Z0-9]{4}){4}\b", "‹account›"),
    (r"\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b", "‹card›"),
    (r"\b\d{12}\b", "‹12 digits›"),
    (r"(?:\+?7|\b8)[ \-(]{0,2}(?:\d{3}[ \-)]{0,2}\d{3}|\d{4}[ \-)]{0,2}\d{2})[ \-]?\d{2}[ \-]?\d{2}\b", "‹phone›"),
)  # fmt: skip


def pseudonym(key: bytes, *parts: str) -> str:
    """A keyed name, 16 hex digits: HMAC-SHA-256 over the parts (domain page, section 13)."""
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()[:HEX]


def is_private(address: str) -> bool:
    """Whether something of a web address would be masked."""
    return any(re.search(pattern, address) for pattern, _ in MASKS)


def mask(text: Any) -> Any:
    """A string column without handles, profile addresses, phones, e-mails and 12-digit numbers."""
    for pattern, shown in MASKS:
        text = pc.replace_substring_regex(text, pattern, shown)
    return text


def pseudonymise(posts: Any, key: bytes) -> Any:
    """Replace authors and mentions by keyed pseudonyms and mask personal data in texts.

    posts    posts.RAW, any order
    key      32 bytes; another key gives other pseudonyms and breaks linkage on purpose
    Returns  posts.POSTS, same rows, same order: `author` 16 hex digits or null, `mentions` list of the same,
             `links` and `hashtags` of the text, `media` as keyed names,
             `post` and `native_id` filled with a keyed identity where the source gave none
    Raises   MissingColumns
    Source   RFC 2104 HMAC with SHA-256
    """
    require_columns("posts", posts, RAW.names)
    platforms = posts["platform"].to_pylist()
    known: dict[tuple[str, str], str] = {}

    def named(platform: str, handle: str | None) -> str | None:
        if handle is None:
            return None
        if (platform, handle) not in known:
            known[platform, handle] = pseudonym(key, platform, handle)
        return known[platform, handle]

    authors = [named(*pair) for pair in zip(platforms, posts["author"].to_pylist(), strict=True)]
    reposts = [named(*pair) for pair in zip(platforms, posts["repost_of"].to_pylist(), strict=True)]
    columns = {name: posts[name] for name in RAW.names}
    columns["author"] = pa.array(authors, pa.string())
    columns["repost_of"] = pa.array(reposts, pa.string())
    columns["mentions"] = pa.array(_mentions(posts["text"], platforms, named), pa.list_(pa.string()))
    columns["links"] = link_column(posts["text"], is_private, lambda address: pseudonym(key, "link", address))
    columns["hashtags"] = hashtag_column(posts["text"])
    columns["media"] = _media(posts["media"], platforms, key)
    columns["text"] = mask(posts["text"])
    _hide_private_ids(columns, platforms, key)
    _fill_identities(columns, posts, platforms, key)
    return pa.table(columns, schema=POSTS)


def _mentions(texts: Any, platforms: list[str], named: Any) -> list[list[str]]:
    """Pseudonyms of the accounts that each text addresses, in order, each once."""
    found: list[list[str]] = [[] for _ in platforms]
    suspects = pc.indices_nonzero(pc.match_substring_regex(texts, r"@|\[(id|club|public)\d"))
    for index, text in zip(suspects.to_pylist(), texts.take(suspects).to_pylist(), strict=True):
        # VK calls a community both club5 and public5; sources name its author club5.
        handles = dict.fromkeys(match[0] or match[1].replace("public", "club") for match in MENTION.findall(text))
        found[index] = [named(platforms[index], handle) for handle in handles]
    return found


def _media(media: Any, platforms: list[str], key: bytes) -> Any:
    """A platform's name of a picture may hold its owner's number; a keyed one still tells that two are the same."""
    found = [
        [pseudonym(key, "media", platform, one) for one in row] if row else []
        for platform, row in zip(platforms, media.to_pylist(), strict=True)
    ]
    return pa.array(found, pa.list_(pa.string()))


def _hide_private_ids(columns: dict[str, Any], platforms: list[str], key: bytes) -> None:
    """Ids that hold a person's own number (a personal wall, a personal chat) become keyed ones."""
    for name in ("native_id", "thread", "parent", "origin"):
        private = pc.fill_null(pc.starts_with(columns[name], PRIVATE), False)
        if not pc.any(private).as_py():
            continue
        values = [
            "x" + pseudonym(key, "id", platform, value) if hidden else value
            for platform, value, hidden in zip(platforms, columns[name].to_pylist(), private.to_pylist(), strict=True)
        ]
        columns[name] = pa.array(values, pa.string())
        if name == "native_id":
            posts = [value and f"{platform}:{value}" for platform, value in zip(platforms, values, strict=True)]
            columns["post"] = pa.array(posts, pa.string())


def _fill_identities(columns: dict[str, Any], posts: Any, platforms: list[str], key: bytes) -> None:
    """Give a post without native id a keyed one: the same utterance read twice gets the same."""
    nameless = pc.indices_nonzero(pc.is_null(posts["native_id"]))
    if not len(nameless):
        return
    natives, keys = columns["native_id"].to_pylist(), columns["post"].to_pylist()
    rows = posts.take(nameless).select(["platform", "author", "time", "text"]).to_pylist()
    for index, row in zip(nameless.to_pylist(), rows, strict=True):
        parts = (row["platform"], row["author"] or "", row["time"].isoformat(), row["text"])
        natives[index] = "x" + pseudonym(key, "post", *parts)
        keys[index] = f"{platforms[index]}:{natives[index]}"
    columns["native_id"], columns["post"] = pa.array(natives, pa.string()), pa.array(keys, pa.string())
