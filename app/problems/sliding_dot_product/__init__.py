"""The sliding dot product."""
