"""A Ray cluster for the time of a run: joined by its address, or started on this machine and ended afterwards."""

import logging
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from tyndau.listening.errors import NoCluster, OtherVersions

SAME = ("tyndau", "duckdb", "numpy", "pyarrow", "scikit-learn", "scipy", "PyStemmer", "ahocorasick-rs", "tzdata")
MB = 1_000_000


@dataclass(frozen=True)
class Machines:
    """What the cluster has: machines, and CPUs of all of them; version of Ray."""

    machines: int
    cpus: int
    ray: str


@contextmanager
def joined(address: str | None, workers: int | None, store_mb: int) -> Iterator[Machines]:
    """Join the cluster at `address`, or start one of `workers` processes on this machine and end it afterwards.

    A cluster that this process has joined before (a notebook, a test) is used and left as it is.
    Refuses NoCluster, OtherVersions.
    """
    if ray.is_initialized():
        yield _machines()
        return
    # Session files and what does not fit into memory lie where nobody else may look, and go with the run: one folder
    # deeper, because Ray opens its own to everybody. The path must be short: sockets lie below it.
    with tempfile.TemporaryDirectory(prefix="tyndau-ray-", dir=_short(), ignore_cleanup_errors=True) as folder:
        logging.getLogger("ray").setLevel(logging.ERROR)
        try:
            quiet = {"log_to_driver": False, "configure_logging": False, "logging_level": logging.ERROR}
            if address is None:
                ray.init(
                    "local", num_cpus=workers or os.cpu_count(), num_gpus=0, object_store_memory=store_mb * MB,
                    include_dashboard=False, _temp_dir=f"{folder}/ray", **quiet,
                )  # fmt: skip
            else:
                ray.init(address, **quiet)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise NoCluster(address=address or "local", reason=_first_line(error)) from None
        try:
            if address is not None:
                _same_versions()
            yield _machines()
        finally:
            ray.shutdown()


def versions() -> dict[str, str]:
    """What decides the result, on the machine where this runs."""
    return {"python": platform.python_version(), **{name: version(name) for name in SAME}}


def _same_versions() -> None:
    """Refuse OtherVersions unless every machine computes with the versions of this one."""
    ours = versions()
    for node in ray.nodes():
        if node["Alive"] and node["Resources"].get("CPU"):
            there = NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
            try:
                found = ray.get(ray.remote(versions).options(scheduling_strategy=there).remote())
            except ray.exceptions.RayTaskError as error:  # Tyndau or a package of it is not there
                raise OtherVersions(machine=node["NodeManagerHostname"], what=_first_line(error.cause)) from None
            other = sorted(f"{name} {found[name]} ≠ {ours[name]}" for name in ours if found[name] != ours[name])
            if other:
                raise OtherVersions(machine=node["NodeManagerHostname"], what=", ".join(other))


def _machines() -> Machines:
    alive = [node for node in ray.nodes() if node["Alive"]]
    return Machines(len(alive), max(int(ray.cluster_resources().get("CPU", 1)), 1), ray.__version__)


def _short() -> str | None:
    return "/tmp" if sys.platform != "win32" else None  # noqa: S108 - a new folder in it, of our own


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
