"""What is planted: demands of known size and place, tensions that rose before, and one that rises in the last week."""

import random
from dataclasses import dataclass

from tyndau.demo.tables import Material

DAYS = 150
DEMANDS = 150  # of 30,000 posts or more; fewer posts carry fewer demands
FULL = 30_000
SHARE = 0.45  # of all posts at most
LARGEST, SMALLEST = 1 / 50, 8  # part of all posts; posts
BENT = 2  # how fast sizes fall from the largest to the smallest: a few large ones, a heavy tail
IN_A_TOWN = 0.25  # of the demands
POSTS_A_PERSON = 1.3
QUIET = 40  # days before the end in which no demand begins or ends: only the episode may rise
RISING = 7  # days of a rise
TENSIONS = 6  # demands that rose for a week some time ago
QUIET_BEFORE = 92  # days from the first to the earliest such rise: who watches must have learned what is usual
TENSE = "heating"  # the topic of the episode, or the first one that is named like it


@dataclass(frozen=True)
class Planted:
    """One demand. `place` is empty, or the KATO of the one town whose people ask. Days count from the first day."""

    name: str
    kind: str  # planted, episode (rises in the last week), tension (rose before)
    topic: str
    region: str
    place: str
    posts: int
    people: int
    first: int
    days: int
    peak: int = -1  # last day of its rise

    def day(self, rng: random.Random) -> int:
        """The day of one post. Of a rise two in three fall into its week, later days weigh more."""
        if self.peak >= 0 and rng.random() < 0.67:
            return self.peak - int(RISING * (1 - rng.random() ** 0.5))
        return self.first + rng.randrange(self.days)


def plan(posts: int, rng: random.Random, texts: Material) -> list[Planted]:
    """The demands of a corpus of `posts` posts; no two share topic and region."""
    sizes = _sizes(posts)
    # A demand must be able to name its place, in one of the languages that can name every town.
    able = {topic for topic, ones in texts.asking.items() if any(o.placed and o.language in ("kk", "ru") for o in ones)}
    topics, towns = sorted(able), texts.towns()
    taken: set[tuple[str, str]] = set()
    planted: list[Planted] = []
    for size in sizes:
        # The tension is neither the largest demand nor one of the small ones.
        episode = len(planted) == min(3, len(sizes) - 1)
        place = "" if episode or rng.random() > IN_A_TOWN else rng.choice(towns)
        topic, region = rng.choice(topics), place[:2] or rng.choice(texts.regions)
        if episode:
            topic = min(topics, key=lambda name: (name != TENSE, not name.startswith(TENSE), name))
        while (topic, region) in taken:
            place, region = "", rng.choice(texts.regions)
            topic = topic if episode else rng.choice(topics)
        taken.add((topic, region))
        tension = not episode and 4 <= len(planted) < 4 + 4 * TENSIONS and len(planted) % 4 == 0 and len(sizes) > 40
        kind = "episode" if episode else "tension" if tension else "planted"
        peak = DAYS - 1 if episode else QUIET_BEFORE + rng.randrange(DAYS - QUIET - QUIET_BEFORE) if tension else -1
        first, days = 0, DAYS
        if kind == "planted" and rng.random() < 0.5:
            days = rng.randrange(20, DAYS - QUIET)
            first = rng.randrange(DAYS - QUIET - days + 1)
        planted.append(
            Planted(
                f"d{len(planted) + 1:03}", kind, topic, region, place, size,
                max(1, round(size / POSTS_A_PERSON)), first, days, peak,
            )
        )  # fmt: skip
    return planted


def _sizes(posts: int) -> list[int]:
    """Posts of each demand, largest first, as many as the share allows."""
    number = round(DEMANDS * min(1.0, (posts / FULL) ** 0.5))
    smallest = max(SMALLEST, posts // 3750)
    largest = max(smallest, int(posts * LARGEST))
    sizes: list[int] = []
    for rank in range(number):
        size = int(smallest * (largest / smallest) ** ((1 - rank / max(number - 1, 1)) ** BENT))
        if sum(sizes) + size <= posts * SHARE:
            sizes.append(size)
    return sizes
