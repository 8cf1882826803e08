"""The words under content/, checked against the code and frozen."""
