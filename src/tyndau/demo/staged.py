"""What looks like many people and is not, and its counterpart: acts under one's own name.

Groups that share links together within a minute, waves that are passed on without a word of one's own, media that
publish the same news at once (and mean no harm), links that anybody shares at any time; and appeals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tyndau.demo.plan import DAYS, Planted
from tyndau.demo.post import Post, Truth
from tyndau.demo.tables import WHERE_LANGUAGE
from tyndau.demo.texts import placed, told

if TYPE_CHECKING:
    from tyndau.demo.corpus import Author

FULL = 30_000
GROUPS, MEMBERS, OBJECTS = 3, 12, 9  # groups that share together; accounts of each; links that they share
TOGETHER_WITHIN = 45  # seconds
TURNS_UP = 0.8  # chance that a member shares a given link of the group
WAVES, WAVE_POSTS, WAVE_DAYS = 3, 220, 3
CHANNELS, NEWS, NEWS_WITHIN = 4, 30, 50  # media that publish together; news; seconds
LINKED = 0.03  # of all posts of the networks share a link that many share
POPULAR = 40  # such links
APPEALED = 0.5  # of the planted demands
CONVERTED = 0.06  # of their people write an appeal
READ_MORE = {"kk": "Толығырақ:", "ru": "Подробнее:", "en": "More:"}
NETWORK = "instagram"  # the platform whose export tells reposts
SITE = "https://news.example.kz"  # a name that nobody can own (RFC 2606)


def together(author: Author, count: int) -> list[Post]:
    """Groups of accounts that push one matter of one region, each in words of its own, with the same link at once."""
    made: list[Post] = []
    for number in range(1, min(GROUPS, count // 1000) + 1):
        topic, region = author.rng.choice(sorted(author.texts.asking)), author.rng.choice(author.texts.regions)
        phrasings = [one for one in author.texts.asking[topic] if one.placed and author.forms(one, region)]
        if not phrasings:
            continue
        members = [author.people.account(who) for who in author.people.residents(region, MEMBERS)]
        first = author.rng.randrange(20, DAYS - 60)
        for place in range(OBJECTS):
            # A steady rhythm, day and night: nobody sleeps in a group that posts by the clock.
            at = author.start + 86_400 * first + place * 5 * 3600 + author.rng.randrange(600)
            for account in members:
                if author.rng.random() > TURNS_UP:
                    continue
                one = author.rng.choice(phrasings)
                text, town = told(one, author.forms(one, region), author.texts, author.rng)
                truth = Truth(topic, one.kind, region, town, one.language, "", "", f"together-{number}")
                moment = at + author.rng.randrange(TOGETHER_WITHIN)
                made.append(Post(moment, account, f"{text} {_link(f'together/{number}-{place}')}", truth))
    return made


def waves(author: Author, count: int) -> list[Post]:
    """One post each that hundreds pass on without a word, with many views and likes: loud, and cheap."""
    made: list[Post] = []
    size = WAVE_POSTS * min(count, FULL) // FULL
    for number in range(1, WAVES + 1 if size > 4 else 1):
        topic, region = author.rng.choice(sorted(author.texts.asking)), author.rng.choice(author.texts.regions)
        one = author.rng.choice([one for one in author.texts.asking[topic] if one.placed])
        forms = author.forms(one, region) or author.texts.forms[region, "ru"]
        text, town = told(one, forms, author.texts, author.rng)
        start = author.at(author.rng.randrange(15, DAYS - 50))
        truth = Truth(topic, one.kind, region, town, one.language, f"wave-{number}", "", f"wave-{number}")
        people = author.people.residents(region, size + 1)
        accounts = [author.people.through(who, NETWORK) for who in people]
        made.append(Post(start, accounts[0], text, truth, views=180 * size, likes=25 * size))
        for account in accounts[1:]:
            # Most pass it on within a day: the chance falls with the time.
            moment = start + 60 + int(86_400 * WAVE_DAYS * author.rng.random() ** 3)
            views, likes = author.rng.randrange(80), author.rng.randrange(6)
            made.append(Post(moment, account, text, truth, views=views, likes=likes, repeats=f"wave-{number}"))
    return made


def media(author: Author, count: int) -> list[Post]:
    """Channels of one publisher: the same news in the same minute, as publishers do."""
    made: list[Post] = []
    news = author.texts.silent["news"]
    channels = [author.people.through(("media", number), NETWORK) for number in range(CHANNELS)]
    for number in range(NEWS if count >= 5000 else 0):
        one, region = author.rng.choice(news), author.rng.choice(author.texts.regions)
        text, town = placed(one, author.forms(one, region), author.rng)
        at = author.at(author.rng.randrange(DAYS))
        truth = Truth(one.topic, "news", region if one.placed else "", town, one.language, f"news-{one.number}", "")
        for account in channels:
            said = f"{text} {_link(f'agency/{number}')}"
            moment = at + author.rng.randrange(NEWS_WITHIN)
            made.append(Post(moment, account, said, truth._replace(staged="media-1"), views=author.rng.randrange(4000)))
    return made


def linked(author: Author, post: Post) -> Post:
    """Some people add a link to what they say; a few links are shared by many, at any time."""
    if post.truth.staged or post.act != "post" or author.rng.random() > LINKED:
        return post
    language = WHERE_LANGUAGE.get(post.truth.language, post.truth.language)[:2]
    link = _link(f"popular/{int(POPULAR * author.rng.random() ** 2)}")
    return post._replace(text=f"{post.text} {READ_MORE[language]} {link}")


def appeals(author: Author, count: int, planted: list[Planted]) -> list[Post]:
    """Appeals for half of the planted demands: some of their people write to the state under their own name."""
    made: list[Post] = []
    for one in planted:
        if author.rng.random() > APPEALED:
            continue
        phrasings = [said for said in author.texts.asking[one.topic] if said.placed and said.language in ("kk", "ru")]
        phrasings = [said for said in phrasings if author.forms(said, one.region, one.place)]
        if not phrasings:
            continue
        for who in author.people.residents(one.region, max(1, round(one.people * CONVERTED))):
            said = author.rng.choice(phrasings)
            text, town = told(said, author.forms(said, one.region, one.place), author.texts, author.rng)
            truth = Truth(one.topic, said.kind, one.region, town, said.language, "", one.name)
            account = author.people.through(who, "eotinish")
            made.append(Post(author.at(one.day(author.rng)), account, text, truth, act="appeal"))
    return made[: count // 20]


def _link(path: str) -> str:
    return f"{SITE}/{path}"
