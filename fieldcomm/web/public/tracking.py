"""A customer's own page."""
