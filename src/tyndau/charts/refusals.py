"""What a deployer is told when imported boundaries cannot be drawn."""

from tyndau.refusals import Refused


class BoundariesTooLarge(Refused):
    code = "boundaries.too-large"


class BoundariesUnusable(Refused):
    code = "boundaries.unusable"
