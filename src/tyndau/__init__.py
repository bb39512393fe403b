"""Tyndau: a Listening State platform. Start at docs/architecture.md."""
