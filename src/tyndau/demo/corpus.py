"""The posts of a demo corpus: planted demands, background, campaigns, cross-posts, and what asks for nothing."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count as numbers

from tyndau.demo import staged
from tyndau.demo.conversations import conversing
from tyndau.demo.people import Account, People
from tyndau.demo.plan import DAYS, Planted
from tyndau.demo.post import Post, Truth
from tyndau.demo.tables import WHERE_LANGUAGE, Form, Material, Phrasing
from tyndau.demo.texts import changed, earlier, joined, placed, told

NOISE = (("chatter", 0.12), ("advertising", 0.07), ("news", 0.07), ("thanks", 0.04))  # parts of all posts
CROSSED = 0.01  # of all posts: the same words again by the same person on another platform
CAMPAIGNS = 0.12  # of all posts at most
PASSED_ON = 16  # campaigns made of a phrasing, beside those of echoes.csv
CARD = 0.85  # of the chatter: a saying or a greeting that many pass on
EDITED = 0.01  # of the posts on platforms that were read twice
HOURS = (3, 4, 5, 8, 9, 12, 13, 14, 15, 16)  # UTC: the same local day all over the country


class Author:
    """Writes the posts of one corpus; all chance comes from one seeded source."""

    def __init__(self, texts: Material, people: People, rng: random.Random, last: date) -> None:
        self.texts, self.people, self.rng = texts, people, rng
        start = datetime(last.year, last.month, last.day, tzinfo=UTC) - timedelta(days=DAYS - 1)
        self.start = int(start.timestamp())
        self.campaigns = numbers(1)

    def at(self, day: int) -> int:
        hour = self.rng.choice(HOURS)
        return self.start + 86_400 * day + 3600 * hour + self.rng.randrange(3600)

    def anybody(self, region: str) -> Account:
        return self.people.account(self.people.anybody(region))

    def forms(self, one: Phrasing, region: str, place: str = "") -> list[Form] | None:
        language = WHERE_LANGUAGE.get(one.language, one.language)
        return self.texts.cities.get((place, language)) if place else self.texts.forms[region, language]

    def demand(self, planted: Planted) -> Iterator[Post]:
        """Every person of the demand once, then some of them again; each names the place."""
        phrasings = [one for one in self.texts.asking[planted.topic] if one.placed]
        phrasings = [one for one in phrasings if self.forms(one, planted.region, planted.place)]
        residents = self.people.residents(planted.region, planted.people)
        for number in range(planted.posts):
            who = residents[number] if number < len(residents) else self.rng.choice(residents)
            one = self.rng.choice(phrasings)
            text, place = told(one, self.forms(one, planted.region, planted.place), self.texts, self.rng)
            truth = Truth(one.topic, one.kind, planted.region, place, one.language, "", planted.name)
            yield Post(self.at(planted.day(self.rng)), self.people.account(who), text, truth)

    def background(self, count: int) -> Iterator[Post]:
        """Single voices, any topic, any region, some without a place."""
        topics = sorted(self.texts.asking)
        for _ in range(count):
            one, region = (
                self.rng.choice(self.texts.asking[self.rng.choice(topics)]),
                self.rng.choice(self.texts.regions),
            )
            text, place = told(one, self.forms(one, region), self.texts, self.rng)
            truth = Truth(one.topic, one.kind, region if one.placed else "", place, one.language, "", "")
            yield Post(self.at(self.rng.randrange(DAYS)), self.anybody(region), text, truth)

    def silent(self, kind: str, count: int) -> Iterator[Post]:
        """News and advertising are copies of few texts, as in life; thanks are each person's own; chatter is both."""
        texts = self.texts.silent[kind]
        talk: dict[str, list[str]] = {}
        for one in self.texts.silent["chatter"]:
            talk.setdefault(one.language, []).append(placed(one, None, self.rng)[0])
        for _ in range(count):
            one, region = self.rng.choice(texts), self.rng.choice(self.texts.regions)
            text, place = placed(one, self.forms(one, region), self.rng)
            campaign = f"{kind}-{one.number}"
            chat = talk.get(one.language) or talk[WHERE_LANGUAGE.get(one.language, one.language)]
            if kind == "thanks" or (kind == "chatter" and len(chat) > 10 and self.rng.random() > CARD):
                more = self.rng.sample(chat, 2)
                text, campaign = joined([text, *(said for said in more if said not in text)]), ""
            elif self.rng.random() < 0.3:
                text = changed(text, self.rng)
            truth = Truth(one.topic, kind, region if one.placed else "", place, one.language, campaign, "")
            yield Post(self.at(self.rng.randrange(DAYS)), self.anybody(region), text, truth)

    def crossed(self, posts: list[Post], count: int) -> Iterator[Post]:
        """Some of these posts again, through another account of the same person, within the hour."""
        owners = {account.number: who for who, accounts in self.people.accounts.items() for account in accounts}
        for post in self.rng.sample(posts, min(count, len(posts))):
            first, second = self.people.both(owners[post.account.number])
            account = second if post.account == first else first
            text = changed(post.text, self.rng) if self.rng.random() < 0.4 else post.text
            yield Post(post.at + self.rng.randrange(60, 3600), account, text, post.truth)

    def copies(self, text: str, truth: Truth, count: int) -> Iterator[Post]:
        """A campaign: within two days by people of everywhere, one copy in four by one of three busy accounts."""
        first = self.rng.randrange(10, DAYS - 50)
        busy = [self.anybody(self.rng.choice(self.texts.regions)) for _ in range(3)]
        for _ in range(count):
            account = (
                self.rng.choice(busy) if self.rng.random() < 0.25 else self.anybody(self.rng.choice(self.texts.regions))
            )
            yield Post(self.at(first + self.rng.randrange(2)), account, changed(text, self.rng), truth)

    def echoes(self, posts: int) -> Iterator[Post]:
        """The campaigns of echoes.csv, and phrasings that people pass on; sizes fall from one to the next."""
        room = int(posts * CAMPAIGNS)
        for row in self.texts.echoes:
            size = max(posts // 100, 6)
            if size <= room:
                room -= size
                truth = Truth(row["topic"], "complaint", row["kato2"], "", row["language"], row["campaign"], "")
                yield from self.copies(row["text"], truth, size)
        topics = sorted(self.texts.asking)
        for rank in range(PASSED_ON):
            size = max(posts // (120 * (rank + 1)), 4)
            one = self.rng.choice(self.texts.asking[self.rng.choice(topics)])
            region = self.rng.choice(self.texts.regions)
            text, place = told(one, self.forms(one, region), self.texts, self.rng)
            if size <= room:
                room -= size
                kato2 = region if one.placed else ""
                truth = Truth(one.topic, one.kind, kato2, place, one.language, f"passed-on-{rank + 1}", "")
                yield from self.copies(text, truth, size)


def corpus(count: int, planted: list[Planted], author: Author) -> list[Post]:
    """`count` posts in the order of time."""
    made = list(author.echoes(count))
    made += staged.together(author, count) + staged.waves(author, count) + staged.media(author, count)
    made += staged.appeals(author, count, planted)
    asking = [post for one in planted for post in author.demand(one)]
    noise = [post for kind, part in NOISE for post in author.silent(kind, int(count * part))]
    crossed = int(count * CROSSED)
    asking += author.background(max(count - len(made) - len(asking) - len(noise) - crossed, 1))
    pairs = author.rng.sample(range(len(asking)), min(crossed, len(asking)))
    for number, place in enumerate(pairs, start=1):
        post = asking[place]
        asking[place] = post._replace(truth=post.truth._replace(campaign=f"crossed-{number}"))
    made += asking + noise
    made += author.crossed([asking[place] for place in pairs], crossed)
    made = [post._replace(before=earlier(post.text)) if author.rng.random() < EDITED else post for post in made[:count]]
    made = [staged.linked(author, post) for post in made]
    return conversing(sorted(made, key=lambda post: (post.at, post.account.number)), author)
