"""Convolution, step by step: one window at a time on a small map, and the same kernel on a picture."""
