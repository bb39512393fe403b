"""Pages in tests find styles where they are built: no collectstatic goes before."""

import pytest


@pytest.fixture(autouse=True)
def _static_files_by_their_own_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # whitenoise warns where there is no such folder
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
