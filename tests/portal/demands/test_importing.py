"""A listening run becomes public demands: whole or not at all, once, and never backwards."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection

from tests.portal.demands.runs import ABAI, AKMOLA, COMPUTED, SEMEY, Heard, write_run
from tyndau.listening.errors import BadRun
from tyndau.listening.runner import Nobody
from tyndau.portal.demands.models import DayCount, Demand, RejectedRow, Run, Succession, Tally
from tyndau.portal.demands.refusals import NothingToPublish, OlderRun, OtherJurisdiction
from tyndau.portal.demands.services import import_run

LATER = COMPUTED + timedelta(days=7)
pytestmark = pytest.mark.django_db


def test_a_demand_arrives_with_all_that_its_page_shows(heard: Any) -> None:
    heard(Heard("d1", accounts=9, place=SEMEY, phrases=[("kk", "үй суық"), ("ru", "холодно")], trend="rising"))
    demand = Demand.objects.select_related("evidence").get(code="d1")
    assert (demand.topic_id, demand.territory_id, demand.place_id, demand.body_id) == (
        "heating", ABAI, SEMEY, "akimat-10",
    )  # fmt: skip
    assert (demand.accounts_min, demand.accounts_max, demand.posts, demand.rank) == (9, 9, 9, 1)
    assert demand.phrases == [["kk", "үй суық"], ["ru", "холодно"]]
    assert demand.channels == " vk "
    assert demand.languages == " kk "
    assert (demand.status, demand.trend) == ("live", "rising")
    assert demand.evidence.quotes == [{"language": "kk", "platform": "vk", "text": "Үйде суық, батарея мұздай."}]
    assert demand.evidence.days[0] == ["2026-09-01", "vk", "kk", 1]
    assert len(demand.evidence.days) == 9


def test_a_demand_of_fewer_than_five_accounts_is_counted_and_kept_nowhere(heard: Any) -> None:
    done = heard(Heard("d1"), Heard("small", topic="roads", accounts=4, quotes=["secret"]))
    assert (done.demands, done.hidden) == (1, 1)
    assert not Demand.objects.filter(code="small").exists()
    assert Run.objects.get().hidden == 1


def test_neither_accounts_nor_keys_of_posts_reach_the_portals_database(heard: Any) -> None:
    heard(Heard("d1"))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith("demands_search"):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            told = str(cursor.fetchall())
            assert "d1-account" not in told, table
            assert "vk:d1-" not in told, table


def test_the_same_run_twice_changes_nothing(heard: Any, imports: Any, tmp_path: Path) -> None:
    heard(Heard("d1"), Heard("d2", topic="roads"))
    before = list(Demand.objects.values()), list(Tally.objects.values()), list(Run.objects.values())
    again = imports(tmp_path / "run-0")
    assert again.again
    assert (again.demands, again.new) == (2, 0)
    assert before == (list(Demand.objects.values()), list(Tally.objects.values()), list(Run.objects.values()))


def test_a_newer_run_replaces_figures_and_keeps_addresses(heard: Any) -> None:
    heard(Heard("d1", accounts=6))
    first = Demand.objects.get(code="d1")
    done = heard(Heard("d1", accounts=11), Heard("d2", topic="roads"), computed_at=LATER)
    now = Demand.objects.get(code="d1")
    assert (done.new, done.ended) == (1, 0)
    assert (now.pk, now.accounts_max, now.first_run_id) == (first.pk, 11, first.first_run_id)
    assert now.run_id != first.run_id
    assert Run.objects.get(current=True).pk == now.run_id


def test_an_older_run_after_a_newer_one_is_refused(heard: Any) -> None:
    heard(Heard("d1"), computed_at=LATER)
    with pytest.raises(OlderRun) as refused:
        heard(Heard("d1", accounts=30))
    assert "2026-10-08" in refused.value.facts["known"]
    assert Demand.objects.get().accounts_max == 8


def test_a_run_of_another_country_is_refused(heard: Any) -> None:
    with pytest.raises(OtherJurisdiction):
        heard(Heard("d1"), country="kg")
    assert not Run.objects.exists()


def test_what_is_not_heard_any_more_stays_as_ended_without_a_rank(heard: Any) -> None:
    heard(Heard("d1"), Heard("d2", topic="roads"))
    done = heard(Heard("d1"), computed_at=LATER)
    gone = Demand.objects.get(code="d2")
    assert done.ended == 1
    assert (gone.status, gone.rank, gone.accounts_max) == ("ended", None, 8)


def test_a_demand_that_merged_leads_to_where_it_went_on(heard: Any) -> None:
    heard(Heard("whole"), Heard("part", parent="whole", words=["лифт"]))
    heard(Heard("whole", accounts=16), changes=[("whole", "part", "merged", 8)], computed_at=LATER)
    assert Demand.objects.get(code="part").status == "merged"
    assert Succession.objects.get().after == "whole"


def test_a_demand_comes_back_to_life_under_its_old_address(heard: Any) -> None:
    heard(Heard("d1"), Heard("d2", topic="roads"))
    heard(Heard("d1"), computed_at=LATER)
    heard(Heard("d2", topic="roads"), Heard("d1"), computed_at=LATER + timedelta(days=7))
    assert list(Demand.objects.order_by("rank").values_list("code", "status")) == [("d2", "live"), ("d1", "live")]


def test_rows_that_the_country_does_not_know_are_counted_and_kept(heard: Any) -> None:
    done = heard(
        Heard("d1"), Heard("d2", topic="dragons"), Heard("d3", territory="999999999"),
        Heard("d4", body="ministry-of-x"), Heard("d5", place="888888888"),
    )  # fmt: skip
    assert done.rejected == 4
    assert done.demands == 3
    assert set(RejectedRow.objects.values_list("demand", "reason", "value")) == {
        ("d2", "unknown-topic", "dragons"), ("d3", "unknown-territory", "999999999"),
        ("d4", "unknown-body", "ministry-of-x"), ("d5", "unknown-place", "888888888"),
    }  # fmt: skip
    assert Demand.objects.get(code="d4").body is None
    assert Demand.objects.get(code="d5").place is None


def test_a_run_with_nothing_to_show_is_refused_and_leaves_the_old_one(heard: Any) -> None:
    heard(Heard("d1"))
    with pytest.raises(NothingToPublish):
        heard(Heard("d2", accounts=3), computed_at=LATER)
    assert Run.objects.get().current
    assert Demand.objects.get().status == "live"


@pytest.mark.parametrize("broken", ["demands.parquet", "voices.parquet", "posts.parquet", "changes.parquet"])
@pytest.mark.parametrize("how", ["missing", "cut"])
def test_a_broken_folder_is_refused_by_name_and_nothing_changes(
    heard: Any, imports: Any, tmp_path: Path, broken: str, how: str
) -> None:
    heard(Heard("d1"))
    folder = write_run(tmp_path / "broken", [Heard("d2")], computed_at=LATER)
    path = folder / broken
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(BadRun) as refused:
        imports(folder)
    assert broken in refused.value.facts["reason"]
    assert list(Demand.objects.values_list("code", "status")) == [("d1", "live")]
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"run_folder_version": 2}, {"computed_at": "yesterday"}, {"computed_at": "2026-10-01T05:00:00"},
        {"period": {}}, {"counts": {}}, {"counts": {"posts": "many", "accounts": 1, "voices": 1}},
        {"jurisdiction": "kz"}, {"parameters": []}, {"parameters": {"suppress_below": "many"}}, {"inputs": [{}]},
        {"shares": {"posts_without_place": 1}}, {"versions": None},
    ],
)  # fmt: skip
def test_a_run_json_that_cannot_be_trusted_is_refused(imports: Any, tmp_path: Path, change: dict[str, Any]) -> None:
    folder = write_run(tmp_path / "run", [Heard("d1")])
    told = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps(told | change))
    with pytest.raises(BadRun):
        imports(folder)
    assert not Run.objects.exists()


def test_an_import_works_whether_or_not_the_run_holds_alarms(imports: Any, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", [Heard("d1")])
    pq.write_table(pq.read_table(folder / "changes.parquet"), folder / "alarms.parquet")
    assert imports(folder).demands == 1


def test_sums_count_an_account_that_asks_for_two_things_once_a_cell(heard: Any) -> None:
    heard(Heard("d1", accounts=8), Heard("d2", topic="roads", accounts=6), Heard("d3", territory=AKMOLA, accounts=5))
    cells = {(one.scope, one.territory, one.topic): one for one in Tally.objects.filter(body="")}
    assert (cells["all", "", ""].demands, cells["all", "", ""].accounts_max) == (3, 19)
    assert (cells["region", ABAI, ""].demands, cells["region", ABAI, ""].posts) == (2, 14)
    assert cells["all", "", "heating"].accounts_max == 13
    assert cells["region", AKMOLA, "heating"].demands == 1
    assert sum(DayCount.objects.filter(scope="all").values_list("posts", flat=True)) == 19


def test_demands_without_a_region_have_cells_of_their_own(heard: Any) -> None:
    heard(Heard("d1"), Heard("d2", territory=None, body=None))
    assert Tally.objects.get(scope="unknown", topic="", body="").demands == 1
    assert Demand.objects.get(code="d2").territory is None


def test_two_imports_at_once_leave_one_run_and_each_demand_once(
    at_once: Callable[..., list[Any]], kazakhstan: Any, tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    folder = write_run(tmp_path / "run", [Heard("d1"), Heard("d2", topic="roads")])
    done = at_once(3, lambda: import_run(folder, kazakhstan, datetime.now(UTC), Nobody()))
    assert sorted(one.again for one in done) == [False, True, True]
    assert Run.objects.count() == 1
    assert Demand.objects.count() == 2
