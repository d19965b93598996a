"""Programs that try to break projguard with inputs nobody thought of."""
