"""Static files are collected when they differ from those collected last, and only then."""

import os

import pytest
from django.contrib.staticfiles.finders import get_finder

from tests.portal.running.conftest import needs_assets
from tyndau.portal.running import preparing
from tyndau.portal.running.refusals import CannotCollect, NoAssets


@pytest.fixture
def folders(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "built"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.DEBUG = False
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "portal.css").write_text("a{}")
    get_finder.cache_clear()
    yield tmp_path
    get_finder.cache_clear()


def collect() -> list[str]:
    told = []
    preparing.static_files(lambda key, **_: told.append(key))
    return told


def test_they_are_collected_once_and_again_when_one_has_changed(folders):
    assert [collect(), collect()] == [["serve.collecting"], []]
    (folders / "built" / "portal.css").write_text("b{}")
    os.utime(folders / "built" / "portal.css", ns=(1, 1))
    assert collect() == ["serve.collecting"]
    assert (folders / "collected" / "portal.css").read_text() == "b{}"


def test_a_file_that_is_no_longer_there_is_not_served_any_more(folders):
    (folders / "built" / "old.css").write_text("a{}")
    collect()
    (folders / "built" / "old.css").unlink()
    assert collect() == ["serve.collecting"]
    assert not (folders / "collected" / "old.css").exists()


def test_without_built_assets_the_mend_is_named(folders, settings):
    settings.STATICFILES_DIRS = [folders / "nothing"]
    with pytest.raises(NoAssets, match="make assets"):
        collect()


def test_without_compiled_messages_the_portal_does_not_start_in_the_wrong_language(folders, settings):
    settings.LOCALE_PATHS = [folders / "locale"]
    messages = folders / "locale" / "kk" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "django.po").write_text("")
    with pytest.raises(NoAssets, match=r"kk/LC_MESSAGES/django\.mo.* make assets"):
        collect()
    (messages / "django.mo").write_bytes(b"")
    assert collect() == ["serve.collecting"]


def test_where_they_cannot_be_written_the_folder_is_named(folders, settings):
    (folders / "file").write_text("")
    settings.STATIC_ROOT = folders / "file" / "collected"
    with pytest.raises(CannotCollect, match="file"):
        collect()


@needs_assets
def test_in_debug_mode_nothing_is_collected(settings, tmp_path):
    settings.DEBUG, settings.STATIC_ROOT = True, tmp_path / "collected"
    assert collect() == []
    assert not settings.STATIC_ROOT.exists()
