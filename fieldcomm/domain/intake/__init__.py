"""Surge mode: a first text from a number we do not know becomes a job without waiting for a person."""
