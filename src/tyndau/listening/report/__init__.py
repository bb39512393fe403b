"""The report of a run: one HTML file in three languages that opens offline."""
