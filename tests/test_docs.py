"""The docs stay true: contract tables, codes, links, commands, and no hosts in lock files."""

import re
import subprocess
from pathlib import Path

import click
import pytest
from django.core.management import get_commands, load_command_class

from tests.test_words import refusals_of
from tyndau import cli, refusals
from tyndau.listening import runfolder
from tyndau.listening.sources import sources
from tyndau.listening.sources.mapping import FIELDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("README.md")])


def written(type_: object) -> str:
    """An Arrow type as docs/run-folder.md writes it."""
    text = re.sub(r"list<(element|item): ", "list<", str(type_))
    return text.replace("timestamp[us, tz=UTC]", "timestamp[us, UTC]")


@pytest.mark.parametrize("name", runfolder.TABLES)
def test_the_run_folder_page_names_every_column_with_its_type(name):
    page = (ROOT / "docs" / "run-folder.md").read_text()
    section = page[page.index(f"## {name}") :].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| `([^`]+)` \| .+ \|$", section, re.M)
    assert told == [(field.name, written(field.type)) for field in runfolder.TABLES[name]]


def test_the_run_folder_page_names_the_version_and_every_file():
    page = (ROOT / "docs" / "run-folder.md").read_text()
    assert f"**Version {runfolder.VERSION}.**" in page
    assert all(f"| `{name}` |" in page for name in (*runfolder.TABLES, "demands.csv", "run.json", "report.html"))


def test_the_errors_page_explains_every_code_and_reason_and_no_other():
    told = set(re.findall(r"^\| `([a-z0-9.-]+)` \|", (ROOT / "docs" / "errors.md").read_text(), re.M))
    codes = {one.code for one in refusals_of(refusals.Refused) if one.code}
    source = ROOT / "src" / "tyndau" / "listening"
    reasons = {code for path in source.rglob("*.py") for code in re.findall(r'"(row\.[a-z0-9-]+)"', path.read_text())}
    assert told == codes | reasons


def test_the_formats_page_names_every_source_and_field():
    page = (ROOT / "docs" / "listening" / "formats.md").read_text()
    assert all(f"| `{name}` |" in page for name in sources())
    assert all(f"`{field}`" in page for field in FIELDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_something(page):
    for target in re.findall(r"\]\(([^)#]+)", page.read_text()):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_and_option_in_the_docs_exists(page):
    for line in re.findall(r"(?:^ {4}|`|^as_|&& )(?:\.venv/bin/)?tyndau ([a-z][^`\n]*)", page.read_text(), re.M):
        words, command = line.split(), cli.main
        while words and isinstance(command, click.Group) and not words[0].startswith("--"):
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        if command.name == "manage" and words and words[0] != "COMMAND...":
            known |= options_of_django(words[0])
        assert all(word.split("=")[0] in known for word in words if word.startswith("--")), line


def options_of_django(name: str) -> set[str]:
    """The options of a command that `tyndau manage` passes on; KeyError where there is no such command."""
    parser = load_command_class(get_commands()[name], name).create_parser("tyndau manage", name)
    return {option for action in parser._actions for option in action.option_strings}


def test_every_make_target_in_the_docs_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for page in PAGES:
        used = set(re.findall(r"(?:^ {4}|`|^)make (?:-C \S+ )?([a-z-]+)", page.read_text(), re.M))
        assert used <= targets, page


def test_the_lock_file_names_no_host_and_every_package_has_a_hash():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    blocks = re.split(r"\n(?=[a-z])", lock.strip())
    assert len(blocks) > 20
    assert all("--hash=sha256:" in block for block in blocks)


def test_no_page_names_a_path_of_somebody_s_machine():
    for page in PAGES:
        assert "/work/" not in page.read_text(), page


def test_every_file_of_deploy_that_a_page_copies_is_there():
    for page in PAGES:
        for name in re.findall(r"/srv/tyndau/(deploy/[\w.-]+)", page.read_text()):
            assert (ROOT / name).is_file(), name


def test_the_shell_lines_of_the_deploying_page_are_shell():
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "deploy.md").read_text(), re.S)
    assert len(blocks) > 8
    done = subprocess.run(["sh", "-n"], input="\n".join(blocks), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
