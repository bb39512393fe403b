"""Settings of the tests: the portal's own, with a home folder that the session makes, and with shortcuts for speed.

The database is SQLite, or the PostgreSQL server that DATABASE_URL names (`python -m tests.postgres` starts one).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="tyndau-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
# What a developer has set for the portal at hand must not reach the tests: neither a database nor a permission.
KEPT = {"TYNDAU_KEY_FILE", "TYNDAU_DATA", "TYNDAU_LANG"}
for name in [name for name in os.environ if name.startswith("TYNDAU_") and name not in KEPT]:
    del os.environ[name]
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ.pop("DATABASE_URL", None)
os.environ["TYNDAU_HOME"] = str(HOME)

from tyndau.portal.messages import catalogues  # noqa: E402

# Before Django reads them: tests see the messages as they stand in the source.
catalogues.compile_all()

from tyndau.portal.settings import *  # noqa: E402, F403 - the portal reads its environment when it is imported
from tyndau.portal.settings import DATABASES, LIMITS, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads of one test then have connections of their own, as in the portal.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files as they lie in the source: no test has to collect them first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = HOME / "collected"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# All tests come from one address, and fast; those of the limits set their own.
LIMITS = dict.fromkeys(LIMITS)
