"""Trying numbers out: the calculators behind the API. They know no learner and keep nothing.

layers     one layer's size, and a stack's receptive fields
arrays     a convolution or a pool on the caller's own numbers
numbers    nested lists -> arrays, with a sentence and a place for what is no array
networks   a whole network as a table
flow       the gradient on its way down through blocks, with and without skips
"""
