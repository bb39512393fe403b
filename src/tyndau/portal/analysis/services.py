"""Acts on findings: they come in with a run, and the staff answers publicly for a campaign."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from tyndau.portal.analysis import arriving
from tyndau.portal.analysis.models import Campaign, Correction
from tyndau.portal.demands import loading
from tyndau.portal.demands.models import Demand, Run
from tyndau.portal.people import policy
from tyndau.portal.people.models import Account
from tyndau.portal.people.services import note_act


def keep(folder: Path, run: Run) -> None:
    """Take over what a run found beyond demands. Called in the transaction of the import, after its demands."""
    shown = list(Demand.objects.filter(run=run).values_list("code", flat=True))
    loading.upsert(Campaign, arriving.campaign_rows(folder, run.pk, shown, run.least_accounts), "code")


@transaction.atomic
def correct_campaign(campaign: Campaign, finding: str, text: str, *, by: Account, at: datetime) -> Correction:
    """Publish what was found out about a campaign. Refuses NotAllowed."""
    policy.require(by, "analysis.correct")
    made = Correction.objects.create(campaign=campaign, finding=finding, text=text, by=by, at=at)
    note_act(by, "analysis.correct", campaign, {"finding": ["", finding]}, at=at)
    return made
