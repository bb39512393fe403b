"""What must be ready before the portal takes requests: address, home folder, database, static files."""

import errno
import fcntl
import hashlib
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tyndau.portal import environment as env
from tyndau.portal.running.refusals import (
    BadAddress,
    CannotCollect,
    CannotKeep,
    NewerDatabase,
    NoAssets,
    NoDatabase,
    NotMigrated,
    PortInUse,
)  # fmt: skip

Tell = Callable[..., None]
STAMP = ".collected-from"


def address(host: str, port: int) -> None:
    """Refuses PortInUse and BadAddress before anything has started."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As gunicorn binds: an address that was in use a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host=host, port=str(port)) from None
        raise BadAddress(host=host, port=str(port), reason=error.strerror or str(error)) from None


def home() -> None:
    """Make the home folder, for its owner only. Refuses CannotKeep."""
    folder = env.home()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotKeep(path=folder, reason=error.strerror) from None
    if not os.access(folder, os.W_OK):
        raise CannotKeep(path=folder, reason=os.strerror(errno.EACCES))


def database(migrating: bool, tell: Tell) -> None:
    """Bring the database to this version: SQLite always, another only when asked for.

    Refuses NoDatabase where it cannot be reached, NotMigrated, and NewerDatabase where a newer version has changed it.
    """
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
        loader = executor.loader
        plan = executor.migration_plan(loader.graph.leaf_nodes())
        ours = {config.label for config in apps.get_app_configs() if config.name.startswith("tyndau.")}
        unknown = [one for one in loader.applied_migrations if one[0] in ours and one not in loader.disk_migrations]
        if unknown:
            raise NewerDatabase(names=", ".join(sorted(f"{app}.{name}" for app, name in unknown)))
        if plan and not (migrating or connection.vendor == "sqlite"):
            raise NotMigrated(n=len(plan))
        if plan:
            tell("serve.migrating", n=len(plan))
            call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise NoDatabase(reason=" ".join(str(error).split())) from None
    finally:
        # What is started next must not inherit an open connection.
        connection.close()


def static_files(tell: Tell) -> None:
    """Collect the static files when they are not those collected last. Refuses NoAssets and CannotCollect.

    In debug mode they are served as they lie in the source, and nothing is collected.
    """
    from django.conf import settings
    from django.core.management import call_command

    for folder in settings.STATICFILES_DIRS:
        if not Path(folder).is_dir():
            raise NoAssets(path=folder)
    # Without it a Kazakh page would speak English, and nobody would be told.
    for catalogue in sorted(po for folder in settings.LOCALE_PATHS for po in Path(folder).rglob("*.po")):
        if not catalogue.with_suffix(".mo").is_file():
            raise NoAssets(path=catalogue.with_suffix(".mo"))
    if settings.DEBUG:
        return
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root / STAMP, fingerprint()
    try:
        with alone(root.parent):
            if stamp.is_file() and stamp.read_text() == wanted:
                return
            tell("serve.collecting")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(wanted)
    except OSError as error:
        raise CannotCollect(path=root, reason=error.strerror) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Two portals that start at once collect one after the other, not over each other."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def fingerprint() -> str:
    """Which static files there are, by name, size and time of change: any difference means to collect anew."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{getattr(storage, 'prefix', None)}/{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()
