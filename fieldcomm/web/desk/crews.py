"""The day by crew, and a day moved in one action."""
