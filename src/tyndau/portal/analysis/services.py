"""Acts on findings: they come in with a run, and the staff answers publicly for a campaign."""

from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc
from django.db import transaction

from tyndau.listening.country import Country
from tyndau.portal.analysis import arriving, arriving_alarms, arriving_findings
from tyndau.portal.analysis.models import Campaign, Correction, Episode, Finding, Incident, Triage
from tyndau.portal.demands import loading
from tyndau.portal.demands.models import Demand, Run
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account
from tyndau.portal.people.services import note_act


def keep(folder: Path, run: Run, country: Country) -> None:
    """Take over what a run found beyond demands. Called in the transaction of the import, after its demands."""
    shown = list(Demand.objects.filter(run=run).values_list("code", flat=True))
    loading.upsert(Campaign, arriving.campaign_rows(folder, run.pk, shown, run.least_accounts), "code")
    whole = country.territories.filter(pc.equal(country.territories["level"], "country"))["kato"].to_pylist()
    Finding.objects.all().delete()
    loading.insert(Finding, arriving_findings.finding_rows(folder, run.pk, next(iter(whole), ""), run.least_accounts))
    loading.upsert(Episode, arriving_alarms.episode_rows(folder, run.pk), "code")


@transaction.atomic
def correct_campaign(campaign: Campaign, finding: str, text: str, *, by: Account, at: datetime) -> Correction:
    """Publish what was found out about a campaign. Refuses NotAllowed."""
    policy.require(by, "analysis.correct")
    made = Correction.objects.create(campaign=campaign, finding=finding, text=text, by=by, at=at)
    note_act(by, "analysis.correct", campaign, {"finding": ["", finding]}, at=at)
    return made


@transaction.atomic
def triage(
    episode: Episode, outcome: str, incident: Incident | None, note: str, *, by: Account, at: datetime
) -> Triage:
    """Record what was found out about an alarm; earlier records stay. Refuses NotAllowed."""
    policy.require(by, "analysis.triage")
    told = incident if outcome == Triage.Outcome.INCIDENT else None
    made = Triage.objects.create(episode=episode, outcome=outcome, incident=told, note=note, by=by, at=at)
    note_act(by, "analysis.triage", episode, {"outcome": ["", outcome]}, at=at)
    return made


@transaction.atomic
def add_incident(incident: Incident, *, by: Account, at: datetime) -> Incident:
    """Record what really happened, told by an alarm or not. Refuses NotAllowed."""
    policy.require(by, "analysis.triage")
    incident.by, incident.at = by, at
    incident.save()
    note_act(by, "analysis.add_incident", incident, {"fields": ["name", "topic", "territory", "began"]}, at=at)
    return incident
