"""The editor server: what a manager sees while typing a manifest."""
