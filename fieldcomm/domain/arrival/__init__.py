"""Visits: booked, asked about, watched while their window runs, owned up to when missed."""
