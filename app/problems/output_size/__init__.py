"""Compute output size."""
