"""Incidents and what stands on the public status page."""
