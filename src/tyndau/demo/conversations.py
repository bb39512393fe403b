"""Who answers whom: people answer mostly those of their own circle, a few build bridges."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tyndau.demo.post import Post

if TYPE_CHECKING:
    from tyndau.demo.corpus import Author

CIRCLES = 4  # on each platform; a region belongs to one of them
ANSWERS = 0.25  # of the posts answer an earlier one
OUTSIDE = 0.1  # of the answers leave the circle
RECENT = 60  # posts of the circle that are still in sight
ANSWERING = ("vk", "instagram", "forum", "telegram")  # platforms whose export tells what is answered


def conversing(posts: list[Post], author: Author) -> list[Post]:
    """The same posts in the same order; some know the number of the post that they answer or pass on, from 1."""
    home = author.people.regions()
    regions = {region: place % CIRCLES for place, region in enumerate(author.texts.regions)}
    seen: dict[tuple[str, int], list[int]] = defaultdict(list)
    first: dict[str, int] = {}
    told: list[Post] = []
    for number, post in enumerate(posts, start=1):
        platform = post.account.platform
        circle = regions.get(home.get(post.account.number, ""), 0)
        if post.repeats:
            post = post._replace(origin=first.get(post.repeats, 0))
        elif post.truth.staged.startswith("wave"):
            first[post.truth.staged] = number
        elif platform in ANSWERING and post.act == "post" and author.rng.random() < ANSWERS:
            outside = author.rng.random() < OUTSIDE
            near = seen[platform, (circle + author.rng.randrange(1, CIRCLES)) % CIRCLES if outside else circle][
                -RECENT:
            ]
            if near:
                post = post._replace(parent=author.rng.choice(near))
        seen[platform, circle].append(number)
        told.append(post)
    return told
