"""The pseudonym key: the secret that turns an author's handle into a pseudonym; kept outside repository and outputs.

What losing or changing it does stands in docs/keys.md.
"""

import hmac
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from tyndau.refusals import Refused

KEY_BYTES = 32
VARIABLE = "TYNDAU_KEY_FILE"


class NoKey(Refused):
    code = "key.missing"


class KeyExists(Refused):
    code = "key.exists"


class BadKey(Refused):
    code = "key.unusable"


def key_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the key lies: TYNDAU_KEY_FILE, else tyndau/pseudonym.key in the user's configuration folder."""
    if named := environment.get(VARIABLE):
        return Path(named)
    home = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".config")
    return Path(home) / "tyndau" / "pseudonym.key"


def create(path: Path) -> bytes:
    """Write a fresh random key, readable by its owner only. Refuses KeyExists: a key is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_bytes(KEY_BYTES)
    try:
        # O_EXCL lets the file system decide when two set-ups run at once.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyExists(path=path) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
    return key


def load(path: Path) -> bytes:
    """The key, 32 bytes. Refuses NoKey where there is none and BadKey where the file holds something else."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NoKey(path=path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadKey(path=path, reason=type(error).__name__) from None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise BadKey(path=path, reason="not hexadecimal") from None
    if len(key) != KEY_BYTES:
        raise BadKey(path=path, reason=f"{len(key)} bytes, not {KEY_BYTES}")
    return key


def key_id(key: bytes) -> str:
    """A public name of the key, 12 hex digits: tells two keys apart and tells nothing about either."""
    return hmac.digest(key, b"tyndau key id", "sha256").hex()[:12]


def open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read the key file."""
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
