"""JSON, version 1."""
