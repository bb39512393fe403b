"""How one person tells it: a phrasing, a place, more on the matter perhaps, some details, a greeting perhaps."""

import random

from tyndau.demo.tables import SLOT, WHERE_LANGUAGE, Form, Material, Phrasing

HERE = {"kk": "осында", "kk-plain": "осында", "kk-latn": "osynda", "ru": "здесь", "en": "here"}
GOES_ON = 0.45  # posts with a second text on the same matter
OPENED, CLOSED = 0.3, 0.2
ADDED = ("!!!", "да", "иә", "👇", "👍", "🙏", "🔥", "???", "ЕЩЕ РАЗ", "ТАРАТЫҢЫЗДАР", "репост", "‼️")


def told(one: Phrasing, forms: list[Form] | None, texts: Material, rng: random.Random) -> tuple[str, str]:
    """The text of an asking post and the KATO of the town that it names, or nothing."""
    text, place = placed(one, forms, rng)
    own = WHERE_LANGUAGE.get(one.language, one.language)
    more = texts.alike[one.topic, one.kind, one.language]
    details = 0 if texts.brief else 2
    if not texts.brief and len(more) > 1 and rng.random() < GOES_ON:
        second = rng.choice(more)
        if second is not one:
            here = HERE[own]
            said = second.text.replace(SLOT, here.capitalize() if second.text.startswith(SLOT) else here)
            text = f"{text.rstrip('.')}. {said}"
            details = 3
    # Details keep independent people apart: without them every tenth post would be a copy of another one by chance.
    parts = [text, *rng.sample(texts.details[one.language], details + (rng.random() < 0.4))]
    if rng.random() < OPENED:
        parts.insert(0, rng.choice(texts.frames[own, "opener"]))
    if rng.random() < CLOSED:
        parts.append(rng.choice(texts.frames[own, "closer"]))
    return joined(parts), place


def placed(one: Phrasing, forms: list[Form] | None, rng: random.Random) -> tuple[str, str]:
    """The text with its place, capital at the start as the writer had it, and the KATO of the town in it."""
    if not one.placed or not forms:
        return one.text.replace(SLOT, "").strip(), ""
    form = rng.choice(forms)
    said = form.text[0].upper() + form.text[1:] if one.text.startswith(SLOT) else form.text
    return one.text.replace(SLOT, said), form.place


def joined(parts: list[str]) -> str:
    """Sentences one after the other; an end that is no full stop stays."""
    *before, last = parts
    return " ".join([*(part if part[-1] in "!?…" else part.rstrip(".") + "." for part in before), last])


def changed(text: str, rng: random.Random) -> str:
    """A copy as somebody passes it on: mostly a word more, a word less or a word in capitals."""
    words = text.split()
    for _ in range(rng.choice((0, 1, 1, 2))):
        place = rng.randrange(1, len(words)) if len(words) > 1 else 0
        how = rng.random()
        if how < 0.6:
            words.insert(place, rng.choice(ADDED))
        elif how < 0.8 and len(words) > 12:
            del words[place]
        else:
            words[place] = words[place].upper()
    return " ".join(words)


def earlier(text: str) -> str:
    """How an edited post read before: without its last sentence, in lower case."""
    return (text.rsplit(". ", 1)[0] if ". " in text else text + " ...").lower()
