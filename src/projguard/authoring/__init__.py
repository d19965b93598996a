"""A new project from a few answers, and answers to open questions written where they belong."""
