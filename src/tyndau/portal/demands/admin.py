"""Runs, what of them was not imported, and reports of errors, in the administration."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tyndau.portal.demands.figure_reports import answer_report
from tyndau.portal.demands.hiding import hide
from tyndau.portal.demands.models import Demand, FigureReport, RejectedRow, Run
from tyndau.portal.people.admin_site import AuditedAdmin


@admin.register(Run)
class RunAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "demands.see_work"}
    list_display = ("computed_at", "imported_at", "current", "posts", "voices", "demands", "hidden", "synthetic")
    exclude = ("told",)


@admin.register(RejectedRow)
class RejectedRowAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "demands.see_work"}
    list_display = ("run", "demand", "reason", "value")
    list_filter = ("reason",)
    list_select_related = ("run",)


class HidingForm(forms.ModelForm[Demand]):
    """What people wrote, each with a box to take it out."""

    texts = forms.MultipleChoiceField(
        label=_("Take out"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Texts that name or describe a person. They do not come back with the next run."),
    )  # fmt: skip

    class Meta:
        model = Demand
        fields = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        texts = [one["text"] for one in self.instance.evidence.quotes] + [one[1] for one in self.instance.phrases]
        choices: list[tuple[str, str]] = [(text, text) for text in texts]
        self.fields["texts"].choices = choices  # type: ignore[attr-defined]


@admin.register(Demand)
class DemandAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "demands.see_work", "change": "demands.hide_quote"}
    form = HidingForm
    fields = ("code", "topic", "territory", "accounts_min", "accounts_max", "trend", "status", "texts")
    readonly_fields = ("code", "topic", "territory", "accounts_min", "accounts_max", "trend", "status")
    list_display = ("code", "topic", "territory", "accounts_min", "accounts_max", "trend", "status", "last")
    list_filter = ("status", "trend")
    list_select_related = ("topic", "territory")
    search_fields = ("code",)
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Demand, form: Any, change: bool) -> None:
        hide(obj, form.cleaned_data["texts"], timezone.now())


class AnswerForm(forms.ModelForm[FigureReport]):
    answer = forms.CharField(
        label=_("Answer"), widget=forms.Textarea({"rows": 6}), max_length=4000,
        help_text=_("It is published on the page of the report."),
    )  # fmt: skip

    class Meta:
        model = FigureReport
        fields = ("answer", "corrected")


@admin.register(FigureReport)
class FigureReportAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "demands.see_work", "change": "demands.answer_report"}
    audited_values = ("corrected",)
    form = AnswerForm
    fields = ("number", "page", "text", "reported_at", "answer", "corrected", "answered_at")
    readonly_fields = ("number", "page", "text", "reported_at", "answered_at")
    list_display = ("number", "demand", "page", "reported_at", "answered_at", "corrected")
    list_filter = (("answered_at", admin.EmptyFieldListFilter),)

    def save_model(self, request: HttpRequest, obj: FigureReport, form: Any, change: bool) -> None:
        answer_report(obj, form.cleaned_data["answer"], form.cleaned_data["corrected"], timezone.now())
