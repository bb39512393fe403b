"""Every entrance with bad input: a clear message with exit code 2, or a counted rejection; never a traceback."""

import json
import os

import pyarrow.parquet as pq
import pytest

GOOD = {"platform": "vk", "id": "1", "created_at": "2026-03-02T09:00:00Z", "author": "a", "text": "Нет воды"}


def line(**fields) -> bytes:
    return (json.dumps({**GOOD, **fields}, ensure_ascii=False) + "\n").encode()


@pytest.fixture
def listen(tyndau, tmp_path):
    """Run over one file with this content; give exit code, stderr and the folder."""

    def call(content: bytes, *options, name: str = "posts.ndjson"):
        path = tmp_path / name
        path.write_bytes(content)
        out = tmp_path / "heard"
        result = tyndau("listen", path, "--out", out, *options)
        assert "Traceback" not in result.output
        return result, out

    return call


UNUSABLE = {
    "empty": (b"", "the file is empty"),
    "blank": (b"  \n\n", "the file is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "no text file"),
    "cp1251": ("created_at;text\n2026-03-02;Нет воды в доме уже третий день\n".encode("cp1251"), "windows-1251"),
    "koi8-r": ("created_at;text\n2026-03-02;Нет воды в доме уже третий день\n".encode("koi8-r"), "koi8-r"),
    "utf-16": ("created_at,text\n".encode("utf-16"), "utf-16"),
    "prose": ("Просто текст без столбцов\n".encode(), "no known format"),
    "array": (b'[{"created_at": 1}]', "no known format"),
    "telegram cut off": (b'{"name": "x", "messages": [{"id": 1, "type": "mess', "JSON breaks at line 1"),
    "no columns": (b'{"id": 1, "body": "x"}\n', "no column created_at, text (found id, body)"),
    "header only": (b"created_at,text\n", "not one post could be read"),
    "all rejected": (b'{"created_at": "soon", "text": "x"}\n', "row.bad-time x 1 (posts.ndjson:1)"),
    "no zone": (line(created_at="2026-03-02 09:00"), "row 1: the time 2026-03-02 09:00 has no zone"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_an_unusable_file_ends_with_two_and_says_what_and_how_to_mend(listen, case):
    content, said = UNUSABLE[case]
    result, out = listen(content)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--zone", "Asia/Atlantis"), "no time zone Asia/Atlantis"),
        (("--format", "myspace"), "no format myspace"),
        (("--from", "yesterday"), "--from: yesterday is no day"),
        (("--from", "2026-03-05", "--to", "2026-03-01"), "is later than"),
        (("--from", "2027-01-01"), "None of the 1 posts lies between 2027-01-01 and …"),
        (("--jurisdiction", "atlantis"), "no jurisdiction atlantis"),
        (("--columns", "missing.toml"), "missing.toml: the column mapping cannot be used"),
        (("--previous", "nowhere"), "not a run folder"),
        (("--format", "telegram"), "JSON breaks"),
    ],
)
def test_a_bad_option_ends_with_two_and_says_so(listen, options, said):
    result, out = listen(line() + b"{", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not out.exists()


def test_a_path_that_is_not_there_is_named(tyndau, tmp_path):
    result = tyndau("listen", tmp_path / "nowhere.json", "--out", tmp_path / "heard")
    assert (result.exit_code, "nowhere.json: there is no such file" in result.stderr) == (2, True)


def test_a_folder_without_posts_says_which_endings_are_read(tyndau, tmp_path):
    (tmp_path / "album").mkdir()
    (tmp_path / "album" / "cat.jpg").write_bytes(b"x")
    result = tyndau("listen", tmp_path / "album", "--out", tmp_path / "heard")
    assert (result.exit_code, ".ndjson" in result.stderr) == (2, True)


def test_bad_rows_are_counted_and_kept_with_file_row_and_reason(listen):
    rows = [
        line(),
        b'{"broken\n',
        line(id="3", text=""),
        line(id="4", created_at=""),
        line(id="5", created_at="Bolat said so"),
        b'"a string"\n',
        line(id="7", text="x" * 100_001),
        b'{"text": "\xff"}\n',
        line(id="9", text="y" * 1_100_000),
        line(id="10"),
    ]
    result, out = listen(b"".join(rows))
    assert result.exit_code == 0
    assert "Rejected rows: 8" in result.output
    found = pq.read_table(out / "rejected.parquet").to_pylist()
    assert {row["file"] for row in found} == {"posts.ndjson"}
    assert [(row["row"], row["reason"]) for row in sorted(found, key=lambda row: row["row"])] == [
        (2, "row.broken-json"),
        (3, "row.no-text"),
        (4, "row.no-time"),
        (5, "row.bad-time"),
        (6, "row.not-an-object"),
        (7, "row.text-too-long"),
        (8, "row.not-utf8"),
        (9, "row.line-too-long"),
    ]
    assert "Bolat" not in str(found)


def test_duplicate_ids_are_one_post_and_counted(listen):
    result, out = listen(line() + line() + line(text="Нет воды совсем"))
    assert result.exit_code == 0
    counts = json.loads((out / "run.json").read_text())["counts"]
    assert (counts["posts"], counts["duplicates"], counts["edited"]) == (1, 2, 1)
    assert pq.read_table(out / "posts.parquet")["text"].to_pylist() == ["Нет воды совсем"]


def test_an_unusable_file_among_others_is_rejected_whole_and_the_rest_goes_on(tyndau, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.ndjson").write_bytes(line())
    (folder / "b.json").write_bytes(b"\x00\x01\x02")
    (folder / "photo.jpg").write_bytes(b"x")
    result = tyndau("listen", folder, "--out", tmp_path / "heard")
    assert result.exit_code == 0
    (row,) = pq.read_table(tmp_path / "heard" / "rejected.parquet").to_pylist()
    assert (row["file"], row["row"], row["reason"]) == ("export/b.json", None, "input.binary")
    assert "Not read: export/b.json: this is no text file." in result.stderr
    report = (tmp_path / "heard" / "report.html").read_text()
    assert "export/b.json" in report
    assert "1 posts from 1 files" in report
    assert json.loads((tmp_path / "heard" / "run.json").read_text())["passed_over"] == ["export/photo.jpg"]


def test_posts_that_ask_for_nothing_give_a_report_that_says_so(listen):
    result, out = listen(line(text="Доброе утро всем!"))
    assert result.exit_code == 0
    assert "0 demands from 1 posts" in result.output
    assert "No demand has 5 accounts or more" in (out / "report.html").read_text()


@pytest.fixture
def nobody():
    """The rights of a user who owns nothing, for this process, where the test may give root away."""
    if os.geteuid() != 0:
        pytest.skip("only root can become nobody; elsewhere the file's own rights refuse")
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_file_or_folder_without_permission_is_named(tyndau, tmp_path, request):
    secret, closed, mine = tmp_path / "secret.ndjson", tmp_path / "closed", tmp_path / "mine"
    mine.mkdir()
    secret.write_bytes(line())
    closed.mkdir()
    readable = tmp_path / "posts.ndjson"
    readable.write_bytes(line())
    for folder in (tmp_path, *tmp_path.parents):
        if "pytest" in str(folder):
            folder.chmod(0o755)
    key = tmp_path / "config" / "pseudonym.key"
    key.chmod(0o644)
    secret.chmod(0o000)
    closed.chmod(0o555)
    mine.chmod(0o777)
    request.getfixturevalue("nobody")
    read = tyndau("listen", secret, "--out", mine / "heard")
    written = tyndau("listen", readable, "--out", closed / "heard")
    assert (read.exit_code, written.exit_code) == (2, 2)
    assert "heard: cannot be written (Permission denied)" in written.stderr
    assert "secret.ndjson: cannot be read (Permission denied)" in read.stderr


def test_without_a_key_nothing_is_read(tyndau, tmp_path, key_file):
    key_file.unlink()
    (tmp_path / "p.ndjson").write_bytes(line())
    result = tyndau("listen", tmp_path / "p.ndjson", "--out", tmp_path / "heard")
    assert (result.exit_code, "tyndau keys create" in result.stderr) == (2, True)
