"""Forms of the staff."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tyndau.portal.analysis.models import Correction


class CorrectionForm(forms.ModelForm[Correction]):
    class Meta:
        model = Correction
        fields = ("finding", "text")
        widgets = {"text": forms.Textarea({"rows": 4}), "finding": forms.RadioSelect}  # noqa: RUF012
        help_texts = {"text": _("Everybody reads it. Name no person.")}  # noqa: RUF012
