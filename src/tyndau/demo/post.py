"""One post of a demo corpus, and what is true of it."""

from typing import NamedTuple

from tyndau.demo.people import Account


class Truth(NamedTuple):
    """What is true of a post; the columns of truth.csv after `post`."""

    topic: str
    kind: str
    kato2: str  # the region that the text names, its first two digits
    place: str  # the town that it names, KATO
    language: str
    campaign: str  # posts of one name are copies of one text
    demand: str  # the planted demand that it belongs to
    staged: str = ""  # together-N: one of a group that shares links together; wave-N: passed on without a word; media-N


class Post(NamedTuple):
    at: int  # seconds since 1970
    account: Account
    text: str
    truth: Truth
    before: str = ""  # how it read when it was first collected; empty: it was not edited
    views: int = 0
    likes: int = 0
    act: str = "post"
    repeats: str = ""  # the wave whose first post this one passes on
    origin: int = 0  # the number of that post, from 1 in the order of time
    parent: int = 0  # the number of the post that this one answers
