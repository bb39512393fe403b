"""Reads drawings back: as XML, so that a test fails where a browser would only guess."""

from xml.etree import ElementTree

from markupsafe import Markup

HOSTILE = "</title><script>alert(1)</script>\"' onload=\u202e & <b> %s {name} ]]> Ә"


def parsed(svg: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{svg}</div>")  # noqa: S314 (drawn by ourselves)


def of_class(svg: Markup, name: str) -> list[ElementTree.Element]:
    return [one for one in parsed(svg).iter() if name in one.get("class", "").split()]


def texts(svg: Markup) -> list[str]:
    return [one.text or "" for one in parsed(svg).iter("text")]
