"""The pipeline as tasks of a Ray cluster: two workers, and the same bytes as in one process."""

import gc
import json
import os
from collections import Counter
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.conftest import KEY, MONDAY
from tests.in_workers import doubled, dying_once, failing, killed, pid, slowly

from tyndau import cli
from tyndau.demo.posts import write
from tyndau.listening import runfolder
from tyndau.listening.errors import NoZone, OtherVersions, WorkerLost
from tyndau.listening.runner import Nobody
from tyndau.listening.running import Running, start

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'tyndau[ray]'")
from tyndau.listening.ray import cluster  # noqa: E402 - needs Ray

# Ray lets go of its own processes and sockets without closing them.
pytestmark = [
    pytest.mark.filterwarnings("ignore:subprocess \\d+ is still running:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]
PARTITIONS = 5
FULL = ("posts", "voices", "demands", "echoes", "synchronised", "signal", "ladder", "campaigns", "signs",
        "declared", "communities", "rejected")  # fmt: skip
OURS = {"posts/aigerim.ndjson", "posts/bolat.ndjson"}
APPEAL = "Уже третий день в нашем доме на улице Абая нет воды, звоним в акимат, никто не отвечает, помогите"


@pytest.fixture(scope="module")
def runner():
    """A cluster of two workers; the command finds it and uses it too."""
    with start(Running("ray", workers=2, partitions=PARTITIONS, store_mb=200), Nobody(), 10_000) as made:
        yield made
    gc.collect()  # what Ray left open is warned of here, not in the tests that follow


@pytest.fixture(scope="module")
def posts(tmp_path_factory):
    """Demo posts, and two files that share authors, a text, a demand and a synchronised group over more than a month.

    Dana, Serik and three more pass on each link within seconds; others do so three hours later.
    """
    folder = tmp_path_factory.mktemp("ray")
    write(folder / "input", 600, seed=1, last=date(2026, 4, 30), replace=False)
    for name in ("aigerim", "bolat"):
        lines = []
        for day in range(40):
            row = {
                "id": f"{name}-{day}", "platform": "vk", "author": "aigerim" if day % 4 == 0 else f"{name}{day}",
                "created_at": (MONDAY + timedelta(days=day)).isoformat(), "text": f"{APPEAL} {day}",
            }  # fmt: skip
            sharer = ("dana", "serik")[(day + (name == "bolat")) % 2]
            more = [(f"sharer{number}", 7 + number) for number in range(3) if name == "aigerim"]
            for author, later_s in ((sharer, 5 if sharer == "dana" else 0), *more, (f"late-{name}-{day}", 10_800)):
                moment = MONDAY + timedelta(days=day, hours=1, seconds=later_s)
                shared = {"id": f"{author}/{day}", "author": author, "created_at": moment.isoformat()}
                lines.append(json.dumps({**row, **shared, "text": f"https://example.org/{day}"}, ensure_ascii=False))
            lines.append(json.dumps(row, ensure_ascii=False))
        broken = ["{", json.dumps({"created_at": "never", "text": "x"})]
        told = "\n".join([*lines[:20], *broken, "", *lines[20:]]) + "\n"
        (folder / "input" / "posts" / f"{name}.ndjson").write_text(told)
    with (folder / "input" / "declared.csv").open("a", encoding="utf-8") as file:
        file.write("vk,aigerim,А,Б,C,official\n")
    return folder / "input" / "posts"


@pytest.fixture(scope="module")
def heard(runner, posts, tmp_path_factory):
    """The command, and two run folders: `ray`, with input and output by URL, and `local`."""
    folder = tmp_path_factory.mktemp("heard")
    (folder / "key").write_text(KEY.hex())
    (folder / "key").chmod(0o600)
    (folder / "ray").mkdir()

    def listen(*arguments):
        environment = {"TYNDAU_KEY_FILE": str(folder / "key")}
        told = ["listen", *map(str, arguments), "--declared", str(posts.parent / "declared.csv")]
        done = CliRunner().invoke(cli.main, told, env=environment, catch_exceptions=False)
        assert done.exit_code == 0, done.stderr

    listen(
        f"local://{posts}", "--out", f"local://{folder / 'ray'}", "--runner", "ray", "--partitions", PARTITIONS
    )  # fmt: skip
    listen(posts, "--out", folder / "local")
    return listen, folder


@pytest.mark.parametrize("name", [*runfolder.TABLES, "demands.csv"])
def test_tables_are_those_of_the_local_runner_byte_for_byte(heard, name):
    _, folder = heard
    assert (folder / "ray" / name).read_bytes() == (folder / "local" / name).read_bytes()


def test_run_json_tells_the_runner_and_nothing_else_differs(heard):
    _, folder = heard
    ours, theirs = (json.loads((folder / name / "run.json").read_text()) for name in ("ray", "local"))
    where = {"name": "ray", "partitions": PARTITIONS, "machines": 1, "cpus": 2, "ray": ray.__version__}
    assert ours["runner"] == where
    assert theirs["runner"] == {"name": "local", "partitions": 1}
    for run in (ours, theirs):
        del run["runner"], run["computed_at"]
        for stage in run["stages"]:
            del stage["seconds"]
    assert ours == theirs


def test_the_keys_that_matter_span_files_and_partitions(heard):
    """Else the comparison would prove little."""
    out = heard[1] / "ray"
    assert all(pq.read_metadata(out / f"{name}.parquet").num_rows for name in FULL)
    rows = pq.read_table(out / "posts.parquet", columns=["post", "author", "file"]).to_pylist()
    step = -(-len(rows) // PARTITIONS)
    place = {row["post"]: (row["file"], number // step) for number, row in enumerate(rows)}
    groups = {row["account"]: row["group"] for row in pq.read_table(out / "synchronised.parquet").to_pylist()}
    keys = {
        "group": [(groups[row["author"]], row["post"]) for row in rows if row["author"] in groups],
        "author": [(row["author"], row["post"]) for row in rows if row["author"]],
        "echo": [(row["echo"], row["post"]) for row in pq.read_table(out / "echoes.parquet").to_pylist()],
        "demand": [(row["demand_id"], row["post"]) for row in pq.read_table(out / "voices.parquet").to_pylist()],
    }
    for name, pairs in keys.items():
        ((key, _),) = Counter(key for key, post in pairs if place[post][0] in OURS).most_common(1)
        files, partitions = zip(*(place[post] for one, post in pairs if one == key), strict=True)
        assert set(files) >= OURS, name
        assert len(set(partitions)) > 1, name


def test_a_run_may_be_compared_with_one_of_the_other_runner(heard, posts):
    listen, folder = heard
    for name in ("local", "ray"):
        listen(
            posts, "--from", "2026-03-20", "--out", folder / f"later-{name}", "--runner", name,
            "--previous", folder / ("ray" if name == "local" else "local"),
        )  # fmt: skip
    assert pq.read_metadata(folder / "later-ray" / "changes.parquet").num_rows
    for name in runfolder.TABLES:
        assert (folder / "later-ray" / name).read_bytes() == (folder / "later-local" / name).read_bytes(), name


def test_the_key_is_in_no_file_of_the_cluster(heard):
    session = Path(ray._private.worker._global_node.get_session_dir_path())
    files = [path for path in session.rglob("*") if path.is_file()]
    assert files
    assert session.parent.parent.stat().st_mode & 0o077 == 0
    for path in files:
        content = path.read_bytes()
        assert KEY not in content, path
        assert KEY.hex().encode() not in content, path


def test_a_cluster_of_two_workers_has_two_and_tells_nobody_about_itself(runner):
    assert ray.cluster_resources()["CPU"] == 2
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
    workers = set(runner.each(pid, ((0.2,) for _ in range(8))))
    assert len(workers) == 2
    assert os.getpid() not in workers


def test_results_come_in_the_order_of_the_calls(runner):
    calls = ((number, 0.2 if number % 5 == 0 else 0.0) for number in range(12))
    assert list(runner.each(slowly, calls)) == [*range(12)]


def test_progress_is_told_as_partitions_finish(runner, monkeypatch):
    seen = []
    monkeypatch.setattr(runner.watcher, "advance", seen.append)
    parts = runner.rows("language", doubled, pa.table({"n": range(1000)}))
    assert runner.gathered(parts)["n"].to_pylist() == [2 * n for n in range(1000)]
    assert (seen, len(seen), seen[-1]) == (sorted(seen), PARTITIONS, 1000)


@pytest.mark.parametrize("error", [NoZone(file="a.csv", row=3, value="12:00"), KeyError("column")], ids=["own", "bug"])
def test_an_error_of_a_kernel_is_the_same_error_here_and_names_its_task(runner, error):
    with pytest.raises(type(error)) as raised:
        runner.rows("places", partial(failing, error=error), pa.table({"n": range(100)}))
    assert raised.value.args == error.args
    assert getattr(raised.value, "facts", None) == getattr(error, "facts", None)
    assert any("stage places, task 2" in note for note in raised.value.__notes__)


def test_a_worker_that_dies_is_replaced_and_its_task_done_again(runner, tmp_path):
    dying = partial(dying_once, marker=str(tmp_path / "died"))
    assert runner.gathered(runner.rows("places", dying, pa.table({"n": range(100)})))["n"].to_pylist() == [*range(100)]
    assert (tmp_path / "died").exists()


def test_a_task_that_kills_every_worker_is_a_refusal_that_names_the_stage(runner, monkeypatch):
    monkeypatch.setattr("tyndau.listening.ray.runner.RETRIES", 0)
    monkeypatch.setattr(runner, "current", "echoes")
    with pytest.raises(WorkerLost) as lost:
        list(runner.each(killed, [(1,)]))
    assert (lost.value.facts["stage"], lost.value.facts["n"]) == ("echoes", 0)


def test_a_machine_with_other_versions_is_refused_by_name(runner, monkeypatch):
    monkeypatch.setattr(cluster, "version", lambda name: "0.0")  # here, not in the workers
    with pytest.raises(OtherVersions) as refused:
        cluster._same_versions()
    assert "pyarrow" in refused.value.facts["what"]
    assert refused.value.facts["machine"]
