"""Formulas in a question's own symbols, such as `⌊(W − K + 2P)/S⌋ + 1`: typed text -> tokens -> tree -> normal form."""
