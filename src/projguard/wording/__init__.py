"""Values and message ids become sentences of a language, for an audience."""
