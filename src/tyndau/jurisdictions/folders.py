"""Where a jurisdiction lies: an installed one by its code, a deployer's own by the path of its folder."""

import os
import shutil
import tomllib
from dataclasses import dataclass
from datetime import tzinfo
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from tyndau.listening.errors import CannotWrite
from tyndau.listening.zones import zone
from tyndau.refusals import Refused

SETTINGS_FILE = "jurisdiction.toml"


class NoSuchJurisdiction(Refused):
    code = "country.unknown"


class BadSettings(Refused):
    code = "country.bad-settings"


class FolderExists(Refused):
    code = "country.folder-exists"


class ShippedFolder(Refused):
    """Imports change a deployer's copy, never the tables that came with the package."""

    code = "country.shipped-folder"


@dataclass(frozen=True)
class Settings:
    code: str
    zone: tzinfo
    appeal_term_days: int | None = None


def home() -> Traversable:
    return resources.files("tyndau.jurisdictions")


def codes() -> list[str]:
    """The jurisdictions that are installed."""
    return sorted(entry.name for entry in home().iterdir() if entry.joinpath(SETTINGS_FILE).is_file())


def folder_of(named: str) -> Traversable:
    """The folder of an installed code, else of a path. A code wins: write ./kz for a folder kz. NoSuchJurisdiction."""
    if named in codes():
        return home().joinpath(named)
    if named and Path(named).is_dir():
        return Path(named)
    raise NoSuchJurisdiction(jurisdiction=named, jurisdictions=", ".join(codes()))


def settings(folder: Traversable) -> Settings:
    """Code, zone and terms. A folder without a code is called by its own name. Refuses BadSettings, UnknownZone."""
    path = folder.joinpath(SETTINGS_FILE)
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise BadSettings(path=str(path), reason=SETTINGS_FILE) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(path=str(path), reason=str(error)) from None
    if not isinstance(found.get("zone"), str):
        raise BadSettings(path=str(path), reason='zone = "Asia/Almaty"')
    named = found.get("code", folder.resolve().name if isinstance(folder, Path) else folder.name)
    if not isinstance(named, str) or not named:
        raise BadSettings(path=str(path), reason='code = "kz"')
    term = found.get("appeal", {}).get("term_days_at_most") if isinstance(found.get("appeal", {}), dict) else 0
    if term is not None and (isinstance(term, bool) or not isinstance(term, int) or term < 1):
        raise BadSettings(path=str(path), reason="[appeal] term_days_at_most = 28")
    return Settings(named, zone(found["zone"]), term)


def own_folder(path: Path) -> Path:
    """A deployer's folder that may be changed. Refuses NoSuchJurisdiction, ShippedFolder."""
    if not path.is_dir():
        raise NoSuchJurisdiction(jurisdiction=str(path), jurisdictions=", ".join(codes()))
    if path.resolve().is_relative_to(Path(str(home())).resolve()):
        raise ShippedFolder(path=path)
    return path


def start(code: str, out: Path) -> None:
    """Copy an installed jurisdiction to edit; the folder appears whole.

    Refuses NoSuchJurisdiction, FolderExists, CannotWrite.
    """
    if code not in codes():
        raise NoSuchJurisdiction(jurisdiction=code, jurisdictions=", ".join(codes()))
    if out.exists():
        raise FolderExists(path=out)
    partial = out.absolute().parent / f".{out.name}.partial-{os.getpid()}"
    try:
        partial.mkdir(parents=True)
        for entry in home().joinpath(code).iterdir():
            if entry.is_file() and entry.name.endswith((".csv", ".toml", ".md")):
                (partial / entry.name).write_bytes(entry.read_bytes())
        partial.rename(out)
    except OSError as error:
        raise CannotWrite(path=out, reason=error.strerror or type(error).__name__) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
