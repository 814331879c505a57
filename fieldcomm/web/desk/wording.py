"""The templates of our texts, with a preview."""
