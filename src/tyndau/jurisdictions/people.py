"""The figures of people that a country may have: population.csv and audience.csv beside its tables."""

from importlib.resources.abc import Traversable
from typing import Any

from tyndau.listening.represent import figures_file

PEOPLE = {"population": figures_file.population, "audience": figures_file.audience}


def people_tables(folder: Traversable, territories: Any) -> tuple[dict[str, Any], bytes]:
    """The tables that are there, and their bytes for the country's checksum. Refuses as figures_file does."""
    found, contents = {}, b""
    for name, read in PEOPLE.items():
        path = folder.joinpath(f"{name}.csv")
        if path.is_file():
            content = path.read_bytes()
            found[name] = read(figures_file.decoded(content, path.name), path.name, territories)
            contents += content
    return found, contents
