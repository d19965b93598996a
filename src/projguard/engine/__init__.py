"""Which rules run, in which state each ends, and where each problem stands."""
