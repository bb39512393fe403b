"""Forms that visitors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReportError(forms.Form):
    """Which figure is wrong and why. Asks for no name and no address; `website` is a trap that people do not see."""

    text = forms.CharField(
        label=_("What is wrong, and how do you know?"),
        help_text=_("Up to 2,000 characters. Please leave out names, phone numbers and addresses of people."),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )
    page = forms.CharField(max_length=500, widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False)
