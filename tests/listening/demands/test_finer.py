import random

import pyarrow as pa

from tyndau.listening.demands.finer import finer, part_id
from tyndau.listening.parameters import Parameters

WHOLE, SIMILARITY = "d0", Parameters("kz").part_similarity
SCHOOL_12 = [
    "в школе 12 нет отопления дети сидят в куртках",
    "школа 12 без отопления дети в куртках мёрзнут",
    "почему в школе 12 нет отопления дети мёрзнут в куртках",
    "школа номер 12 отопления нет дети в куртках",
    "третий день школа 12 без отопления дети в куртках",
    "дети школы 12 сидят в куртках отопления нет",
    "нет отопления школа 12 дети в куртках просим помочь",
    "у нас школа 12 дети в куртках нет отопления",
]
OTHERS = [
    "не хватает учебников по физике для девятого класса",
    "учительница кричит на первоклассников каждый урок",
    "столовая кормит холодной кашей и дорого",
    "форма стоит как половина зарплаты",
    "расписание меняют каждую неделю без предупреждения",
    "домашних заданий задают до полуночи",
    "спортзал закрыт на ключ уже полгода",
    "нет преподавателя английского второй семестр",
    "собрания проводят в рабочее время",
    "электронный дневник опять не открывается",
    "вход через чёрный двор по грязи",
    "кружки стали платными без объяснений",
]


def told(*texts: str, echo: dict[int, str] | None = None, account: str = "a{}") -> tuple[pa.Table, pa.Table]:
    posts = [f"p{number:02}" for number in range(len(texts))]
    voices = pa.table(
        {
            "demand_id": [WHOLE] * len(texts),
            "post": posts,
            "topic": ["schools"] * len(texts),
            "platform": ["vk"] * len(texts),
            "account": [account.format(number) for number in range(len(texts))],
            "echo": pa.array([(echo or {}).get(number) for number in range(len(texts))], pa.string()),
        }
    )
    return voices, pa.table({"post": posts, "normal": list(texts), "language": ["ru"] * len(texts)})


def parts_of(*texts: str, **more) -> tuple[list[str], list[dict]]:
    voices, parts = finer(*told(*texts, **more), least=8, similarity=SIMILARITY)
    return voices["demand_id"].to_pylist(), parts.to_pylist()


def test_a_matter_that_many_tell_in_like_words_stands_for_itself_and_is_named_by_them():
    ids, (part,) = parts_of(*SCHOOL_12, *OTHERS)
    assert part["parent"] == WHOLE
    assert ids == [part["demand_id"]] * 8 + [WHOLE] * 12
    assert len(part["words"]) == 3
    assert set(part["words"]) <= set(" ".join(SCHOOL_12).split())
    assert part["demand_id"] == part_id(WHOLE, part["stems"])


def test_too_few_people_or_nearly_all_of_them_are_no_part():
    assert parts_of(*SCHOOL_12[:7], *OTHERS)[1] == []
    assert parts_of(*SCHOOL_12[:1] * 24, *OTHERS[:3])[1] == []


def test_two_matters_that_share_all_voices_between_them_do_not_leave_a_whole_of_nobody():
    bus = "автобус не приходит утром на остановку опять"
    ids, parts = parts_of(*[SCHOOL_12[0]] * 10, *[bus] * 10)
    assert len(parts) == 1
    assert ids.count(WHOLE) == 10


def test_copies_of_one_message_are_one_voice_and_split_off_nothing():
    copies = dict.fromkeys(range(8), "e1")
    assert parts_of(*SCHOOL_12, *OTHERS, echo=copies)[1] == []


def test_one_account_that_writes_much_is_one_voice():
    assert parts_of(*SCHOOL_12, *OTHERS, account="same")[1] == []


def test_every_post_of_a_voice_goes_with_it():
    voices, posts = told(*SCHOOL_12, *OTHERS, SCHOOL_12[0])
    accounts = voices["account"].to_pylist()
    accounts[-1] = accounts[0]
    voices = voices.set_column(4, "account", pa.array(accounts))
    ids = finer(voices, posts, 8, SIMILARITY)[0]["demand_id"].to_pylist()
    assert ids[-1] == ids[0] != WHOLE


def test_the_order_of_posts_changes_nothing():
    voices, posts = told(*SCHOOL_12, *OTHERS)
    order = list(range(posts.num_rows))
    random.Random(1).shuffle(order)
    once, again = finer(voices, posts, 8, SIMILARITY), finer(voices, posts.take(order), 8, SIMILARITY)
    assert once[0].equals(again[0])
    assert once[1].equals(again[1])


def test_posts_that_no_stemmer_reads_and_no_posts_at_all_make_no_part():
    voices, posts = told(*SCHOOL_12, *OTHERS)
    foreign = posts.set_column(2, "language", pa.array(["other"] * posts.num_rows))
    assert finer(voices, foreign, 8, SIMILARITY)[1].num_rows == 0
    assert finer(voices.slice(0, 0), posts, 8, SIMILARITY)[1].num_rows == 0
