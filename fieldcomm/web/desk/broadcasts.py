"""Telling many at once: filter, check, confirm, watch, pause."""
