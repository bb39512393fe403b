"""What an analyst fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NewStudy(forms.Form):
    name = forms.CharField(
        label=_("Name of the study"), max_length=120, help_text=_("Coders see it. It should not tell what you expect.")
    )
    codebook = forms.FileField(label=_("Codebook"), help_text=_("A TOML file. It cannot be changed later."))
    sample = forms.FileField(
        label=_("Sample"),
        help_text=_("The CSV that “tyndau coding sample” wrote: unit, text, probability, language."),
    )


class Predictions(forms.Form):
    predictions = forms.FileField(
        label=_("What a classifier says"),
        help_text=_(
            "CSV with unit and predicted, of all texts of the corpus, as “tyndau coding predictions” writes it."
        ),
    )
