"""Telegram Desktop export. Structure: https://core.telegram.org/import-export; fields seen in exports of version 5."""

import json
from pathlib import Path

from tyndau.listening.sources import source_of
from tyndau.listening.sources.source import InputFile, Options, Rejection, Row


def export(tmp_path: Path, messages: list, **chat) -> InputFile:
    path = tmp_path / "result.json"
    content = {"name": "Yard", "type": "private_supergroup", "id": 4242, "messages": messages, **chat}
    path.write_text(json.dumps(content, ensure_ascii=False))
    return InputFile(path, "result.json", path.read_bytes()[:65536])


def message(**fields):
    base = {
        "id": 7,
        "type": "message",
        "date": "2026-03-02T14:00:00",
        "date_unixtime": "1772442000",
        "from": "Aigerim",
        "from_id": "user1",
        "text": "Су жоқ",
        "a_field_of_tomorrow": {"deep": [1]},
    }
    return {**base, **fields}


def read(file: InputFile) -> list:
    source = source_of(file)
    assert source.name == "telegram"
    return list(source.read(file, Options()))


def test_a_message_becomes_a_row_with_the_time_that_has_a_zone(tmp_path):
    (row,) = read(export(tmp_path, [message()]))
    assert row.values["created_at"] == "1772442000"
    assert (row.values["id"], row.values["author"], row.values["text"]) == ("4242/7", "user1", "Су жоқ")


def test_a_text_of_pieces_and_entities_is_read_as_one_text(tmp_path):
    pieces = ["Кайда ", {"type": "bold", "text": "су"}, "? ", {"type": "hashtag", "text": "#су"}]
    (row,) = read(export(tmp_path, [message(text=pieces)]))
    assert row.values["text"] == "Кайда су? #су"


def test_a_service_message_is_counted_and_not_read(tmp_path):
    service, row = read(export(tmp_path, [message(type="service", action="pin_message"), message()]))
    assert service == Rejection(1, "row.service-message", "pin_message")
    assert isinstance(row, Row)


def test_all_chats_of_an_account_are_read(tmp_path):
    path = tmp_path / "all.json"
    chats = [{"id": 1, "messages": [message()]}, {"id": 2, "messages": [message()]}]
    path.write_text(json.dumps({"about": "…", "chats": {"about": "…", "list": chats}}))
    rows = read(InputFile(path, "all.json", path.read_bytes()))
    assert [row.values["id"] for row in rows] == ["1/7", "2/7"]


def test_reactions_are_counted_as_likes_and_answers_keep_their_parent(tmp_path):
    reactions = [{"type": "emoji", "count": 2, "emoji": "👍"}, {"type": "emoji", "count": 3, "emoji": "😢"}]
    (row,) = read(export(tmp_path, [message(reactions=reactions, reply_to_message_id=3)]))
    assert (row.values["likes"], row.values["parent"]) == (5, "4242/3")


def test_a_channel_post_speaks_for_the_channel(tmp_path):
    (row,) = read(export(tmp_path, [message(from_id="channel99", **{"from": "Akimat news"})]))
    assert row.values["author"] == "channel99"


def test_a_shared_location_is_a_geotag_and_a_groups_name_a_home(tmp_path):
    spot = {"latitude": 52.29, "longitude": 76.96}
    (row,) = read(export(tmp_path, [message(location_information=spot, address="Павлодар, Сатпаева 1")]))
    assert (row.values["lat"], row.values["lon"], row.values["home_place"]) == (52.29, 76.96, "Yard")
    assert "Сатпаева" not in str(row.values)  # the address says no more than the geotag, and would be kept


def test_the_name_of_a_private_chat_is_a_person_and_no_home(tmp_path):
    (row,) = read(export(tmp_path, [message()], type="personal_chat", name="Жанибек"))
    assert row.values["home_place"] is None
