"""Who of the staff may do what: one table. An act without a row is refused to everybody.

Pages, forms, menus and commands ask `allows` or `require` and nothing else; templates may ask `has_perm`, which reads
the same table through django-rules.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from rules.permissions import add_perm, has_perm
from rules.predicates import Predicate

from tyndau.portal.people.models import Account, Duty, Role
from tyndau.portal.people.refusals import NotAllowed

O, A, M, E, ADM = Duty.OPERATOR, Duty.ANALYST, Duty.MODERATOR, Duty.REGISTER_EDITOR, Duty.ADMINISTRATOR  # noqa: E741
C = Duty.CODER

ACTS: dict[str, tuple[Duty, ...]] = {
    # act                       who
    "people.see_staff":         (ADM,),
    "people.add_account":       (ADM,),
    "people.change_account":    (ADM,),
    "people.end_account":       (ADM,),
    "people.give_role":         (ADM,),
    "people.end_role":          (ADM,),
    "people.read_acts":         (ADM,),
    "bodies.see":               (O, A, M, E, ADM),
    "bodies.edit":              (E, ADM),
    "demands.import":           (A, ADM),
    "demands.see_work":         (O, A, M, ADM),
    "demands.route":            (O, ADM),
    "demands.hide_quote":       (M, ADM),
    "demands.correct":          (A, ADM),
    "demands.answer_report":    (A, M, ADM),
    "analysis.see":             (O, A, M, ADM),
    "analysis.correct":         (A, ADM),
    "analysis.triage":          (O, A, ADM),
    # Without the administrator: texts of people are read by those whose work it is.
    "coding.see":               (A, C),
    "coding.create_study":      (A,),
    "coding.name_coder":        (A,),
    "coding.remove_coder":      (A,),
    "coding.name_adjudicator":  (A,),
    "coding.code":              (A, C),
    "coding.end_coding":        (A,),
    "coding.see_agreement":     (A, C),
    "coding.see_disputed":      (A, C),
    "coding.adjudicate":        (A, C),
    "coding.add_predictions":   (A,),
    "coding.export":            (A,),
    "coding.close":             (A,),
}  # fmt: skip


def roles_of(account: Any) -> list[Role]:
    """The account's roles that are in force now; none for one who is closed or not signed in."""
    if not isinstance(account, Account) or not account.is_active:
        return []
    # Kept for the request that loaded the account: a menu asks many times.
    if not hasattr(account, "_roles_now"):
        account._roles_now = list(Role.objects.at(timezone.now()).filter(account=account))  # type: ignore[attr-defined]
    found: list[Role] = account._roles_now  # type: ignore[attr-defined]
    return found


def covers(role: Role, obj: Any) -> bool:
    """Whether a role reaches an object: one without limits reaches all.

    obj  what the act is done to. It tells where it belongs by `territory_path` (its own territory's code and those of
         all that contain it) and `body_codes`; what tells neither, and no object at all, lies outside every limit.
    """
    territories: Sequence[str] = getattr(obj, "territory_path", ())
    bodies: Sequence[str] = getattr(obj, "body_codes", ())
    return (not role.territory or role.territory in territories) and (not role.body or role.body in bodies)


def has_duty(*duties: Duty) -> Predicate:
    """A predicate of django-rules: the account holds one of these duties, and it reaches the object."""

    def held(account: Any, obj: Any = None) -> bool:
        return any(role.duty in duties and covers(role, obj) for role in roles_of(account))

    return Predicate(held, name=f"has_duty:{'|'.join(duties)}")


for _act, _duties in ACTS.items():
    add_perm(_act, has_duty(*_duties))  # type: ignore[no-untyped-call]


def allows(account: Any, act: str, obj: Any = None) -> bool:
    """Whether the account may do that; never for an act without a row."""
    return bool(has_perm(act, account, obj))  # type: ignore[no-untyped-call]


def require(account: Any, act: str, obj: Any = None) -> None:
    """Refuses NotAllowed."""
    if not allows(account, act, obj):
        raise NotAllowed(act=act)


def works_here(account: Any) -> bool:
    """Whether the account holds any role now: who holds none sees nothing of the staff's pages but his own password."""
    return bool(roles_of(account))
