"""What Django says to a visitor or to staff is Kazakh too, months in small letters."""

from datetime import date

import pytest
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext, override

from tyndau.portal.messages import catalogues, foreign


def test_what_django_lacks_in_kazakh_is_known_and_russian_lacks_nothing():
    lacking = {one.id for one in foreign.lacking("kk")}
    assert {"Email address:", "View site"} < lacking
    assert "Log in" not in lacking, "Django has it"
    assert "Tatar" not in lacking, "nobody meets it"
    assert not len(foreign.lacking("ru"))


def test_a_month_stands_in_small_letters_within_a_kazakh_date():
    with override("kk"):
        assert date_format(date(2026, 11, 25)) == "2026\xa0ж. 25 қараша"


def test_forms_refuse_in_kazakh(db, rf):
    with override("kk"):
        form = AuthenticationForm(rf.post("/"), data={"username": "dana", "password": "wrong"})
        told = str(form.errors)
    assert "Дұрыс деректерді енгізіңіз" in told
    assert "Please" not in told


def test_a_new_password_is_refused_in_kazakh(django_user_model):
    with override("kk"):
        form = SetPasswordForm(django_user_model(username="dana"), {"new_password1": "12345", "new_password2": "12345"})
        told = " ".join(form.errors["new_password2"])
    assert "кемінде 12 таңба" in told
    assert not any(word in told for word in ("This", "password", "must"))


def test_our_words_come_before_djangos():
    ours, _ = catalogues.read(catalogues.path_of("kk"), "kk")
    for message in ours:
        if isinstance(message.id, str) and message.id and "%" not in message.id:
            with override("kk"):
                assert message.context or gettext(message.id) == message.string


@pytest.mark.parametrize(("language", "said"), [("kk", "3 күн"), ("ru", "3 дня")])
def test_time_that_passed_is_counted_in_the_readers_language(language, said):
    with override(language):
        assert timesince(date(2026, 11, 1), date(2026, 11, 4)).replace("\xa0", " ") == said
