"""Somebody says that a figure is wrong; the answer is published under the number of the report."""

import re
import secrets
from datetime import datetime

from tyndau.portal.demands.models import FigureReport


def report_figure(page: str, text: str, language: str, now: datetime) -> str:
    """Keep what somebody says is wrong with a figure; returns the number under which the answer will be found."""
    code = re.search(r"/demands/(\w+)/", page)
    number = secrets.token_hex(5)
    FigureReport.objects.create(
        number=number, page=page, demand=code[1] if code and len(code[1]) <= 40 else "", text=text, language=language,
        reported_at=now,
    )  # fmt: skip
    return number


def answered(most: int = 20) -> list[FigureReport]:
    """Reports that were answered, the newest first; their texts are for the staff alone, the answers for everybody."""
    return list(FigureReport.objects.exclude(answered_at=None).order_by("-answered_at").defer("text")[:most])


def answer_report(report: FigureReport, answer: str, corrected: bool, now: datetime) -> None:
    """Publish the answer on the report's page."""
    report.answer, report.corrected, report.answered_at = answer, corrected, now
    report.save(update_fields=["answer", "corrected", "answered_at"])
