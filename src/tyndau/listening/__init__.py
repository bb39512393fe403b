"""The listening engine: posts in, demands out. Read pipeline.py from top to bottom."""
