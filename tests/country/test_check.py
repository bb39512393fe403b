"""`tyndau country check` tells everything that is wrong, where it stands and how to mend it."""

import json
import re
from datetime import date

import pytest

from tyndau import jurisdictions
from tyndau.jurisdictions.checking import findings
from tyndau.jurisdictions.findings import WARNINGS
from tyndau.jurisdictions.folders import folder_of
from tyndau.listening.errors import BadCountryTable
from tyndau.words import catalogue, words

TODAY = date(2026, 11, 1)


def told(folder) -> list[tuple]:
    return [(one.rule, one.table, one.line, one.value, one.other) for one in findings(folder, TODAY)]


def test_a_sound_country_has_no_findings(small):
    assert told(small) == []


def test_the_shipped_tables_have_no_errors():
    assert [one for one in findings(folder_of("kz"), TODAY) if one.is_error] == []


BROKEN = [
    # file, piece, its replacement (None: the piece is appended), rule (and file, if another), line, value, other
    ("phrases.csv", "dragons,ru,дракон,no\n", None, "unknown-code", 5, "topic=dragons", "topics.csv"),
    ("place_names.csv", "999999999,Нигде,ru,alias,no\n", None, "unknown-code", 6, "kato=999999999", "territories.csv"),
    ("territory_changes.csv", "999999999,2018-06-19,moved,,,,\n", None, "unknown-code", 3, "kato=999999999",
     "territories.csv"),
    ("territory_changes.csv", "renamed", "vanished", "bad-value", 2, "what=vanished", "formed, moved, renamed"),
    ("territory_changes.csv", "1993", "in 1993", "bad-date", 2, "day=in 1993", ""),
    ("territory_changes.csv", "750000000,1993,renamed,,,,\n", None, "duplicate-key", 3,
     "750000000, 1993, renamed", "2"),
    ("territories.csv", "lat,lon", "lat,lng", "missing-column", 1, "lon", None),
    ("territories.csv", "valid_from", "since", "missing-column", 1, "valid_from", None),
    ("bodies.csv", ",each,", ",every,", "missing-column", 1, "each", None),
    ("bodies.csv", "valid_from", "since", "missing-column", 1, "valid_from", None),
    ("bodies.csv", "valid_to", "until", "missing-column", 1, "valid_to", None),
    ("competence.csv", "topic,rank", "topic,turn", "missing-column", 1, "rank", None),
    ("competence.csv", "water,2", "water,02", "bad-value", 2, "rank=02", "1, 2, 3 ..."),
    ("bodies.csv", "ministry,no,", "ministry,,", "bad-value", 4, "each=", "yes, no"),
    ("bodies.csv", "ministry,no,", "ministry,yes,", "bad-value", 4, "level=central", "region, district"),
    ("bodies.csv", "dep,region,dep,yes,{place},{plaec},{place},,,,typed\n", None, "bad-template", 5,
     "name_ru={plaec}", ""),
    ("bodies.csv", "akimat-75,", "akimat-76,", "competence.csv/unknown-code", 3, "body=akimat-75", "bodies.csv"),
    ("topics.csv", "water,utilities,no,С,В,W\n", None, "duplicate-key", 3, "water", "2"),
    ("phrases.csv", "water,ru,,no\n", None, "empty-key", 5, "topic, language, phrase", ""),
    ("territories.csv", "113400000,110000000", "113400000,113200000", "parent-level", 5,
     "113400000 (district) < 113200000 (district)", "region"),
    ("territories.csv", "113400000,110000000", "113400000,", "parent-level", 5, "113400000 (district) < -", "region"),
    ("territories.csv", "113400000,110000000", "113400000,113400000", "parent-cycle", 5, "113400000 > 113400000", ""),
    ("territories.csv", "11320000,110000000,district,A,A,A,,,,,,,,,,\n", None, "bad-kato", 7, "11320000", ""),
    ("territories.csv", "0,0,,,typed", "0,0,2022-6-8,,typed", "bad-date", 3, "valid_from=2022-6-8", ""),
    ("territories.csv", "0,0,,,typed", "0,0,20220608,,typed", "bad-date", 3, "valid_from=20220608", ""),
    ("competence.csv", "water,2,each-region,akimat,,,x,yes,\n", None, "overlap", 4,
     "water, 110000000, rank=2, body=akimat-11", "3 (akimat-11)"),
    ("territories.csv", "0,0,,,typed", "0,0,2022-02-30,,typed", "bad-date", 3, "valid_from=2022-02-30", ""),
    ("competence.csv", "akimat,,", "akimat,2024-01-02,2024-01-01", "dates-reversed", 3, "2024-01-02", "2024-01-01"),
    ("competence.csv", "water,2,750000000,akimat-75,2020-01-01,,x,yes,first: taps\n", None, "overlap", 4,
     "water, 750000000, rank=2, body=akimat-75", "3 (akimat-75)"),
    ("competence.csv", "water,2,000000000,akimat-75,,,x,yes,\n", None, "tie", 4,
     "water, 000000000, rank=2, body=akimat-75", "2 (ministry-water)"),
    ("competence.csv", "Water Code art. 1", "", "verified-without-basis", 2, "water", ""),
    ("phrases.csv", "water,kk,су жоқ,yes\n", "", "topics.csv/missing-phrase", 2, "water", "kk"),
    ("topics.csv", "Water\n", "\n", "missing-name", 2, "water", "name_en"),
    ("place_names.csv", "Алматы,kk,official,no", "Алматы,kk,official,maybe", "bad-value", 5, "needs_cue=maybe",
     "yes, no, person, village"),
    ("kinds.csv", "news,en", "gossip,en", "bad-value", 2, "kind=gossip", None),
    ("kinds.csv", "release,3", "release,much", "bad-value", 2, "weight=much", "-3 ... 3"),
    ("topics.csv", "topic,group,yields", "topic,group,yield", "missing-column", 1, "yields",
     "topic, group, yield, name_kk, name_ru, name_en"),
    ("topics.csv", "topic,group,yields,name_kk,name_ru,name_en", "topic;group;yields;name_kk;name_ru;name_en",
     "no-commas", 1, ";", ""),
    ("topics.csv", "topic,group,yields", "topic,topic,yields", "column-twice", 1, "topic", ""),
    ("phrases.csv", "no water,yes", "no water", "wrong-width", 4, "3", "4"),
    ("phrases.csv", "water,ru,нет воды", 'water,ru,"нет" воды', "broken-csv", 3, "',' expected after '\"'", ""),
    ("jurisdiction.toml", "Asia/Almaty", "Asia/Atlantis", "bad-settings", None, "zone=Asia/Atlantis", ""),
    ("jurisdiction.toml", "zone =", "zone", "bad-settings", None, None, ""),
    ("bodies.csv", "ministry-sea,central,ministry,no,Т,М,S,,,,typed\n", None, "body-without-competence", 5,
     "ministry-sea", ""),
    ("competence.csv", "yes,second", "no,second", "unverified", None, "1", "2"),
    ("place_names.csv", "113400000,Аршалы ауданы,kk,official,no\n", "", "territories.csv/no-place-name", None,
     "1", "113400000"),
    ("territories.csv", "Akkol District", "", "unnamed", None, "1", "113200000"),
    ("holidays.csv", "2026-05-27", "27 May 2026", "bad-date", 3, "day=27 May 2026", ""),
    ("holidays.csv", "2026-05-27", "2026-03-21", "duplicate-key", 3, "2026-03-21", "2"),
    ("holidays.csv", "27,off", "27,feast", "bad-value", 3, "kind=feast", "off, work"),
    ("holidays.csv", "yes,typed", ",typed", "bad-value", 3, "estimated=", "yes, no"),
    ("holidays.csv", "Kurban Ait", "", "missing-name", 3, "2026-05-27", "name_en"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "rule", "line", "value", "other"), BROKEN)
