"""What the form of a new broadcast offers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_INCIDENTS = text(
    "SELECT id, title, happened, why, next_by FROM incidents WHERE state = 'open' ORDER BY id DESC"
)


def open_incidents(session: Session) -> Sequence[Any]:
    return session.execute(_INCIDENTS).all()
