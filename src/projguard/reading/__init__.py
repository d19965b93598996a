"""From bytes to documents and evidence files; the only package that knows ruamel.yaml."""
