"""PostgreSQL as docs/deploy.md sets it up, and the way there from SQLite, walked with the page's own commands."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ACCOUNTS = "from tyndau.portal.people.models import Account as A"
PAGE = Path(__file__).resolve().parents[3] / "docs" / "deploy.md"


def words_of(verb: str) -> list[str]:
    """The words of a `manage` command of the page, with the file put where the test wants it."""
    (line,) = re.findall(rf"^as_tyndau (manage {verb} .*)$", PAGE.read_text(), re.M)
    return shlex.split(line)


needs_postgres = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="needs PostgreSQL: python -m tests.postgres pytest"
)


@needs_postgres
def test_people_come_over_with_their_numbers_and_new_ones_get_new_numbers(command, tmp_path):
    sqlite = {"DATABASE_URL": f"sqlite:///{tmp_path}/old.sqlite3"}
    moving = str(tmp_path / "moving.jsonl.gz")
    create = f"{ACCOUNTS}; A.objects.create(username='{{}}', first_name='Мәдина')"
    assert command("manage", "migrate", **sqlite).returncode == 0
    for name in ("madina", "serik"):
        assert command("manage", "shell", "-c", create.format(name), **sqlite).returncode == 0
    dumped = command(*[moving if word.endswith("moving.jsonl.gz") else word for word in words_of("dumpdata")], **sqlite)
    assert dumped.returncode == 0, dumped.stderr
    assert command("manage", "migrate").returncode == 0
    loaded = command(*[moving if word.endswith("moving.jsonl.gz") else word for word in words_of("loaddata")])
    assert loaded.returncode == 0, loaded.stderr
    assert command("manage", "shell", "-c", create.format("zhanna")).returncode == 0
    ask = f"{ACCOUNTS}; print(sorted(A.objects.values_list('id', 'username')))"
    found = command("manage", "shell", "-c", ask).stdout
    assert "[(1, 'madina'), (2, 'serik'), (3, 'zhanna')]" in found


@needs_postgres
def test_the_database_of_the_page_knows_capitals_and_order_of_kazakh():
    url = os.environ["DATABASE_URL"]
    server = {**os.environ, "PGHOST": psycopg.conninfo.conninfo_to_dict(url)["host"], "PGUSER": "tyndau"}
    (line,) = re.findall(r"^runuser -u postgres -- (createdb .*) tyndau$", PAGE.read_text(), re.M)
    made = subprocess.run([*shlex.split(line), "as_told"], env=server, capture_output=True, text=True, check=False)
    if "ICU is not supported" in made.stderr:
        pytest.skip("this server was built without ICU")
    assert made.returncode == 0, made.stderr
    with psycopg.connect(f"{url.rsplit('/', 1)[0]}/as_told") as own:
        ask = "select string_agg(word, ' ' order by word), lower('ӘІҢҒҮҰҚӨҺ') from unnest(%s::text[]) word"
        found = own.execute(ask, [["бала", "әке", "ата", "ұл", "үй", "су"]]).fetchone()
    assert found == ("ата әке бала су ұл үй", "әіңғүұқөһ")
    subprocess.run(["dropdb", "as_told"], env=server, check=True)
