"""What may be said of where a run runs."""

import os
import subprocess
import sys

import pytest

from tests.conftest import KEY


@pytest.mark.parametrize(
    "said",
    [
        ("--workers", "2"),
        ("--address", "127.0.0.1:6379"),
        ("--store-mb", "200"),
        ("--runner", "ray", "--address", "127.0.0.1:6379", "--workers", "2"),
        ("--runner", "spark"),
        ("--partitions", "0"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_fit_together_are_a_mistake_of_the_call(tyndau, tmp_path, said):
    assert tyndau("listen", tmp_path, "--out", tmp_path / "out", *said).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_without_ray_the_command_says_what_to_install_and_writes_nothing(tmp_path):
    posts = tmp_path / "p.ndjson"
    posts.write_text('{"created_at": "2026-03-01T10:00:00Z", "text": "нет воды"}\n')
    (tmp_path / "key").write_text(KEY.hex())
    (tmp_path / "key").chmod(0o600)
    told = "import sys; sys.modules['ray'] = None; from tyndau.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", told, "listen", str(posts), "--out", str(tmp_path / "out"), "--runner", "ray"],
        env={**os.environ, "TYNDAU_KEY_FILE": str(tmp_path / "key"), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'tyndau[ray]'" in done.stderr
    assert "[runner.no-ray]" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", "p.ndjson"]


def test_the_local_runner_takes_partitions_too(tyndau, tmp_path):
    posts = tmp_path / "p.ndjson"
    posts.write_text('{"created_at": "2026-03-01T10:00:00Z", "text": "нет воды"}\n' * 3)
    assert tyndau("listen", posts, "--out", tmp_path / "a", "--partitions", 2).exit_code == 0
    assert tyndau("listen", posts, "--out", tmp_path / "b").exit_code == 0
    assert (tmp_path / "a" / "posts.parquet").read_bytes() == (tmp_path / "b" / "posts.parquet").read_bytes()
