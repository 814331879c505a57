"""What goes wrong on one machine, in a sentence for the person who typed the command."""


class LocalServiceError(Exception):
    """A service or process cannot run here; the message says why and what to do."""
