"""How far a category may be trusted: the lower end of alpha's interval decides, not alpha."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gate:
    """Krippendorff's usual limits (Content Analysis, chapter on reliability); a project may set stricter ones."""

    tentative: float = 0.667
    usable: float = 0.8
    least_units: int = 10  # resamples of fewer can only repeat them: their interval is narrow without a reason

    def verdict(self, low: float | None, units: int) -> str:
        """exploratory, tentative or usable; unmeasured where alpha has no lower end.

        units    those that two coders or more coded
        """
        if low is None:
            return "unmeasured"
        if low < self.tentative or units < self.least_units:
            return "exploratory"
        return "tentative" if low < self.usable else "usable"
