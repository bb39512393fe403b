"""Who reads this page: the language that it is written in."""

from django.utils.translation import get_language

from tyndau.portal import formatting


def language() -> str:
    """The code of the language that is active; Kazakh where none is."""
    code = (get_language() or "kk")[:2]
    return code if code in formatting.LOCALES else "kk"
