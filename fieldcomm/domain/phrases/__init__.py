"""Reading people's words: `words` makes a text comparable, `phrase` looks for wordings in it."""
