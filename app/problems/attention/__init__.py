"""Kinds on attention beside convolution: tokens of an image, and what it costs to let them look at each other."""
