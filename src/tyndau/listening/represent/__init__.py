"""Whom the accounts stand for: coverage, weights where attributes are known, bounds where not."""
