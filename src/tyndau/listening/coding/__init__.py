"""Content analysis: codebooks, samples to code, agreement of coders, final codes, shares that own up to their error."""
