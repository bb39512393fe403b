"""Doors of the staff: sign in, sign out, change the password, see what one may do."""

from typing import cast

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tyndau.portal.people import policy, queries
from tyndau.portal.people.forms import NewPasswordForm, SignInForm
from tyndau.portal.people.models import Account
from tyndau.portal.people.services import note_act

MOST_ACTS = 20


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may do, and what one has done last."""
    account = cast(Account, request.user)
    shown = {"roles": policy.roles_of(account), "acts": queries.acts_of(account, MOST_ACTS)}
    analyses = policy.allows(account, "analysis.see")
    return render(request, "people/home.html", {"account": account, "analyses": analyses, **shown})


class SignIn(auth_views.LoginView):
    form_class = SignInForm
    template_name = "people/login.html"
    redirect_authenticated_user = True

    @transaction.atomic
    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        response = super().form_valid(form)
        note_act(cast(Account, self.request.user), "people.sign_in", at=timezone.now())
        return response


@method_decorator(never_cache, name="dispatch")
class SignOut(auth_views.LogoutView):
    next_page = "staff-login"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if isinstance(request.user, Account):
            note_act(request.user, "people.sign_out", at=timezone.now())
        return super().post(request, *args, **kwargs)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ChangePassword(auth_views.PasswordChangeView):
    form_class = NewPasswordForm
    template_name = "people/password.html"
    success_url = reverse_lazy("staff-home")

    @transaction.atomic
    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]
        response = super().form_valid(form)
        account = cast(Account, self.request.user)
        note_act(account, "people.change_password", account, {"fields": ["password"]}, at=timezone.now())
        return response
