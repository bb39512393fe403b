"""An analyst makes a study of a codebook and a sample: both whole or not at all, texts masked, the act noted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.coding.conftest import BOOK, MONDAY, address, made, sample_csv
from tests.portal.people.conftest import member
from tyndau.listening.coding.refusals import BadCodebook, NoColumn, NoRows
from tyndau.portal.coding import services
from tyndau.portal.coding.models import Coder, Study, Unit
from tyndau.portal.coding.refusals import BadSample, CannotCode, HasCoded, ThirdPerson
from tyndau.portal.people.models import Account, Duty, StaffAct
from tyndau.portal.people.refusals import NotAllowed
from tyndau.portal.people.services import add_account


def form(sample: str | None = None, book: str = BOOK) -> dict[str, object]:
    files = {"codebook": book, "sample": sample_csv() if sample is None else sample}
    return {
        "name": "Не сұрайды",
        **{key: SimpleUploadedFile(f"{key}.txt", text.encode()) for key, text in files.items()},
    }


def test_a_study_is_made_from_two_files_and_noted(as_, zhanna):
    answer = as_(zhanna).post("/en/staff/coding/new/", form())
    study = Study.objects.get()
    assert answer.url == address(study)
    assert [(unit.name, unit.language, unit.probability) for unit in study.units.all()][2] == ("u2", "kk", 0.1)
    act = StaffAct.objects.latest("pk")
    assert (act.act, act.account, act.what["texts"]) == ("coding.create_study", zhanna, 6)
    page = as_(zhanna).get(address(study)).content.decode()
    assert "The text asks somebody to do" in page
    assert "Когда" not in page


def test_texts_are_masked_and_spreadsheet_marks_taken_off(zhanna):
    study = made(zhanna, 'unit,text\nu0,"\'=1 су жоқ"\nu1,"Звоните +7 701 123 45 67, @dana_k"\n')
    first, second = study.units.values_list("text", flat=True)
    assert first == "=1 су жоқ"
    assert "701" not in second
    assert "dana" not in second
    assert set(study.units.values_list("probability", flat=True)) == {1.0}


@pytest.mark.parametrize(
    ("sample", "refused"),
    [
        ("unit,text\nu0,a\nu0,b\n", BadSample),
        ("unit,text\n=cmd(),a\n", BadSample),
        ("unit,text,probability\nu0,a,0\n", BadSample),
        ("unit,text,probability\nu0,a,x\n", BadSample),
        ("unit,text,language\nu0,a,<b>\n", BadSample),
        ("unit,text\nu0,a\nu1\n", BadSample),
        ("unit,words\nu0,a\n", NoColumn),
        ("unit,text\n", NoRows),
    ],
)
def test_a_sample_with_one_bad_row_is_refused_whole(zhanna, sample, refused):
    with pytest.raises(refused):
        made(zhanna, sample)
    assert not Study.objects.exists()


def test_the_page_says_in_which_row_and_lists_all_mistakes_of_a_codebook(as_, zhanna):
    page = as_(zhanna).post("/en/staff/coding/new/", form("unit,text\nu0,a\nu0,b\n"))
    assert page.status_code == 400
    assert "Row: 3" in page.content.decode()
    spoilt = BOOK.replace('code = "asks"', 'code = "complains"').replace('level = "nominal"', 'level = "nominel"')
    told = as_(zhanna).post("/en/staff/coding/new/", form(book=spoilt)).content.decode()
    assert told.count("<li>level: must be nominal") == 1
    assert "can be mistaken for an earlier code" in told
    assert not Study.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"unit,text\nu0," + b"a" * 9_000_000])
def test_a_file_that_cannot_be_read_is_refused_in_words(as_, zhanna, content):
    data = form() | {"sample": SimpleUploadedFile("sample.csv", content)}
    answer = as_(zhanna).post("/en/staff/coding/new/", data)
    assert answer.status_code == 400
    assert not Study.objects.exists()


def test_a_codebook_with_mistakes_makes_no_study(zhanna):
    with pytest.raises(BadCodebook):
        made(zhanna, book=BOOK.replace('version = "1.0"', "versoin = 1"))


def test_only_an_analyst_makes_a_study(as_, serik):
    with pytest.raises(NotAllowed):
        made(serik)
    assert as_(serik).get("/en/staff/coding/new/").status_code == 403
    assert as_(serik).post("/en/staff/coding/new/", form()).status_code == 403


def test_coders_get_letters_in_turn_and_naming_one_twice_changes_nothing(study, coders, zhanna):
    assert [one.letter for one in coders] == ["A", "B"]
    assert services.name_coder(study, coders[0].account, by=zhanna, at=MONDAY) == coders[0]
    assert Coder.objects.count() == 2


def test_who_holds_no_role_for_it_cannot_be_named(study, zhanna):
    nobody = add_account("aigerim", "жеті-қабат-көк-2026", by=None, at=MONDAY)
    dana = member("dana", Duty.MODERATOR)
    limited = member("arman", Duty.CODER, territory="350000000")
    for one in (nobody, dana, limited):
        with pytest.raises(CannotCode):
            services.name_coder(study, one, by=zhanna, at=MONDAY)
        with pytest.raises(CannotCode):
            services.name_adjudicator(study, one, by=zhanna, at=MONDAY)


def test_nobody_codes_and_decides_in_one_study(study, coders, serik, zhanna):
    with pytest.raises(ThirdPerson):
        services.name_adjudicator(study, coders[0].account, by=zhanna, at=MONDAY)
    services.name_adjudicator(study, serik, by=zhanna, at=MONDAY)
    with pytest.raises(ThirdPerson):
        services.name_coder(study, serik, by=zhanna, at=MONDAY)


def test_who_has_coded_stays_and_a_free_letter_is_given_again(study, coders, serik, zhanna):
    from tests.portal.coding.conftest import code_all

    code_all(coders[1], "a")
    with pytest.raises(HasCoded):
        services.remove_coder(coders[1], by=zhanna, at=MONDAY)
    services.remove_coder(coders[0], by=zhanna, at=MONDAY)
    assert services.name_coder(study, serik, by=zhanna, at=MONDAY).letter == "A"


def test_two_analysts_who_name_coders_at_once_give_two_letters(at_once, zhanna):
    study = made(zhanna)
    people = [member(f"coder-{n}", Duty.CODER) for n in range(4)]
    at_once(4, lambda n: services.name_coder(study, people[n], by=Account.objects.get(pk=zhanna.pk), at=MONDAY))
    assert sorted(study.coders.values_list("letter", flat=True)) == ["A", "B", "C", "D"]


def test_acts_on_the_page_name_people(as_, study, zhanna, serik):
    page = as_(zhanna)
    assert page.post(address(study, "act/name-coder/"), {"account": serik.pk}).status_code == 302
    assert study.coders.get().account == serik
    refused = page.post(address(study, "act/name-adjudicator/"), {"account": serik.pk})
    assert refused.status_code == 409
    assert "Name a third person" in refused.content.decode()
    assert page.post(address(study, "act/remove-coder/"), {"letter": "A"}).status_code == 302
    assert not study.coders.exists()
    assert '<option value="' in page.get(address(study)).content.decode()
    for nonsense in ("", "x", "9" * 30):
        assert page.post(address(study, "act/name-coder/"), {"account": nonsense}).status_code == 404
    assert page.post(address(study, "act/dance/")).status_code == 404


def test_a_unit_stands_once_in_a_study_and_each_study_has_its_own(study, zhanna):
    made(zhanna)
    assert Unit.objects.filter(name="u0").count() == 2


def test_only_who_may_be_named_is_offered(as_, study, coders, serik, zhanna):
    member("dana", Duty.MODERATOR)
    member("arman", Duty.CODER, territory="350000000")
    page = as_(zhanna)
    assert [one.username for one in page.get(address(study)).context["possible"]] == ["serik", "zhanna"]
    services.name_adjudicator(study, serik, by=zhanna, at=MONDAY)
    offered = page.get(address(study)).content.decode().split('id="coder"')[1].split("</select>")[0]
    assert "zhanna" in offered
    assert "serik" not in offered
