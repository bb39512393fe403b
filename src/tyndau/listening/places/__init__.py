"""Places: mentions of territories in texts -> KATO codes, and the territory that a post speaks of."""
