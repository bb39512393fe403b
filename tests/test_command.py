"""keys and doctor, as a user meets them; and the import of the installed command."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tyndau import doctor as doctoring
from tyndau import keys
from tyndau.words import words


def test_a_key_is_created_once_for_its_owner_only(tyndau, key_file):
    key_file.unlink()
    assert tyndau("keys", "create").exit_code == 0
    first = key_file.read_text()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    refused = tyndau("keys", "create")
    assert (refused.exit_code, "was not touched" in refused.stderr) == (2, True)
    assert tyndau("keys", "create", "--if-missing").exit_code == 0
    assert key_file.read_text() == first


@pytest.mark.parametrize("content", ["", "not hex", "ff" * 31])
def test_a_file_that_is_no_key_is_refused(content, tmp_path):
    (tmp_path / "k").write_text(content)
    with pytest.raises(keys.BadKey):
        keys.load(tmp_path / "k")


def test_the_name_of_a_key_tells_nothing_of_it():
    assert keys.key_id(bytes(32)) != keys.key_id(bytes(31) + b"\1")
    assert len(keys.key_id(bytes(32))) == 12


def test_the_key_lies_outside_the_repository_by_default(request):
    path = keys.key_path({"HOME": "/home/aigerim"})
    assert path == Path("/home/aigerim/.config/tyndau/pseudonym.key")
    assert not path.is_relative_to(request.config.rootpath)


def test_the_doctor_is_content_with_a_good_installation(tyndau):
    result = tyndau("doctor")
    assert (result.exit_code, "All is well." in result.output) == (0, True)


def test_the_doctor_names_a_missing_and_an_open_key(tyndau, key_file):
    key_file.chmod(0o644)
    open_key = tyndau("doctor")
    assert (open_key.exit_code, "chmod 600" in open_key.output) == (1, True)
    key_file.unlink()
    assert "tyndau keys create" in tyndau("doctor").output


def test_the_doctor_speaks_three_languages(key_file):
    told = [
        [finding.text for finding in doctoring.examine(words(one), {"TYNDAU_KEY_FILE": str(key_file)})]
        for one in ("kk", "ru")
    ]
    assert told[0] != told[1]


def test_the_installed_command_runs_and_names_its_verbs():
    command = Path(sys.executable).with_name("tyndau")
    shown = subprocess.run([command, "--help"], capture_output=True, text=True, check=True).stdout
    assert all(verb in shown for verb in ("listen", "keys", "demo", "doctor"))
