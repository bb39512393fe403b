"""A folder that appears in an object store, as nearly at once as a store allows.

No store renames a folder in one step. So everything is written on this machine first; then the file by which such a
folder is known is taken away, the others go up, and it goes up last: who finds it finds a folder that is whole.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tyndau.listening.errors import CannotWrite, NotARun, OutputExists, StoreUnusable
from tyndau.listening.stores import Stored

PROBE = ".tyndau-probe"


@contextmanager
def new_stored_folder(out: Stored, replace: bool, holds: str) -> Iterator[Path]:
    """A folder of this machine to write into; its files are in the store when the body ends well, else nothing is.

    holds  the file by which a folder is known that may be replaced; the last to be written
    Refuses OutputExists, NotARun, CannotWrite; an upload that breaks off leaves files, but not `holds`.
    """
    old = [file for file, _ in out.files()]
    if old and not replace:
        raise OutputExists(path=out)
    if old and not (out / holds).exists():
        raise NotARun(path=out)
    try:
        (out / PROBE).write_bytes(b"")  # what cannot be written is said before the work is done
        (out / PROBE).unlink()
    except StoreUnusable as error:
        raise CannotWrite(path=out, reason=error.facts["reason"]) from None
    with tempfile.TemporaryDirectory(prefix="tyndau-") as folder:
        yield Path(folder)
        made = sorted(Path(folder).iterdir(), key=lambda file: (file.name == holds, file.name))
        try:
            for file in sorted(old, key=lambda file: file.name != holds):
                file.unlink()
            for one in made:
                (out / one.name).write(one)
        except StoreUnusable as error:
            raise CannotWrite(path=out, reason=error.facts["reason"]) from None
