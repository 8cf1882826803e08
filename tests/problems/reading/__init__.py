"""Typed answers: the policy, and what holds beyond it."""
