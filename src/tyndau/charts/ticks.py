"""Round values for the lines of an axis."""

STEPS = (1, 2, 5, 2.5, 4, 3)  # the first that gives few enough lines is taken: 1, 2 and 5 read most easily


def round_ticks(greatest: int, most: int = 3) -> list[int]:
    """At least two and at most `most` round whole numbers up to `greatest`, at equal distance, without zero.

    greatest   the greatest value of the axis; of 1 only one line can be drawn, of 0 none
    most       3 or more
    """
    if greatest < 1:
        return []
    for power in range(len(str(greatest)) + 1):
        for first in STEPS:
            step = first * 10**power
            if step == int(step) and (2 if greatest > 1 else 1) <= greatest // step <= most:
                return [int(step) * number for number in range(1, int(greatest // step) + 1)]
    raise AssertionError(f"no round step for {greatest}")  # the property test says that there is one
