"""Settings come from the environment (12factor.net): read once, and refused when unusable."""

import os
import secrets
from pathlib import Path

from tyndau.refusals import Refused

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class BadSetting(Refused):
    code = "portal.bad-setting"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """Refuses BadSetting for anything but the usual words for yes and no."""
    value = text(name, "yes" if default else "no").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise BadSetting(name=name, value=value, wanted="yes, no")


def number(name: str, default: int) -> int:
    """Refuses BadSetting for what is not a whole number from 0."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise BadSetting(name=name, value=value, wanted="0, 1, 2, …")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def home() -> Path:
    """The folder of everything that this portal keeps: its database, its secret, its files."""
    return Path(text("TYNDAU_HOME", "portal-data")).absolute()


def secret(folder: Path) -> str:
    """TYNDAU_SECRET_KEY, or a secret made once and kept in the home folder, readable by its owner only."""
    given = text("TYNDAU_SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # Exclusive creation: two processes that start at once keep one secret.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
