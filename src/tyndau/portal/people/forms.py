"""Forms of the staff's doors, in plain words."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    # One sentence for a wrong name, a wrong password and a closed account: a stranger learns nothing from it.
    error_messages = {  # noqa: RUF012 - as Django declares it
        "invalid_login": _("Name and password do not fit together. Mind capital letters and the keyboard's language."),
        "inactive": _("Name and password do not fit together. Mind capital letters and the keyboard's language."),
    }


class NewPasswordForm(PasswordChangeForm):
    error_messages = {  # noqa: RUF012 - as Django declares it
        "password_incorrect": _("This is not your present password."),
        "password_mismatch": _("The two new passwords differ."),
    }
