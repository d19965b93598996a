"""Holds a client project's manifest and evidence against a ten-point risk-prevention checklist."""

__version__ = "0.1.0"
