"""The use cases: one function for each thing a learner can do."""
