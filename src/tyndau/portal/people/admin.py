"""Accounts, roles and acts in the administration. The acts are those of services.py; nothing is ever deleted."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tyndau.portal.people import services
from tyndau.portal.people.admin_site import AuditedAdmin
from tyndau.portal.people.models import Account, Duty, Role, StaffAct
from tyndau.refusals import Refused


class AccountForm(forms.ModelForm[Account]):
    new_password = forms.CharField(
        label=_("New password"), strip=False, required=False, help_text=password_validators_help_text_html,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    class Meta:
        model = Account
        fields = ("username", "first_name", "last_name", "email")

    def clean_new_password(self) -> str:
        typed: str = self.cleaned_data["new_password"]
        if typed:
            named = {name: self.cleaned_data.get(name, "") for name in ("username", "first_name", "last_name", "email")}
            validate_password(typed, Account(**named))
        elif not self.instance.pk:
            raise forms.ValidationError(_("A new account needs a password."))
        return typed


@admin.register(Account)
class AccountAdmin(AuditedAdmin):
    acts: ClassVar = {
        "view": "people.see_staff", "add": "people.add_account", "change": "people.change_account"
    }  # fmt: skip
    audited_values = ("username", "first_name", "last_name", "email")
    form = AccountForm
    fields = ("username", "first_name", "last_name", "email", "new_password", "is_active", "last_login")
    readonly_fields = ("is_active", "last_login")
    list_display = ("username", "first_name", "last_name", "is_active", "last_login")
    search_fields = ("username", "first_name", "last_name")
    actions = ("close",)

    def save_model(self, request: HttpRequest, obj: Account, form: Any, change: bool) -> None:
        typed = form.cleaned_data["new_password"]
        if typed:
            obj.set_password(typed)
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Close the chosen accounts and end their roles"), permissions=["change"])
    def close(self, request: HttpRequest, chosen: QuerySet[Account]) -> None:
        for account in chosen:
            try:
                services.end_account(account, by=cast(Account, request.user), at=timezone.now())
            except Refused as refused:
                self.tell(request, refused)


class RoleForm(forms.ModelForm[Role]):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)

    class Meta:
        model = Role
        fields = ("account", "duty", "territory", "body")

    def validate_constraints(self) -> None:
        """The service tells what is held already, in words that say what to do."""


@admin.register(Role)
class RoleAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "people.see_staff", "add": "people.give_role"}
    form = RoleForm
    fields = ("account", "duty", "territory", "body", "reason")
    list_display = ("account", "duty", "territory", "body", "valid_from", "valid_to")
    list_filter = ("duty",)
    list_select_related = ("account",)
    actions = ("end",)

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        by, reason = cast(Account, request.user), form.cleaned_data["reason"]
        limits = {"territory": obj.territory, "body": obj.body}
        given = services.give_role(obj.account, Duty(obj.duty), **limits, reason=reason, by=by, at=timezone.now())
        obj.pk = given.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The service has noted it."""

    @admin.action(description=_("End the chosen roles"), permissions=["add"])
    def end(self, request: HttpRequest, chosen: QuerySet[Role]) -> None:
        for role in chosen:
            try:
                services.end_role(role, by=cast(Account, request.user), at=timezone.now())
            except Refused as refused:
                self.tell(request, refused)


@admin.register(StaffAct)
class StaffActAdmin(AuditedAdmin):
    acts: ClassVar = {"view": "people.read_acts"}
    list_display = ("at", "account", "act", "kind", "object_id", "reason")
    list_filter = ("act", "account")
    list_select_related = ("account",)
    search_fields = ("object_id", "reason")
    show_full_result_count = False
