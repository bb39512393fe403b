"""Invented texts of two topics in Kazakh, Russian and English, put together from parts; each one different."""

from itertools import product

import pyarrow as pa

WATER = (
    ("нет воды", "вода пропала", "су жоқ", "ауыз су келмей тұр", "no water", "the tap is dry", "вода из крана ржавая"),
    ("третий день", "с утра", "үшінші күн", "таңнан бері", "since Monday", "в нашем доме", "біздің үйде"),
)
ROADS = (
    ("яма на дороге", "разбитый асфальт", "жол шұңқыр", "асфальт бұзылған", "a pothole", "дорога вся в ямах",
     "the road is broken"),
    ("у школы", "возле рынка", "мектептің жанында", "базардың жанында", "near the school", "на повороте", "бұрылыста"),
)  # fmt: skip
NONSENSE = "Ⅹ 77777 ∎∎ 🙃🙃🙃"


def texts(first: int = 0, step: int = 1) -> pa.Table:
    """Every `step`-th of the 49 texts of each topic."""
    rows = [
        {"text": " ".join(parts), "label": label}
        for label, topic in (("water", WATER), ("roads", ROADS))
        for parts in list(product(*topic))[first::step]
    ]
    return pa.Table.from_pylist(rows)
