"""Who belongs to a study, and whether an act is possible now: role, place in the study, state, in one question."""

from django.db.models import Q, QuerySet

from tyndau.portal.coding.models import Coder, Study
from tyndau.portal.coding.refusals import NotNow
from tyndau.portal.coding.states import WHILE
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account
from tyndau.portal.people.refusals import NotAllowed

FIGURES = ("coding.see_agreement", "coding.export", "coding.add_predictions")
LEADS = "coding.create_study"  # who may make a study may look after each of them


def coder_of(study: Study, account: Account) -> Coder | None:
    return study.coders.filter(account=account).first()


def adjudicates(study: Study, account: Account) -> bool:
    return study.adjudicator_id == account.pk


def studies_of(account: Account) -> QuerySet[Study]:
    """An analyst sees that a study exists and its figures; others see those in which they have a part."""
    if policy.allows(account, LEADS):
        return Study.objects.all()
    return Study.objects.filter(Q(coders__account=account) | Q(adjudicator=account)).distinct()


def require(account: Account, act: str, study: Study) -> None:
    """Refuses NotAllowed and NotNow.

    Texts are for coders of the study and its adjudicator: an analyst who is neither sees figures and no text.
    """
    policy.require(account, act)
    coder, third = coder_of(study, account), adjudicates(study, account)
    if act == "coding.code":
        possible = coder is not None
    elif act == "coding.adjudicate":
        possible = third
    elif act == "coding.see_disputed":
        possible = coder is not None or third
    else:
        possible = policy.allows(account, LEADS) or coder is not None or third
    if not possible:
        raise NotAllowed(act=act)
    now(study, act)


def now(study: Study, act: str) -> None:
    """Refuses NotNow where the study's state does not allow the act."""
    # A study that was closed before coding ended has texts no more and figures not at all.
    unmeasured = act in FIGURES and study.agreement is None
    if unmeasured or (act in WHILE and study.state not in WHILE[act]):
        raise NotNow(study=study.name)


def may(account: Account, act: str, study: Study) -> bool:
    """Whether `require` would let it pass: what pages offer."""
    try:
        require(account, act, study)
    except (NotAllowed, NotNow):
        return False
    return True
