"""Photos in and out of the thread."""
