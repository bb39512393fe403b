"""A demand in a list, written in Python: pages show twenty, and a template took five times as long for each."""

from functools import cache
from typing import Any, Protocol

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyndau.portal import formatting, reader
from tyndau.portal.web.templatetags.strength import strength_bar, strength_words

register = template.Library()


class Shown(Protocol):
    """What a card reads of a demand (demands.queries.Card)."""

    topic_name: str
    territory_name: str
    body_name: str
    is_part: bool
    words: Any
    phrases: Any
    channels: Any
    accounts_min: int
    accounts_max: int
    posts: int
    echo_posts: int
    trend: str
    last_heard: Any

    def get_absolute_url(self) -> str: ...


@register.simple_tag
def demand_card(demand: Shown, level: int = 3) -> SafeString:
    """`{% demand_card demand 2 %}`: an article whose heading is of that level. All that it is given is escaped."""
    day = formatting.day_in(demand.last_heard, get_current_timezone())
    language = reader.language()
    posts = ngettext("%(n)s post", "%(n)s posts", demand.posts) % {"n": formatting.number(language, demand.posts)}
    if demand.echo_posts:
        posts += ", " + _("copies among them: %(n)s") % {"n": formatting.number(language, demand.echo_posts)}
    # Words stand outside of f-strings: in them the tool that gathers messages does not see them.
    answers, body = escape(_("Who answers:")), escape(demand.body_name or _("not determined"))
    last_heard = escape(_("Last heard:"))
    return mark_safe(  # noqa: S308 - each part is escaped where it is put in
        f'<article class="demand"><div class="demand-told"><h{level}><a href="{escape(demand.get_absolute_url())}">'
        f"{escape(demand.topic_name)}</a></h{level}>"
        f'<p class="demand-place">{escape(demand.territory_name)}</p>{_words(demand)}{_phrases(demand)}'
        f'<p class="demand-body"><span>{answers}</span> {body}</p></div>'
        f'<div class="demand-measured"><div class="demand-strength"><p class="strength-words">'
        f"{strength_words(demand.accounts_min, demand.accounts_max)}</p><p>{_trend(demand.trend, language)}</p></div>"
        f"{strength_bar(demand.accounts_min, demand.accounts_max)}"
        f'<p class="demand-meta"><span>{escape(" · ".join([posts, *filter(None, [", ".join(demand.channels)])]))}'
        f"</span><span>{last_heard} "
        f'<time datetime="{day.isoformat()}">{escape(formatting.day(language, day, "short"))}</time></span></p>'
        "</div></article>"
    )


def _words(demand: Shown) -> str:
    if not (demand.is_part and demand.words):
        return ""
    label, words = escape(_("In particular:")), escape(", ".join(demand.words))
    return f'<p class="demand-words"><span>{label}</span> {words}</p>'


def _phrases(demand: Shown) -> str:
    if not demand.phrases:
        return ""
    label = escape(_("In people's words"))
    told = "".join(f'<li><q dir="auto"{_lang(one)}>{escape(str(one))}</q></li>' for one in demand.phrases)
    return f'<ul class="demand-phrases" aria-label="{label}">{told}</ul>'


def _lang(phrase: Any) -> str:
    """Only where the language is one of three: of a mixture no language can be told."""
    language = getattr(phrase, "language", "")
    return f' lang="{language}"' if language in formatting.LOCALES else ""


@cache
def _trend(trend: str, _language: str) -> str:
    return render_to_string("cotton/trend.html", {"trend": trend})
