"""Runs on a Ray cluster: nothing else in the engine knows Ray, and this is loaded only when it is asked for."""
