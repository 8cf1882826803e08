"""Kinds of problem, reading what was typed, and judging it. Pure."""
