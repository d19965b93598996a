"""Kickoff agendas as text, Markdown, a message and a calendar."""