def test_each_fault_is_found_at_its_line(small, edit, file, old, new, rule, line, value, other):
    edit(file, old, new)
    where, _, rule = rule.rpartition("/")
    found = [one for one in findings(small, TODAY) if one.rule == rule]
    assert [(one.file, one.line) for one in found] == [(where or file, line)]
    assert other in (None, found[0].other)
    assert value in (None, found[0].value)
    assert len({found[0].sentence(words(language)) for language in ("kk", "ru", "en")}) == 3


def test_all_faults_are_told_at_once_errors_first(small, edit):
    edit("phrases.csv", "dragons,ru,дракон,no\n")
    edit("territories.csv", "Akkol District", "")
    edit("topics.csv", "roads,transport,no,Жол,Дороги,Roads\n")
    assert [one[:3] for one in told(small)] == [
        ("missing-phrase", "topics", 3),
        ("missing-phrase", "topics", 3),
        ("missing-phrase", "topics", 3),
        ("unknown-code", "phrases", 5),
        ("unnamed", "territories", None),
        ("topic-without-body", "topics", 3),
    ]


def test_a_missing_file_is_told_and_the_other_tables_are_still_checked(small, edit):
    (small / "topics.csv").unlink()
    edit("competence.csv", "akimat,,", "akimat,soon,")
    assert [one[:3] for one in told(small)] == [("no-table", "topics", None), ("bad-date", "competence", 3)]


