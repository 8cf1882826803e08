"""Thousands of drawn layers and stacks of layers beside PyTorch's, where it can be imported.

`python -m tests.bench.against_torch [--cases N] [--seed S]`. What differs is printed with its arguments, to be made a
test of its own; where both refuse, that is agreement too. It is no part of the suite, which PyTorch is not needed for.
"""
