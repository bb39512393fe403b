"""What an import of a listening run may be refused for; sentences stand in tyndau/words."""

from tyndau.refusals import Refused


class OtherJurisdiction(Refused):
    """The run was heard in another country than the portal's."""

    code = "import.other-jurisdiction"


class OlderRun(Refused):
    """A newer run was imported before: its figures would go back in time."""

    code = "import.older-run"


class NothingToPublish(Refused):
    """No demand of the run may be shown: all have fewer than five accounts, or none could be read."""

    code = "import.nothing-to-publish"
