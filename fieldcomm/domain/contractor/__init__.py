"""What contractors text, and what it does: one file per family of words."""
