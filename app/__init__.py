"""Receptive: practice for the convolutional-network part of a machine-learning interview."""
