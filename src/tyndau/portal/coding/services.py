"""Acts upon a study: it is made, people are named, coding ends, it is closed. Each is noted in the staff's audit."""

import secrets
from datetime import datetime
from string import ascii_uppercase

from django.db import transaction

from tyndau.listening.coding.codebook import parse
from tyndau.listening.coding.refusals import NothingInCommon
from tyndau.portal.coding import arriving, measuring, members
from tyndau.portal.coding.models import Coder, GivenCode, Study, Unit
from tyndau.portal.coding.refusals import CannotCode, HasCoded, NothingCoded, ThirdPerson
from tyndau.portal.coding.states import State
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account
from tyndau.portal.people.services import note_act

SEEDS = 2**62


@transaction.atomic
def create_study(
    name: str, codebook: tuple[str, str], sample: tuple[str, str], *, by: Account, at: datetime
) -> Study:  # fmt: skip
    """A study with its texts, and nobody yet who codes them.

    codebook, sample  what was uploaded: text and name of the file
    Refuses NotAllowed; BadCodebook, NotToml; NoColumn, BrokenCsv, NoRows, BadSample
    """
    policy.require(by, "coding.create_study")
    book = parse(*codebook)
    units = arriving.sample(*sample)
    study = Study.objects.create(
        name=name, codebook=codebook[0], sample_sha256=arriving.sha256(sample[0]), seed=secrets.randbelow(SEEDS),
        created_by=by, created_at=at,
    )  # fmt: skip
    Unit.objects.bulk_create(
        [Unit(study=study, place=place, **unit._asdict()) for place, unit in enumerate(units)], batch_size=1000
    )
    what = {"texts": len(units), "codebook": book.version, "sample_sha256": study.sample_sha256}
    note_act(by, "coding.create_study", study, what, at=at)
    return study


@transaction.atomic
def name_coder(study: Study, account: Account, *, by: Account, at: datetime) -> Coder:
    """From now on the account codes in the study, under the next free letter; who codes already stays who he is.

    Refuses NotAllowed, NotNow, CannotCode, ThirdPerson
    """
    study = _locked(study)
    members.require(by, "coding.name_coder", study)
    if known := members.coder_of(study, account):
        return known
    if members.adjudicates(study, account):
        raise ThirdPerson(name=account.username)
    used = set(study.coders.values_list("letter", flat=True))
    letter = next((one for one in ascii_uppercase if one not in used), None)
    if letter is None or not policy.allows(account, "coding.code"):
        raise CannotCode(name=account.username)
    coder = Coder.objects.create(study=study, account=account, letter=letter)
    note_act(by, "coding.name_coder", study, {"coder": [None, account.username], "letter": letter}, at=at)
    return coder


@transaction.atomic
def remove_coder(coder: Coder, *, by: Account, at: datetime) -> None:
    """Who has given no code is taken off the study. Refuses NotAllowed, NotNow, HasCoded."""
    study = _locked(coder.study)
    members.require(by, "coding.remove_coder", study)
    # Locked, so that no code arrives between the look and the deletion.
    held = Coder.objects.select_for_update().get(pk=coder.pk)
    if held.given.exists():
        raise HasCoded(name=held.account.username)
    what = {"coder": [held.account.username, None], "letter": held.letter}
    held.delete()
    note_act(by, "coding.remove_coder", study, what, at=at)


@transaction.atomic
def name_adjudicator(study: Study, account: Account, *, by: Account, at: datetime) -> None:
    """From now on this account decides where coders differ. Refuses NotAllowed, NotNow, CannotCode, ThirdPerson."""
    study = _locked(study)
    members.require(by, "coding.name_adjudicator", study)
    if members.coder_of(study, account):
        raise ThirdPerson(name=account.username)
    if not policy.allows(account, "coding.adjudicate"):
        raise CannotCode(name=account.username)
    before = study.adjudicator.username if study.adjudicator else None
    study.adjudicator = account
    study.save(update_fields=["adjudicator"])
    note_act(by, "coding.name_adjudicator", study, {"adjudicator": [before, account.username]}, at=at)


@transaction.atomic
def end_coding(study: Study, *, by: Account, at: datetime) -> Study:
    """Codes are final from now on, agreement is measured, and those who coded may see each other's codes.

    Refuses NotAllowed, NotNow, NothingCoded
    """
    study = _locked(study)
    # Coders are locked: a code that is being given is either counted or refused (giving.give).
    list(Coder.objects.select_for_update().filter(study=study).order_by("pk"))
    members.require(by, "coding.end_coding", study)
    if not GivenCode.objects.filter(unit__study=study).exclude(code="").exists():
        raise NothingCoded(study=study.name)
    study.agreement = measuring.agreement_of(study)
    _move(study, State.SETTLING, at, "ended_at", "agreement")
    whole = study.agreement["rows"][0]
    note_act(by, "coding.end_coding", study, {name: whole[name] for name in ("alpha", "units", "coders")}, at=at)
    return study


def add_predictions(study: Study, content: str, file: str, *, by: Account, at: datetime) -> Study:
    """Keep what a classifier says: counts over all texts, and its word on the texts of the sample.

    Refuses NotAllowed; NoColumn, BrokenCsv, NoRows, TwoCodes; NothingInCommon
    """
    members.require(by, "coding.add_predictions", study)
    units = {unit.name: unit for unit in study.units.only("name", "predicted")}
    # Read before the transaction: a million rows take seconds, in which nobody else shall wait to write.
    told = arriving.predictions(content, file, set(units))
    n = sum(told.counts.values())
    if not told.of_units:
        raise NothingInCommon(coded=len(units), predicted=n)
    for name, unit in units.items():
        unit.predicted = told.of_units.get(name)
    with transaction.atomic():
        study = _locked(study)
        members.require(by, "coding.add_predictions", study)
        Unit.objects.bulk_update(units.values(), ["predicted"], batch_size=500)
        study.predictions = {"n": n, "counts": told.counts, "sha256": arriving.sha256(content)}
        study.save(update_fields=["predictions"])
        note_act(by, "coding.add_predictions", study, {"texts": n, "of_sample": len(told.of_units)}, at=at)
    return study


@transaction.atomic
def close(study: Study, *, by: Account, at: datetime) -> Study:
    """Delete the texts for good; codes, decisions and figures stay. Refuses NotAllowed, NotNow."""
    study = _locked(study)
    members.require(by, "coding.close", study)
    gone = study.units.exclude(text="").update(text="")
    _move(study, State.CLOSED, at, "closed_at")
    note_act(by, "coding.close", study, {"texts_deleted": gone}, at=at)
    return study


def _locked(study: Study) -> Study:
    return Study.objects.select_for_update(of=("self",)).get(pk=study.pk)


def _move(study: Study, state: State, at: datetime, *fields: str) -> None:
    study.state = state
    setattr(study, fields[0], at)
    study.save(update_fields=["state", *fields])
