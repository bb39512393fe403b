"""How far a category may be trusted: the lower end of alpha's interval decides, not alpha."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gate:
    """Krippendorff's usual limits (Content Analysis, chapter on reliability); a project may set stricter ones."""

    tentative: float = 0.667
    usable: float = 0.8

    def verdict(self, low: float | None) -> str:
        """exploratory, tentative or usable; unmeasured where alpha has no lower end."""
        if low is None:
            return "unmeasured"
        if low < self.tentative:
            return "exploratory"
        return "tentative" if low < self.usable else "usable"
