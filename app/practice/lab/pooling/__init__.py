"""Pooling: four ways to a smaller map, what a shift of the input does to each, and where its gradient goes."""