def test_a_table_in_another_encoding_is_told_with_its_line(small):
    (small / "bodies.csv").write_bytes((small / "bodies.csv").read_text().encode("windows-1251", "replace"))
    assert told(small)[0][:3] == ("not-utf8", "bodies", 2)


def test_a_line_is_counted_as_an_editor_counts_it(small, edit):
    edit("competence.csv", "second: mains", '"second: mains\nand rivers"')
    edit("competence.csv", "akimat,,", "akimat,soon,")
    assert told(small) == [("bad-date", "competence", 4, "valid_from=soon", "")]


def test_a_longer_ring_of_units_is_told_once(small, edit):
    edit("territories.csv", "113200000,110000000", "113200000,113400000")
    edit("territories.csv", "113400000,110000000", "113400000,113200000")
    rings = [one for one in told(small) if one[0] == "parent-cycle"]
    assert rings == [("parent-cycle", "territories", 4, "113200000 > 113400000 > 113200000", "")]


def test_one_phrase_in_another_form_under_two_topics_is_told(small, edit):
    edit("topics.csv", "heat,utilities,no,Жылу,Тепло,Heat\n")
    edit("phrases.csv", "heat,ru,вода нет,yes\n")
    assert ("phrase-twice", "phrases", 5, "вода нет (ru, heat)", "3 (water)") in told(small)


def test_rows_that_follow_each_other_in_time_do_not_clash(small, edit):
    edit("competence.csv", "ministry-water,,", "ministry-water,,2024-12-31")
    edit("competence.csv", "water,2,000000000,akimat-75,2025-01-01,,x,yes,\n")
    assert told(small) == []


def test_a_rank_tells_bodies_of_one_territory_apart(small, edit):
    edit("competence.csv", "water,3,000000000,akimat-75,,,x,yes,\n")
    assert told(small) == []


def test_a_rank_that_is_no_number_is_told(small, edit):
    edit("competence.csv", "water,1,", "water,first,")
    assert [one[:4] for one in told(small)] == [("bad-value", "competence", 3, "rank=first")]


def test_a_row_for_one_region_stands_in_place_of_the_general_one_of_its_rank(small, edit):
    edit("competence.csv", "water,1,750000000,ministry-water,,,x,yes,\n")
    assert told(small) == [("body-without-competence", "bodies", 3, "akimat-75", "")]


def test_bodies_that_never_live_on_one_day_do_not_clash(small, edit):
    edit("bodies.csv", "Ministry of Water,,,", "Ministry of Water,,,2024-12-31")
    edit("bodies.csv", "ministry-sea,central,ministry,no,Т,М,S,,2025-01-01,,typed\n")
    edit("competence.csv", "water,2,000000000,ministry-sea,,,x,yes,\n")
    assert told(small) == []
    edit("bodies.csv", "2024-12-31", "2025-01-01")
    assert [one[0] for one in told(small)] == ["tie"]


