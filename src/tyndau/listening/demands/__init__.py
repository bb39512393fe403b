"""Demands: what people ask for, where, how many they are at least and at most, and which body must answer."""
