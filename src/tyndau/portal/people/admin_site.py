"""Django's admin under our rules: the policy says who may, and each change is an act in the audit.

@admin.register(Body)
class BodyAdmin(AuditedAdmin):
    acts = {"view": "bodies.edit", "add": "bodies.edit", "change": "bodies.edit"}
    audited_values = ("name_kk", "name_ru", "name_en")   # of other fields only the names are kept
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tyndau.portal.people import policy
from tyndau.portal.people.refusals import NotAllowed
from tyndau.portal.people.services import note_act
from tyndau.refusals import Refused


class StaffSite(admin.AdminSite):
    """Shows only audited forms: what other packages register for themselves is left out."""

    site_header = "Tyndau"
    site_title = "Tyndau"
    index_title = _("Administration")
    index_template = "people/admin_index.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        if admin_class is not None and issubclass(admin_class, AuditedAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return policy.works_here(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.user.is_authenticated:
            # Who has signed in and holds no role would be sent round in a circle.
            raise NotAllowed(act="people.administration")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        from tyndau.portal.people.views import SignOut

        return SignOut.as_view()(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("staff-password")


class AuditedAdmin(admin.ModelAdmin[Any]):
    """A form of the admin whose acts stand in the policy and in the audit.

    acts            view, add, change, delete -> act of people/policy.py; what is absent is refused to everybody
    audited_values  fields whose old and new values are kept; of others only the name, as they might be of a citizen
    """

    acts: ClassVar[dict[str, str]] = {}
    audited_values: ClassVar[tuple[str, ...]] = ()

    def allows(self, request: HttpRequest, what: str, obj: Any = None) -> bool:
        act = self.acts.get(what)
        return act is not None and policy.allows(request.user, act, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, "view", obj) or self.allows(request, "change", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.allows(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.allows(request, "delete", obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return any(self.allows(request, what) for what in self.acts)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without "delete selected", which deletes outside of a transaction."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Iterable[Any],
        add: bool = False,
    ) -> Any:
        """What the audit keeps: values of `audited_values` as [old, new], names of other fields, rows of inlines."""
        what: dict[str, Any] = {}
        for name in form.changed_data:
            if name in self.audited_values:
                old = None if add else form.initial.get(name)
                what[name] = [_plain(old), _plain(form.cleaned_data.get(name))]
            else:
                what.setdefault("fields", []).append(name)
        for formset in formsets or ():
            kind = formset.model._meta.label_lower
            for how in ("new_objects", "changed_objects", "deleted_objects"):
                rows = [str((row[0] if isinstance(row, tuple) else row).pk) for row in getattr(formset, how)]
                if rows:
                    what.setdefault(kind, {})[how.removesuffix("_objects")] = rows
        return what

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        return note_act(request.user, self.acts["add"], obj, message, at=timezone.now())  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        return note_act(request.user, self.acts["change"], obj, message, at=timezone.now())  # type: ignore[arg-type]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        gone = {"deleted": True}
        return [note_act(request.user, self.acts["delete"], obj, gone, at=timezone.now()) for obj in queryset]  # type: ignore[arg-type]

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """A refusal of a service becomes its two sentences above the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotAllowed:
            raise
        except Refused as refused:
            self.tell(request, refused)
            return redirect(request.get_full_path())

    def tell(self, request: HttpRequest, refused: Refused) -> None:
        self.message_user(request, str(refused.tell(get_language() or "en")), messages.ERROR)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponseRedirect:
        """An object's history is its lines in the audit."""
        asked = urlencode({"kind": self.opts.label_lower, "object_id": object_id})
        return redirect(f"{reverse('admin:people_staffact_changelist')}?{asked}")


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
