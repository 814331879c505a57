"""Users of the office and their roles."""
