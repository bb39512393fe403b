"""The stated algorithm, step by step and slowly: what the fast one is held against."""

from collections import Counter, defaultdict
from itertools import combinations
from statistics import mean


def pair_rows(rows, window, least, keep_loops):
    """(object, content, content_y, delta, account, account_y) of rows (object, account, content, time)."""
    often = Counter(account for _, account, _, _ in rows)
    appeared = list(dict.fromkeys(account for _, account, _, _ in rows if often[account] >= least))
    kept = [row for account in appeared for row in rows if row[1] == account]
    found = []
    for one, two in combinations(kept, 2):
        if one[0] != two[0] or abs(one[3] - two[3]) > window:
            continue
        if not keep_loops and (one[0] in (one[2], two[2]) or one[2] == two[2] or one[1] == two[1]):
            continue
        older, newer = (two, one) if one[3] > two[3] else (one, two)
        found.append((one[0], older[2], newer[2], abs(one[3] - two[3]), older[1], newer[1]))
    paired = {row[1] for row in found} | {row[2] for row in found}
    taking = Counter(account for _, account, content, _ in kept if content in paired)
    contents = {content for _, account, content, _ in kept if content in paired and taking[account] >= least}
    return [row for row in found if row[1] in contents or row[2] in contents]


def edge_rows(found):
    """(from, to) -> (weight, average delta, distinct older, distinct newer, symmetry)."""
    by_edge = defaultdict(list)
    for row in found:
        by_edge[tuple(sorted((row[4], row[5])))].append(row)
    told = {}
    for edge, rows in by_edge.items():
        older, newer = len({row[1] for row in rows}), len({row[2] for row in rows})
        average = sum(row[3] for row in rows) / len(rows)
        told[edge] = (len(rows), average, older, newer, min(older, newer) / max(older, newer))
    return told


def account_rows(found):
    """account -> (mean of distinct average deltas, of distinct symmetries, distinct contents)."""
    values, contents = defaultdict(set), defaultdict(set)
    for edge, told in edge_rows(found).items():
        for account in edge:
            values[account].add((told[1], told[4]))
    for row in found:
        contents[row[4]].add(row[1])
        contents[row[5]].add(row[2])
    return {
        account: (mean(one for one, _ in told), mean(two for _, two in told), len(contents[account]))
        for account, told in values.items()
    }
