"""Surge mode and its intakes."""
