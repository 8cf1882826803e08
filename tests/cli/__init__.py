"""The command line's own modules."""
