"""A text file of the user's, opened; what the system says of it becomes a refusal that names the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tyndau.listening.errors import CannotRead, NoSuchInput, NotUtf8


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """UTF-8, with or without byte order mark, line ends as they are. Refuses NoSuchInput, CannotRead, NotUtf8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except FileNotFoundError:
        raise NoSuchInput(path=path) from None
    except UnicodeDecodeError:
        raise NotUtf8(file=path, guess="windows-1251") from None
    except OSError as error:
        raise CannotRead(file=path, reason=error.strerror or type(error).__name__) from None
