"""What a plugin may provide."""