def test_a_template_body_stands_for_one_in_every_region(small, edit):
    lines = (small / "bodies.csv").read_text().splitlines()
    template = "akimat,region,akimat,yes,{place},{place},{place},,,,typed"
    (small / "bodies.csv").write_text("\n".join([lines[0], lines[3], template]) + "\n")
    assert told(small) == []
    edit("bodies.csv", "akimat,yes", "akimat,no")
    assert told(small)[0] == ("unknown-code", "competence", 3, "body=akimat-11, akimat-75", "bodies.csv")


def test_a_topic_without_a_body_is_told_for_the_day_asked(small, edit):
    edit("competence.csv", "ministry-water,,", "ministry-water,,2025-12-31")
    edit("competence.csv", "each-region,akimat,,", "110000000,akimat-11,,")
    assert ("topic-without-body-somewhere", "topics", 2, "water", "750000000") in told(small)
    assert "topic-without-body-somewhere" not in {one.rule for one in findings(small, date(2025, 6, 1))}


def test_check_ends_with_1_on_errors_and_speaks_the_readers_language(tyndau, small, edit):
    sound = tyndau("country", "check", small)
    assert (sound.exit_code, "no errors" in sound.output) == (0, True)
    edit("phrases.csv", "dragons,ru,дракон,no\n")
    broken = tyndau("country", "check", small)
    assert broken.exit_code == 1
    assert "!!  phrases.csv, line 5: topic=dragons is not known in topics.csv." in broken.output


def test_check_prints_findings_for_machines(tyndau, small, edit):
    edit("phrases.csv", "dragons,ru,дракон,no\n")
    answer = tyndau("country", "check", small, "--json")
    found = json.loads(answer.output)
    assert (answer.exit_code, found["errors"], found["warnings"]) == (1, 1, 0)
    assert found["findings"][0] | {"what": "", "mend": ""} == {
        "rule": "unknown-code", "severity": "error", "table": "phrases", "line": 5, "value": "topic=dragons",
        "other": "topics.csv", "what": "", "mend": "",
    }  # fmt: skip


def test_every_rule_has_words_is_documented_and_no_other(request):
    rules = request.config.rootpath / "src" / "tyndau" / "jurisdictions"
    told = {key.split(".")[1] for key in catalogue("en") if key.startswith("check.") and key.endswith(".what")}
    page = (request.config.rootpath / "docs" / "country.md").read_text()
    source = "".join(path.read_text() for path in rules.rglob("*.py"))
    assert told >= WARNINGS | set(re.findall(r'Finding\(\s*"([a-z0-9-]+)"', source))
    assert all(f'"{rule}"' in source for rule in told)
    assert told == set(re.findall(r"^\| `([a-z0-9-]+)` \|", page.split("\n## ")[1], re.M))


def test_a_run_refuses_a_broken_folder_with_the_first_error(small, edit):
    edit("kinds.csv", "release,3", "release,much")
    with pytest.raises(BadCountryTable) as refused:
        jurisdictions.load(str(small))
    assert refused.value.facts == {"table": "kinds", "row": 2, "value": "weight=much"}
    edit("phrases.csv", "dragons,ru,дракон,no\n")
    with pytest.raises(BadCountryTable) as refused:
        jurisdictions.load(str(small))
    assert refused.value.facts == {"table": "phrases", "row": 5, "value": "topic=dragons"}


def test_a_ring_of_districts_under_a_template_body_is_told_and_holds_nobody_up(small):
    territories, bodies = small / "territories.csv", small / "bodies.csv"
    ringed = territories.read_text(encoding="utf-8").replace("113200000,110000000", "113200000,113400000")
    territories.write_text(ringed.replace("113400000,110000000", "113400000,113200000"), encoding="utf-8")
    with bodies.open("a", encoding="utf-8") as file:
        file.write("akimat,district,akimat,yes,{place} әкімдігі,Акимат · {place},Akimat · {place},,,,typed\n")
    assert "parent-cycle" in {one[0] for one in told(small)}
