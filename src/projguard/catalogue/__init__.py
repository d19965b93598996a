"""Card files become rules; the one place that knows the card format."""
