"""docs/settings.md tells every environment variable that the code reads, with the default of the code, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"(TYNDAU_[A-Z_]+|DATABASE_URL)")
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \| (.+) \|$", re.M)


def trees() -> Iterator[ast.Module]:
    yield from (ast.parse(path.read_text()) for path in (ROOT / "src" / "tyndau").rglob("*.py"))


def rows() -> dict[str, tuple[str, str, str]]:
    """Name -> meaning, default, example, as the page tells them."""
    return {name: cells for name, *cells in ROW.findall((ROOT / "docs" / "settings.md").read_text())}


def test_every_name_that_the_code_reads_is_on_the_page_and_no_other():
    strings = (node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    assert {one for one in strings if isinstance(one, str) and NAME.fullmatch(one)} == set(rows())


def test_the_page_gives_the_defaults_of_the_code():
    told, found = rows(), {}
    for tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            match call:
                case ast.Call(args=[ast.Constant(str(name)), ast.Constant(default)]) if NAME.fullmatch(name):
                    found[name] = f"`{default}`"
                case ast.Call(func=ast.Attribute(attr="flag"), args=[ast.Constant(name)]):
                    found[name] = "`no`"
    assert len(found) > 10
    assert {name: told[name][1] for name in found} == found


def test_each_name_stands_once():
    page = (ROOT / "docs" / "settings.md").read_text()
    names = [name for name, *_ in ROW.findall(page)]
    assert sorted(set(names)) == sorted(names)
