"""Frozen values that every layer shares; this package imports nothing of projguard's."""
