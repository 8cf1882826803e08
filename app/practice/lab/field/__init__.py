"""Receptive fields: what one unit of one layer can see of the input, and what it makes use of."""
