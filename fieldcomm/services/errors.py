"""What a use case says about bad input, or a place it cannot work in."""

from __future__ import annotations


class Refused(Exception):
    """The input cannot be used; the message says what would work. Nothing was changed."""


class NoDatabase(Exception):
    """DATABASE_URL is not set and no `fieldcomm up` runs in the data folder."""


class NotSetUp(Exception):
    """The database has no company row yet: `fieldcomm db upgrade` has not run."""
