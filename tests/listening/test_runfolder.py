"""The files of a run folder: what decides their bytes."""

import pyarrow as pa
import pytest

from tyndau.listening import runfolder
from tyndau.listening.posts import REJECTED


@pytest.mark.parametrize("piece", [37, 997])
def test_the_bytes_of_a_table_depend_on_its_rows_and_not_on_its_pieces(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(runfolder, "ROWS_AT_ONCE", 5_000)
    rows = range(12_000)
    details = ["нет воды " * (1 + row * 7919 % 60) + str(row) for row in rows]  # more than a page of the file holds
    columns = [["a.csv"] * len(rows), list(rows), ["row.no-text"] * len(rows), details]
    whole = pa.table(dict(zip(REJECTED.names, columns, strict=True)), REJECTED)
    pieces = pa.concat_tables([whole.slice(begin, piece) for begin in range(0, len(rows), piece)])
    for name, table in (("whole", whole), ("pieces", pieces)):
        (tmp_path / name).mkdir()
        runfolder.write_table(tmp_path / name, "rejected.parquet", table)
    assert (tmp_path / "pieces/rejected.parquet").read_bytes() == (tmp_path / "whole/rejected.parquet").read_bytes()
