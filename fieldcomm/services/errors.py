"""What a use case says about bad input, or a place it cannot work in."""

from __future__ import annotations


class Refused(Exception):
    """The input cannot be used; the message says what would work. Nothing was changed."""


class DoneAlready(Exception):
    """The same form was sent before, and what it asks for was done then. Nothing was changed."""

    def __init__(self, deed_id: int) -> None:
        super().__init__("That was done already.")
        self.deed_id = deed_id


class NoDatabase(Exception):
    """DATABASE_URL is not set and no `fieldcomm up` runs in the data folder."""


class NotSetUp(Exception):
    """The database has no company row yet: `fieldcomm db upgrade` has not run."""
