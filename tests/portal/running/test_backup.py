"""A backup holds all of a portal and brings it back, on SQLite and on PostgreSQL; a bad one touches nothing."""

import json
import shutil
import socket
import tarfile
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from tyndau.portal.people.models import StaffAct
from tyndau.portal.people.services import SERVER, note_act
from tyndau.portal.running import backup, stores
from tyndau.portal.running.refusals import BackupExists, NoBackup, NotEmpty, NoTool, OtherDatabase

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def store():
    return stores.of_the_portal()


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    (folder / "files" / "deep").mkdir(parents=True)
    (folder / "secret-key").write_text("secret")
    (folder / "files" / "deep" / "сурет.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def made(store, home, tmp_path):
    get_user_model().objects.create(username="madina", first_name="Мадина")
    backup.write(tmp_path / "kept.tar.gz", store, home, NOON)
    return tmp_path / "kept.tar.gz"


def people() -> list[str]:
    return list(get_user_model().objects.order_by("username").values_list("first_name", flat=True))


def test_acts_of_staff_come_back_and_still_cannot_be_changed(store, home, tmp_path):
    note_act(SERVER, "people.add_account", reason="first", at=NOON)
    backup.write(tmp_path / "acts.tar.gz", store, home, NOON)
    backup.restore(tmp_path / "acts.tar.gz", store, home, replace=True)
    assert StaffAct.objects.get().reason == "first"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StaffAct.objects.update(reason="another")


def test_what_was_there_comes_back_and_what_came_later_is_gone(made, store, home):
    get_user_model().objects.create(username="bolat", first_name="Болат")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_a_newer_version (id integer)")
    connection.close()
    (home / "files" / "later.txt").write_text("later")
    (home / "secret-key").write_text("other")
    kept = backup.restore(made, store, home, replace=True)
    assert people() == ["Мадина"]
    assert "of_a_newer_version" not in connection.introspection.table_names()
    assert (home / "secret-key").read_text() == "secret"
    assert (home / "files" / "deep" / "сурет.png").read_bytes() == b"\x89PNG"
    assert sorted(path.name for path in home.iterdir()) == ["files", "secret-key"]
    assert not (home / "files" / "later.txt").exists()
    assert (kept.files, kept.made) == (3, "2026-11-02T12:00:00+00:00")
    get_user_model().objects.create(username="serik")  # sequences go on where they were


def test_an_existing_portal_is_not_replaced_unless_that_is_said(made, store, home):
    get_user_model().objects.create(username="bolat", first_name="Болат")
    with pytest.raises(NotEmpty):
        backup.restore(made, store, home, replace=False)
    assert people() == ["Болат", "Мадина"]


def test_a_backup_is_for_its_owner_only_and_is_never_overwritten(made, store, home):
    assert made.stat().st_mode & 0o777 == 0o600
    before = made.read_bytes()
    with pytest.raises(BackupExists):
        backup.write(made, store, home, NOON)
    assert made.read_bytes() == before


def test_what_is_no_plain_file_is_named(store, home, tmp_path, monkeypatch):
    monkeypatch.chdir(home)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door")
        (home / "link").symlink_to("secret-key")
        kept = backup.write(tmp_path / "kept.tar.gz", store, home, NOON)
    assert kept.left_out == (str(home / "door"), str(home / "link"))


def test_a_backup_written_into_the_home_folder_does_not_hold_itself(store, home):
    backup.write(home / "kept.tar.gz", store, home, NOON)
    with tarfile.open(home / "kept.tar.gz") as tar:
        assert sorted(tar.getnames()) == ["backup.json", store.member, "home/files/deep/сурет.png", "home/secret-key"]
    assert not [path for path in home.iterdir() if path.name.startswith(".")]


def cut(path):
    path.write_bytes(path.read_bytes()[:-300])


def foreign(path):
    path.write_bytes(b"no backup at all")


def without_facts(path):
    repacked(path, lambda folder: (folder / "backup.json").unlink())


def changed(path):
    repacked(path, lambda folder: (folder / "home" / "secret-key").write_text("changed"))


def of_tomorrow(path):
    def later(folder):
        facts = json.loads((folder / "backup.json").read_text())
        (folder / "backup.json").write_text(json.dumps({**facts, "format": 2}))

    repacked(path, later)


def repacked(path, change):
    folder = path.with_name("repacked")
    shutil.unpack_archive(path, folder)
    change(folder)
    with tarfile.open(path, "w:gz") as tar:
        tar.add(folder, ".")
    shutil.rmtree(folder)


@pytest.mark.parametrize("damage", [cut, foreign, without_facts, changed, of_tomorrow])
def test_a_bad_backup_is_refused_and_nothing_is_touched(damage, made, store, home):
    damage(made)
    (home / "secret-key").write_text("of today")
    with pytest.raises(NoBackup):
        backup.restore(made, store, home, replace=True)
    assert people() == ["Мадина"]
    assert (home / "secret-key").read_text() == "of today"
    assert sorted(path.name for path in home.iterdir()) == ["files", "secret-key"]


def test_a_backup_of_another_kind_of_database_is_refused(made, store, home, monkeypatch):
    monkeypatch.setattr(type(store), "kind", "another")
    with pytest.raises(OtherDatabase):
        backup.restore(made, store, home, replace=True)
    assert people() == ["Мадина"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="only PostgreSQL needs a program")
def test_without_the_program_of_postgresql_its_package_is_named(store, home, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoTool, match="postgresql-client"):
        backup.write(tmp_path / "kept.tar.gz", store, home, NOON)
    assert not (tmp_path / "kept.tar.gz").exists()


def test_writers_may_go_on_while_a_backup_is_made(store, home, tmp_path, at_once):
    def act(number):
        if number == 0:
            return backup.write(tmp_path / "kept.tar.gz", store, home, NOON)
        for turn in range(20):
            get_user_model().objects.create(username=f"{number}-{turn}", first_name="written")
        return number

    outcomes = at_once(3, act)
    assert outcomes[1:] == [1, 2], outcomes
    assert outcomes[0].files == 3
    backup.restore(tmp_path / "kept.tar.gz", store, home, replace=True)
    assert len(people()) <= 40


def test_the_commands_take_a_portal_from_one_place_to_another(command, environment, tmp_path):
    assert command("manage", "migrate").returncode == 0
    done = command("backup", tmp_path / "kept.tar.gz")
    assert (done.returncode, "people's data" in done.stderr) == (0, True), done.stderr
    refused = command("restore", tmp_path / "kept.tar.gz")
    assert (refused.returncode, "[backup.not-empty]" in refused.stderr) == (2, True), refused.stderr
    done = command("restore", tmp_path / "kept.tar.gz", "--replace")
    assert done.returncode == 0, done.stderr
    assert command("manage", "migrate", "--check").returncode == 0
