"""All that the watch over daily series can be told, each number with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AlarmParameters:
    """Days are local days of the jurisdiction. docs/method/alarms.md says what was measured with these values."""

    baseline: int = 84  # days that a day is compared with: twelve of each weekday
    guard: int = 7  # days between baseline and today: an event that has begun must not be its own yardstick
    cold_below: int = 28  # baseline days without which a series is only ever called unusual
    level: float = 0.03  # a day is a signal when its mid-p is below
    dispersion_above: float = 0.1  # chance that counts spread more than is taken: with the estimate itself, a third of
    # quiet days had a false alarm somewhere instead of a tenth (docs/decisions/0015-alarms.md)
    of_days: int = 3  # an alarm needs two signals within so many days, today among them
    false_share: float = 0.1  # of the alarms of a day over all series that may be false (Benjamini-Hochberg)
    fewest: int = 5  # accounts in those days, each once, without which nothing is said: smaller cells stay unpublished
    residual_limit: float = 2.58  # above it a day of the baseline is damped
    reweightings: int = 1
    weekday_spread: float = 0.5  # of a normal prior on a weekday's log rate: 7 days of few counts tell no week
    trend_spread: float = 0.3  # of a normal prior on the log change over half the baseline
    days: int = 400  # that are judged, counted from the last
    scan_days: int = 28  # that the scan looks back upon
    scan_longest: int = 7  # days of a cluster at most
    scan_level: float = 0.05
    scan_replicates: int = 199
    scan_seed: int = 20260101
