"""What may be said of where a run runs."""

import sys

import pytest

from tyndau.listening.errors import NoRay
from tyndau.listening.runner import Nobody
from tyndau.listening.running import Running, start


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


def test_without_ray_the_refusal_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("tyndau.listening.ray.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setattr("tyndau.listening.running.settle", lambda own: None)
    package = sys.modules["tyndau.listening.ray"]
    for name in ("cluster", "runner"):
        monkeypatch.delattr(package, name, raising=False)
    with pytest.raises(NoRay) as refused, start(Running("ray"), Nobody(), 10):
        pass
    assert "pip install tyndau[ray]" in refused.value.tell("en").mend


def test_the_local_runner_takes_partitions_too(tyndau, tmp_path):
    posts = tmp_path / "p.ndjson"
    posts.write_text('{"created_at": "2026-03-01T10:00:00Z", "text": "нет воды"}\n' * 3)
    assert tyndau("listen", posts, "--out", tmp_path / "a", "--partitions", 2).exit_code == 0
    assert tyndau("listen", posts, "--out", tmp_path / "b").exit_code == 0
    assert (tmp_path / "a" / "posts.parquet").read_bytes() == (tmp_path / "b" / "posts.parquet").read_bytes()
