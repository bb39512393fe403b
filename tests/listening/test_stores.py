"""Posts from an object store, and a run folder into one; a store in memory stands for the others."""

import json
from datetime import date

import pytest

from tyndau.demo.posts import write
from tyndau.listening import runfolder
from tyndau.listening.stores import Stored, place

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'tyndau[ray]'")


@pytest.fixture(scope="module")
def posts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "input"
    write(folder, 120, seed=1, last=date(2026, 10, 31), replace=False)
    return folder / "posts"


@pytest.fixture
def bucket(posts):
    """A bucket that holds the posts."""
    store = fsspec.filesystem("memory")
    for file in sorted(posts.iterdir()):
        store.pipe_file(f"/bucket/posts/{file.name}", file.read_bytes())
    yield store
    store.rm("/bucket", recursive=True)


def names(store, folder):
    return sorted(path.rpartition("/")[2] for path in store.find(folder))


def test_a_run_from_store_to_store_is_the_run_from_folder_to_folder(tyndau, posts, bucket, tmp_path):
    assert tyndau("listen", posts, "--out", tmp_path / "here").exit_code == 0
    done = tyndau("listen", "memory://bucket/posts", "--out", "memory://bucket/heard")
    assert (done.exit_code, "memory://bucket/heard/report.html" in done.stdout) == (0, True), done.stderr
    for name in runfolder.TABLES:
        assert bucket.cat_file(f"/bucket/heard/{name}") == (tmp_path / "here" / name).read_bytes(), name
    run = json.loads(bucket.cat_file("/bucket/heard/run.json"))
    assert names(bucket, "/bucket/heard") == run["files"]
    assert run["inputs"] == json.loads((tmp_path / "here" / "run.json").read_text())["inputs"]


def test_run_json_goes_up_last_and_is_the_first_to_go(tyndau, bucket, monkeypatch):
    acts = []
    for act in ("put_file", "rm_file"):
        real = getattr(type(bucket), act)

        def told(store, *arguments, _real=real, _act=act, **options):
            acts.append((_act, str(arguments[-1]).rpartition("/")[2]))
            return _real(store, *arguments, **options)

        monkeypatch.setattr(type(bucket), act, told)
    arguments = ("listen", "memory://bucket/posts", "--out", "memory://bucket/heard")
    assert tyndau(*arguments).exit_code == 0
    assert acts[-1] == ("put_file", "run.json")
    acts.clear()
    assert tyndau(*arguments, "--replace").exit_code == 0
    removed = [name for act, name in acts if act == "rm_file" and name != ".tyndau-probe"]
    assert removed[0] == "run.json"
    assert acts[-1] == ("put_file", "run.json")


def test_what_is_there_is_replaced_only_when_allowed_and_only_if_it_is_a_run(tyndau, bucket):
    bucket.pipe_file("/bucket/mine/thesis.txt", b"years of work")
    refused = tyndau("listen", "memory://bucket/posts", "--out", "memory://bucket/mine")
    assert (refused.exit_code, "exists already" in refused.stderr) == (2, True)
    refused = tyndau("listen", "memory://bucket/posts", "--out", "memory://bucket/mine", "--replace")
    assert (refused.exit_code, "was not made by tyndau" in refused.stderr) == (2, True)
    assert names(bucket, "/bucket/mine") == ["thesis.txt"]


def test_an_earlier_run_may_lie_in_a_store(tyndau, bucket, tmp_path):
    arguments = ("listen", "memory://bucket/posts")
    assert tyndau(*arguments, "--out", "memory://bucket/first", "--to", "2026-08-31").exit_code == 0
    done = tyndau(*arguments, "--out", tmp_path / "second", "--previous", "memory://bucket/first")
    assert done.exit_code == 0, done.stderr
    assert json.loads((tmp_path / "second" / "run.json").read_text())["previous"]["same_key"] is True
    refused = tyndau(*arguments, "--out", tmp_path / "third", "--previous", "memory://bucket/posts")
    assert (refused.exit_code, "memory://bucket/posts: not a run folder" in refused.stderr) == (2, True)


def test_a_store_that_cannot_be_written_is_told_before_the_work_is_done(tyndau, bucket, monkeypatch):
    def refusing(*_arguments, **_options):
        raise PermissionError(13, "no")

    monkeypatch.setattr(type(bucket), "pipe_file", refusing)
    refused = tyndau("listen", "memory://bucket/posts", "--out", "memory://bucket/heard")
    assert (refused.exit_code, "[output.cannot-write]" in refused.stderr) == (2, True)
    assert "Reading" not in refused.stderr


@pytest.mark.parametrize("url", ["nowhere://bucket/posts", "s3://bucket/posts"])
def test_a_store_without_a_driver_is_a_refusal_that_says_so(tyndau, tmp_path, url, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    refused = tyndau("listen", url, "--out", tmp_path / "out")
    assert (refused.exit_code, "[store.unusable]" in refused.stderr) == (2, True)


def test_a_path_in_a_store_that_is_not_there_is_told(tyndau, bucket, tmp_path):
    refused = tyndau("listen", "memory://bucket/nothing", "--out", tmp_path / "out")
    assert (refused.exit_code, "memory://bucket/nothing: there is no such file" in refused.stderr) == (2, True)


def test_file_urls_are_this_machine(tmp_path):
    assert place(f"file://{tmp_path}") == tmp_path
    assert place("a/b.csv").name == "b.csv"
    assert place("s3://bucket/a/") == Stored("s3://bucket/a")
