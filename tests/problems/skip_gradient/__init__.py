"""Tests of the kinds about skip connections."""
