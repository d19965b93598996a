"""One module per output format: a report goes in, text comes out."""
