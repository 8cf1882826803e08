"""Kinds about residual blocks, and what skip connections do to gradients."""
