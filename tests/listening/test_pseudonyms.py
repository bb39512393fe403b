import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import KEY, raw

from tyndau.listening.posts import RAW
from tyndau.listening.pseudonyms import pseudonymise

OTHER_KEY = bytes(32)
NOBODY = [pa.array([None, None], pa.string())]


def one(text: str) -> dict:
    return pseudonymise(raw(text), KEY).to_pylist()[0]


def test_the_same_author_keeps_a_pseudonym_and_another_key_breaks_the_link():
    posts = raw("a", "b", author="aigerim").set_column(3, "author", [["aigerim", "aigerim"]])
    first, second = pseudonymise(posts, KEY)["author"].to_pylist()
    assert first == second != "aigerim"
    assert pseudonymise(posts, OTHER_KEY)["author"].to_pylist()[0] != first


def test_the_same_handle_on_two_platforms_is_two_authors():
    vk, telegram = (pseudonymise(raw("a", platform=name), KEY)["author"][0].as_py() for name in ("vk", "telegram"))
    assert vk != telegram


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@aigerim_k спасибо", "@… спасибо"),
        ("Ответьте, @akim.news!", "Ответьте, @…!"),
        ("[id4242|Болат] когда?", "@… когда?"),
        ("пишите на bolat@mail.example.kz", "пишите на ‹e-mail›"),
        ("звоните +7 701 123-45-67", "звоните ‹phone›"),
        ("8(7212)123456 не отвечает", "‹phone› не отвечает"),
        ("ЖСН 931002451325 екен", "ЖСН ‹12 digits› екен"),
        ("карта 4400 4301 2345 6789, счёт KZ86125KZT5004100100", "карта ‹card›, счёт ‹account›"),
        ("см. https://t.me/bolat_official/12", "см. https://t.me/…"),
        ("vk.com/id12345 врёт", "vk.com/… врёт"),
        ("см. https://youtube.com/@bolat.official", "см. https://youtube.com/@…"),
        ("цена 12500 тенге, дом 8, кв 14", "цена 12500 тенге, дом 8, кв 14"),
    ],
)
def test_what_points_at_a_person_is_masked_and_prices_are_not(text, shown):
    assert one(text)["text"] == shown


def test_a_mention_is_kept_as_the_pseudonym_of_that_account():
    row = one("@bolat и снова @bolat, а ещё @dana_m")
    assert len(row["mentions"]) == 2
    assert "bolat" not in str(row)


def test_the_source_of_a_repost_is_a_person_too():
    posts = raw("a").set_column(RAW.get_field_index("repost_of"), "repost_of", [["Bolat B."]])
    assert "Bolat" not in str(pseudonymise(posts, KEY).to_pylist())


def test_an_id_that_holds_a_persons_number_is_hidden_and_still_links_the_thread():
    posts = raw("a", "b")
    own = {"native_id": ["~4242_1", "~4242_1_2"], "thread": ["~4242_1"] * 2, "parent": [None, "~4242_1"]}
    own["post"] = [f"vk:{one}" for one in own["native_id"]]
    for name, values in own.items():
        posts = posts.set_column(RAW.get_field_index(name), RAW.field(name), [pa.array(values, pa.string())])
    first, second = pseudonymise(posts, KEY).to_pylist()
    assert "4242" not in str((first, second))
    assert second["parent"] == first["native_id"] == second["thread"]
    assert first["post"] == f"vk:{first['native_id']}" != second["post"]


def test_a_mention_of_a_vk_account_is_the_same_account_as_its_author():
    posts = raw("[id42|Bolat], ответьте", author="x").set_column(3, "author", [["id42"]])
    row = pseudonymise(posts, KEY).to_pylist()[0]
    assert row["mentions"] == [row["author"]]


def test_a_post_without_id_gets_the_same_keyed_identity_twice_and_shares_it_with_nobody():
    nameless = raw("нет воды", "нет света").drop_columns(["post", "native_id"])
    nameless = nameless.add_column(0, "post", NOBODY).add_column(2, "native_id", NOBODY)
    once = pseudonymise(nameless, KEY)["post"].to_pylist()
    assert once == pseudonymise(nameless, KEY)["post"].to_pylist()
    assert once[0] != once[1]
    assert once != pseudonymise(nameless, OTHER_KEY)["post"].to_pylist()


@given(st.text(alphabet="abcdefghijklmnop_", min_size=5, max_size=12), st.text(max_size=30))
def test_no_handle_survives_whatever_stands_around_it(handle, around):
    name = "z" + handle
    assert f"@{name}" not in one(f"{around} @{name} {around}")["text"]
