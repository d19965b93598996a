"""Composition: configuration and projects in, reports out."""
