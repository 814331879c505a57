"""What was kept, moved and broken, with charts and CSV."""
