"""Forms of the staff."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tyndau.portal.analysis.models import Correction, Incident, Triage
from tyndau.portal.bodies import queries as named

SPAN = timedelta(days=60)  # incidents further off an alarm are not offered


class CorrectionForm(forms.ModelForm[Correction]):
    class Meta:
        model = Correction
        fields = ("finding", "text")
        widgets = {"text": forms.Textarea({"rows": 4}), "finding": forms.RadioSelect}  # noqa: RUF012
        help_texts = {"text": _("Everybody reads it. Name no person.")}  # noqa: RUF012

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Without the empty choice that a select box would need.
        self.fields["finding"].choices = Correction.Finding.choices  # type: ignore[attr-defined]


class TriageForm(forms.ModelForm[Triage]):
    class Meta:
        model = Triage
        fields = ("outcome", "incident", "note")
        widgets = {"outcome": forms.RadioSelect}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "incident": _("If something happened and it is in the list: which. It may be added on the page of alarms."),
            "note": _("For colleagues. Name no private person."),
        }

    def __init__(self, *args: Any, near: date | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Incident.objects.all()
        if near:
            rows = rows.filter(began__range=(near - SPAN, near + SPAN))
        # Without the empty choice that a select box would need.
        self.fields["outcome"].choices = Triage.Outcome.choices  # type: ignore[attr-defined]
        self.fields["incident"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("outcome") != Triage.Outcome.INCIDENT:
            told["incident"] = None
        return told


class IncidentForm(forms.ModelForm[Incident]):
    class Meta:
        model = Incident
        fields = ("name", "topic", "territory", "began", "known")
        widgets = {  # noqa: RUF012
            "began": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "known": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        }
        help_texts = {  # noqa: RUF012
            "name": _("A strike at a mine, a burst pipe. Name no private person."),
            "known": _("The first day on which the office knew of it from elsewhere. Leave it empty if it never did."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        topics = [(one.code, one.name) for one in named.topics()]
        places = [("", _("not known")), *((one.code, one.name) for one in named.regions())]
        self.fields["topic"] = forms.ChoiceField(label=_("Topic"), choices=topics)
        self.fields["territory"] = forms.ChoiceField(label=_("Territory"), choices=places, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        began, known = told.get("began"), told.get("known")
        if began and known and known < began:
            self.add_error("known", _("It cannot be known before it began."))
        return told
