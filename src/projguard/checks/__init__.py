"""The vocabulary of checks: small pure functions that yield problems."""
