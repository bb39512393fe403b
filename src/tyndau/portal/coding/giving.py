"""A coder says what a text is; an adjudicator decides where coders differ."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tyndau.portal.coding import members
from tyndau.portal.coding.models import Coder, Decision, GivenCode, Study, Unit
from tyndau.portal.coding.refusals import AlreadyCoded, NoSuchCode
from tyndau.portal.people.models import Account
from tyndau.portal.people.refusals import NotAllowed
from tyndau.portal.people.services import note_act


@transaction.atomic
def give(coder: Coder, unit: Unit, code: str, *, before: str | None = None, at: datetime) -> GivenCode:
    """The coder's code of one text; empty: cannot tell.

    before   the code that the coder saw as his own when he chose, None where he had given none: only that is replaced
    Refuses NotAllowed, NotNow, NoSuchCode; AlreadyCoded where another window was faster with another code
    """
    members.require(coder.account, "coding.code", coder.study)
    if unit.study_id != coder.study_id or (code and code not in coder.study.book.codes):
        raise NoSuchCode(code=code[:40])
    given = _first(coder, unit, code, at) if before is None else _instead(coder, unit, code, before, at)
    # Coding may be ending at this moment, or the coder be taken off; both hold this lock, so one waits for the other.
    _lock(coder)
    members.now(Study.objects.only("state", "name").get(pk=coder.study_id), "coding.code")
    return given


def _lock(coder: Coder) -> None:
    if not Coder.objects.select_for_update().filter(pk=coder.pk).first():
        raise NotAllowed(act="coding.code")


def _first(coder: Coder, unit: Unit, code: str, at: datetime) -> GivenCode:
    try:
        with transaction.atomic():
            return GivenCode.objects.create(unit=unit, coder=coder, code=code, at=at)
    except IntegrityError:
        known = GivenCode.objects.get(unit=unit, coder=coder)
        if known.code != code:
            raise AlreadyCoded(code=known.code or "–") from None
        return known


def _instead(coder: Coder, unit: Unit, code: str, before: str, at: datetime) -> GivenCode:
    _lock(coder)
    known = GivenCode.objects.filter(unit=unit, coder=coder).first()
    if known is None:
        return _first(coder, unit, code, at)
    if known.code not in (before, code):
        raise AlreadyCoded(code=known.code or "–")
    if known.code != code:
        note_act(coder.account, "coding.change_code", known, {"code": [known.code, code]}, at=at)
        known.code, known.at = code, at
        known.save(update_fields=["code", "at"])
    return known


@transaction.atomic
def adjudicate(study: Study, unit: Unit, code: str, *, by: Account, at: datetime) -> Decision:
    """What this text is, whatever coders said; may be decided anew while the study is open.

    Refuses NotAllowed, NotNow, NoSuchCode
    """
    study = Study.objects.select_for_update(of=("self",)).get(pk=study.pk)
    members.require(by, "coding.adjudicate", study)
    if unit.study_id != study.pk or code not in study.book.codes:
        raise NoSuchCode(code=code[:40])
    known = Decision.objects.filter(unit=unit).first()
    before = known.code if known else None
    told = {"code": code, "by": by, "at": at}
    decision, _created = Decision.objects.update_or_create(unit=unit, defaults=told)
    note_act(by, "coding.adjudicate", unit, {"code": [before, code]}, at=at)
    return decision
