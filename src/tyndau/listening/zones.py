"""Time zones from the tzdata package, never from the machine: an old machine believes that Almaty is UTC+6."""

from datetime import tzinfo
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from tyndau.listening.errors import UnknownZone


class PackagedZone(ZoneInfo):
    """A zone that another process reads from its own package: by itself one that came from a file cannot travel."""

    def __reduce__(self) -> tuple[Any, ...]:
        return zone, (self.key,)


def zone(name: str) -> tzinfo:
    """The zone of an IANA name such as Asia/Almaty. Raises UnknownZone."""
    parts = name.split("/")
    if not all(part and part.replace("_", "").replace("-", "").replace("+", "").isalnum() for part in parts):
        raise UnknownZone(zone=name)
    try:
        with resources.files("tzdata.zoneinfo").joinpath(*parts).open("rb") as file:
            return PackagedZone.from_file(file, key=name)
    except (FileNotFoundError, IsADirectoryError, ValueError):
        raise UnknownZone(zone=name) from None
