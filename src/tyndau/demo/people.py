"""Invented people and their accounts: most have one account, one in five a second one on another platform."""

import random
from itertools import count
from typing import NamedTuple

PLATFORMS = ("telegram", "vk", "instagram", "youtube", "forum")
WEIGHTS = (0.4, 0.65, 0.8, 0.9, 1.0)  # summed up
SECOND_ACCOUNT = 0.2


class Account(NamedTuple):
    """An account and who speaks through it. Numbers of accounts and of persons tell nothing of each other."""

    platform: str
    number: int
    person: int


class People:
    """People come into being when they first speak; the same draws give the same people."""

    def __init__(self, rng: random.Random, per_region: int) -> None:
        self.rng = rng
        self.per_region = per_region
        self.accounts: dict[tuple[str, int], list[Account]] = {}
        self.numbers = count(1)

    def anybody(self, region: str) -> tuple[str, int]:
        """A resident. A few write much, most write once: the square pushes the draw towards the low numbers."""
        return region, int(self.per_region * self.rng.random() ** 2)

    def residents(self, region: str, wanted: int) -> list[tuple[str, int]]:
        """`wanted` different residents, or all where there are fewer."""
        numbers = self.rng.sample(range(self.per_region), min(wanted, self.per_region))
        return [(region, number) for number in numbers]

    def account(self, who: tuple[str, int]) -> Account:
        """The account through which a person speaks this time."""
        known = self._known(who)
        return known[0] if len(known) == 1 or self.rng.random() < 0.7 else known[1]

    def through(self, who: tuple[str, int], platform: str) -> Account:
        """The account of a person on this platform; who had none opens one."""
        known = self._known(who)
        for account in known:
            if account.platform == platform:
                return account
        known.append(Account(platform, next(self.numbers), known[0].person))
        return known[-1]

    def regions(self) -> dict[int, str]:
        """The region of each account by its number."""
        return {account.number: region for (region, _), known in self.accounts.items() for account in known}

    def both(self, who: tuple[str, int]) -> list[Account]:
        """Two accounts of a person; who had one opens a second."""
        known = self._known(who)
        if len(known) == 1:
            self._open(known, known[0].person)
        return known[:2]

    def _known(self, who: tuple[str, int]) -> list[Account]:
        known = self.accounts.get(who)
        if known is None:
            known = self.accounts[who] = []
            self._open(known, len(self.accounts))
            if self.rng.random() < SECOND_ACCOUNT:
                self._open(known, known[0].person)
        return known

    def _open(self, known: list[Account], person: int) -> None:
        drawn = self.rng.random()
        platform = next(name for name, edge in zip(PLATFORMS, WEIGHTS, strict=True) if drawn < edge)
        if known and platform == known[0].platform:
            platform = PLATFORMS[PLATFORMS.index(platform) - 1]
        known.append(Account(platform, next(self.numbers), person))
