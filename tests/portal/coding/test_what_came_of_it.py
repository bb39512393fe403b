"""Agreement, decisions and shares: the figures of the command, gated; and no text when the study is closed."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.coding.conftest import BOOK, MONDAY, TEXTS, address, code_all, made
from tests.portal.people.conftest import member
from tyndau.portal.coding import exports, giving, measuring, queries, services, telling
from tyndau.portal.coding.models import Decision, GivenCode, Study
from tyndau.portal.coding.refusals import NoSuchCode, NothingCoded, NotNow
from tyndau.portal.people.models import Duty, StaffAct
from tyndau.portal.people.refusals import NotAllowed

PREDICTIONS = "unit,predicted,language\n" + "".join(
    f"{unit},{code},ru\n"
    for unit, code in [*zip(TEXTS, ("asks", "neither", "asks", "asks", "neither", "neither"), strict=True),
                       *((f"x{n}", "asks" if n % 4 else "") for n in range(94))]
)  # fmt: skip


@pytest.fixture
def big(zhanna):
    """Eighty texts of two coders who differ on each tenth."""
    sample = "unit,text,probability,language\n" + "".join(
        f"u{n},text,{0.1 if n % 2 else 0.2},{'kk' if n % 2 else 'ru'}\n" for n in range(80)
    )
    study = made(zhanna, sample)
    people = [member(name, Duty.CODER) for name in ("madina", "timur")]
    first, second = (services.name_coder(study, one, by=zhanna, at=MONDAY) for one in people)
    code_all(first, "acn" * 27)
    code_all(second, "".join("n" if n % 10 == 1 else "-" if n == 5 else "acn"[n % 3] for n in range(80)))
    return services.end_coding(study, by=zhanna, at=MONDAY)


def test_the_exported_codes_give_the_command_the_same_figures(big, tyndau, tmp_path, as_, zhanna):
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "codes.csv").write_bytes(as_(zhanna).get(address(big, "codes.csv")).content)
    result = tyndau("coding", "agreement", tmp_path / "codes.csv", "--codebook", tmp_path / "book.toml")
    told, kept = json.loads(result.stdout), big.agreement["rows"]
    figures = ("alpha", "low", "high", "units", "coders", "codes", "resamples", "reason", "gate")
    assert {name: told[name] for name in figures} == {name: kept[0][name] for name in figures}
    assert told["categories"] == [
        {k: v for k, v in row.items() if k != "scope"} for row in kept if row["scope"] == "category"
    ]
    assert told["groups"] == [{k: v for k, v in row.items() if k != "scope"} for row in kept if row["scope"] == "group"]
    assert (told["missing"], told["units_passed_over"], told["codes"]) == (1, 1, 158)
    assert StaffAct.objects.filter(act="coding.export").count() == 1


def test_the_share_is_that_of_the_command(big, tyndau, tmp_path, zhanna):
    said = "unit,predicted\n" + "".join(f"u{n},{('asks', 'complains', 'neither', 'asks')[n % 4]}\n" for n in range(80))
    said += "".join(f"x{n},asks\n" for n in range(300))
    big = services.add_predictions(big, said, "said.csv", by=zhanna, at=MONDAY)
    rows = measuring.final_codes(big)
    chances = dict(big.units.values_list("name", "probability"))
    final = [f"{row['unit']},{row['code'] or ''},{chances[row['unit']]}" for row in rows]
    (tmp_path / "final.csv").write_text("\n".join(["unit,code,probability", *final]), encoding="utf-8")
    (tmp_path / "said.csv").write_text(said, encoding="utf-8")
    for row in measuring.shares(big, rows):
        files = ("--codes", tmp_path / "final.csv", "--category", row["category"])
        both = {"corrected": ("--predictions", tmp_path / "said.csv"), "people": ("--method", "plain")}
        for name, more in both.items():
            told = json.loads(tyndau("coding", "share", *files, *more).stdout)
            for figure in ("share", "low", "high", "n", "effective_n"):
                assert told[figure] == pytest.approx(row[name][figure], rel=1e-12), (name, figure)


def test_only_counts_and_the_words_on_the_sample_are_kept_of_a_classifier(ended, zhanna):
    study = services.add_predictions(ended, PREDICTIONS, "said.csv", by=zhanna, at=MONDAY)
    assert study.predictions["n"] == 100
    assert study.predictions["counts"] == {"": 24, "asks": 73, "neither": 3}
    assert "x1" not in json.dumps(study.predictions)
    assert list(study.units.values_list("predicted", flat=True))[:2] == ["asks", "neither"]


def test_predictions_of_other_texts_are_refused_on_the_page(as_, ended, zhanna):
    def sent(content: str):
        file = SimpleUploadedFile("said.csv", content.encode())
        return as_(zhanna).post(address(ended, "predictions/"), {"predictions": file})

    assert sent("unit,predicted\nx,asks\n").status_code == 400
    assert sent("unit,said\nu0,asks\n").status_code == 400
    assert Study.objects.get().predictions is None
    assert sent(PREDICTIONS).status_code == 302
    assert "Share, corrected" in as_(zhanna).get(address(ended, "result/")).content.decode()


def test_a_category_under_the_gate_is_shown_as_exploratory(as_, ended, zhanna):
    page = as_(zhanna).get(address(ended, "result/")).content.decode()
    assert page.count("verdict-exploratory") == 3
    assert page.count('<tr class="exploratory">') == 3
    assert "no finding" in page
    assert telling.verdicts_of(ended) == dict.fromkeys(("asks", "complains", "neither"), "exploratory")


def test_a_usable_category_is_told_as_a_finding(zhanna):
    study = made(zhanna, "unit,text\n" + "".join(f"u{n},text\n" for n in range(150)))
    for name in ("madina", "timur"):
        code_all(services.name_coder(study, member(name, Duty.CODER), by=zhanna, at=MONDAY), "acn" * 50)
    study = services.end_coding(study, by=zhanna, at=MONDAY)
    assert [one.finding for one in telling.shares(study, queries.result(study)["shares"])] == [True] * 3


def test_one_coder_alone_has_shares_and_no_verdict(as_, study, coders, zhanna):
    code_all(coders[0], "acacn.")
    services.end_coding(study, by=zhanna, at=MONDAY)
    page = as_(zhanna).get(address(study, "agreement/")).content.decode()
    assert "There is one coder only" in page
    assert "nan" not in page.lower().replace("finance", "")
    result = as_(zhanna).get(address(study, "result/")).content.decode()
    assert "not measured" in result
    assert "Texts of the sample with one final code: 5 of 6" in result


def test_coding_that_nobody_began_cannot_end(study, coders, zhanna):
    code_all(coders[0], "--")
    with pytest.raises(NothingCoded):
        services.end_coding(study, by=zhanna, at=MONDAY)


def test_those_who_coded_see_where_they_differ_by_letter(as_, ended, coders):
    page = as_(coders[0].account).get(address(ended, "disputed/")).content.decode()
    assert TEXTS["u1"][0] in page
    assert TEXTS["u4"][0] in page
    assert TEXTS["u0"][0] not in page
    assert "timur" not in page
    assert "Decide anew" not in page


def test_the_adjudicator_decides_and_it_is_kept_under_his_name(as_, ended, serik, zhanna):
    page, unit = as_(serik), ended.units.get(name="u1")
    sent = page.post(address(ended, f"disputed/{unit.place}/"), {"code": "complains"})
    assert sent.url == address(ended, f"disputed/{ended.units.get(name='u4').place}/")
    assert page.post(sent.url, {"code": "dragons"}).status_code == 409
    assert page.post(sent.url, {"code": "neither"}).url == address(ended, "disputed/")
    final = {row["unit"]: (row["code"], row["how"], row["differs"]) for row in measuring.final_codes(ended)}
    assert final["u1"] == ("complains", "adjudicated", ["B"])
    assert final["u0"] == ("asks", "agreed", [])
    act = StaffAct.objects.filter(act="coding.adjudicate").earliest("pk")
    assert (act.account, act.object_id, act.what) == (serik, str(unit.pk), {"code": [None, "complains"]})
    assert "serik" in as_(zhanna).get(address(ended, "result/")).content.decode()


def test_nobody_else_decides(as_, ended, coders, zhanna):
    unit = ended.units.get(name="u1")
    for who in (coders[0].account, zhanna):
        with pytest.raises(NotAllowed):
            giving.adjudicate(ended, unit, "asks", by=who, at=MONDAY)
        assert as_(who).post(address(ended, f"disputed/{unit.place}/"), {"code": "asks"}).status_code == 403
    assert not Decision.objects.exists()


def test_a_text_on_which_all_agree_is_not_put_before_the_adjudicator(as_, ended, serik):
    assert as_(serik).get(address(ended, f"disputed/{ended.units.get(name='u0').place}/")).status_code == 404
    with pytest.raises(NoSuchCode):
        giving.adjudicate(ended, ended.units.get(name="u1"), "", by=serik, at=MONDAY)


def test_closing_deletes_the_texts_and_keeps_the_figures(as_, ended, serik, zhanna, coders):
    before = exports.codes_csv(ended)
    assert as_(zhanna).post(address(ended, "act/close/")).status_code == 302
    closed = Study.objects.get()
    assert set(closed.units.values_list("text", flat=True)) == {""}
    assert exports.codes_csv(closed) == before
    assert StaffAct.objects.latest("pk").what == {"texts_deleted": 6}
    for path in ("", "agreement/", "result/"):
        page = as_(zhanna).get(address(closed, path))
        assert page.status_code == 200
        assert not any(text in page.content.decode() for text, _ in TEXTS.values())
    for path in ("code/", "disputed/"):
        assert as_(coders[0].account).get(address(closed, path)).status_code in (403, 409)
    with pytest.raises(NotNow):
        giving.adjudicate(closed, closed.units.get(name="u1"), "asks", by=serik, at=MONDAY)
    assert as_(zhanna).post(address(closed, "act/close/")).status_code == 409


def test_there_is_no_way_back_to_blind_coding(ended, coders, zhanna):
    coders[0].study.refresh_from_db()
    with pytest.raises(NotNow):
        giving.give(coders[0], ended.units.get(name="u0"), "neither", before="asks", at=MONDAY)
    with pytest.raises(NotNow):
        services.name_coder(ended, member("aigerim", Duty.CODER), by=zhanna, at=MONDAY)
    assert GivenCode.objects.get(coder=coders[0], unit__name="u0").code == "asks"


def test_the_export_holds_letters_and_an_empty_cell_for_who_could_not_tell(ended):
    text = exports.codes_csv(ended)
    assert text.startswith("\ufeffunit,coder,code,language")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["coder"] for row in rows} == {"A", "B"}
    assert {"unit": "u4", "coder": "B", "code": "", "language": "kk"} in rows


def test_a_scale_of_numbers_has_one_verdict_for_all(zhanna):
    book = BOOK.replace('"nominal"', '"interval"')
    for number, code in enumerate(("asks", "complains", "neither")):
        book = book.replace(f'code = "{code}"', f"code = {number}")
    study = made(zhanna, book=book)
    for name in ("madina", "timur"):
        coder = services.name_coder(study, member(name, Duty.CODER), by=zhanna, at=MONDAY)
        for unit in study.units.all():
            giving.give(coder, unit, str(unit.place % 3), at=MONDAY)
    study = services.end_coding(study, by=zhanna, at=MONDAY)
    assert telling.agreement(study).categories == []
    assert telling.verdicts_of(study) == dict.fromkeys("012", "exploratory")


def test_a_study_closed_before_coding_ended_has_no_figures(as_, study, coders, zhanna):
    code_all(coders[0], "acacnn")
    assert as_(zhanna).post(address(study, "act/close/")).status_code == 302
    assert as_(zhanna).get(address(study)).status_code == 200
    for path in ("agreement/", "result/", "codes.csv"):
        assert as_(zhanna).get(address(study, path)).status_code == 409
