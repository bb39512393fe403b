"""Styles and script are built from a lock that names no host, and are served under names that change with them."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

ROOT = Path(__file__).parents[3]
FRONTEND = ROOT / "frontend"


def script(name: str):
    """A file of frontend/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, FRONTEND / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", ["package-lock.json", "node.lock"])
def test_locks_name_no_host(lock):
    assert not re.search(r"https?://|resolved", (FRONTEND / lock).read_text())


def test_collected_files_carry_their_hash_and_styles_find_their_fonts(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    address = staticfiles_storage.url("portal/portal.css")
    assert re.fullmatch(r"/static/portal/portal\.[0-9a-f]{12}\.css", address)
    style = tmp_path / address.removeprefix("/static/")
    fonts = re.findall(r"url\(\"?\.?/?(fonts/[^\")]+)", style.read_text())
    assert len(fonts) == 4
    assert all((style.parent / font).is_file() for font in fonts)


def test_an_old_node_is_not_taken(monkeypatch, tmp_path):
    for name, says in {"node": "v18.19.0", "npm": "9.2.0"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\necho {says}\n")
        (tmp_path / name).chmod(0o755)
    assert script("node")._in(str(tmp_path)) is None
    (tmp_path / "node").write_text("#!/bin/sh\necho v22.1.0\n")
    assert script("node")._in(str(tmp_path)).node == tmp_path / "node"


def test_without_node_and_without_an_environment_it_says_what_to_do(monkeypatch, tmp_path):
    node = script("node")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(node, "_scripts", lambda: str(tmp_path))
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    with pytest.raises(node.CannotBuild, match=r"install Node\.js"):
        node.find()


def test_an_unreachable_registry_is_told_in_a_sentence(tmp_path):
    (tmp_path / "frontend").mkdir()
    for name in ("build.py", "node.py", "cards.py", "package.json", "package-lock.json"):
        (tmp_path / "frontend" / name).write_bytes((FRONTEND / name).read_bytes())
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "node").write_text("#!/bin/sh\necho v22.1.0\n")
    (tmp_path / "bin" / "npm").write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    for tool in ("node", "npm"):
        (tmp_path / "bin" / tool).chmod(0o755)
    done = subprocess.run(
        [sys.executable, tmp_path / "frontend" / "build.py"],
        env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "assets: npm could not install" in done.stderr
    assert "Traceback" not in done.stderr
