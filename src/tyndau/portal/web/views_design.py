"""The gallery of components: every one with sample data, to be looked at when a style changes."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tyndau.portal.web import design_drawings as drawings
from tyndau.portal.web import design_samples as samples


def design(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/design.html",
        {
            "synthetic": True,
            "computed_at": datetime(2026, 11, 1, 4, 30, tzinfo=UTC),
            "demands": samples.DEMANDS,
            "quotes": samples.QUOTES,
            "heard": samples.HEARD,
            "filters": samples.FILTERS,
            "maps": [drawings.map_of_regions(), drawings.map_of_boundaries()],
            "small_map": drawings.map_of_regions(small=True),
            "strengths": [drawings.strength(False), drawings.strength(True), drawings.strongest()],
            "sparks": drawings.sparks(),
            "timeline": drawings.by_week(),
            "page": samples.SamplePage(3, has_previous=True, has_next=True),
            "crumbs": [("Tyndau", "/en/"), ("Design", "#")],
            "tags": [("жылу", "#"), ("горячая вода", "#"), ("Telegram", "")],
            "facts": [
                ("Who answers", "Akimat of Pavlodar Region"),
                ("Heard since", "4 October 2026"),
                ("Channels", "Telegram, VK"),
                ("Languages", "Kazakh, Russian"),
            ],
            "key_figures": [
                ("1 284", "demands", "Topic and region, told by five accounts or more."),
                ("30 000", "posts read", "From 412 public groups and channels."),
                ("57–64 %", "in Kazakh", "95 % interval, n = 2 000."),
                ("18", "regions", "Two have too few posts to be shown."),
            ],
            "steps": range(6),
        },
    )
