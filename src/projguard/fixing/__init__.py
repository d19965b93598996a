"""Intended changes to edits of a text, verified, applied and written; never dumps a tree back."""
