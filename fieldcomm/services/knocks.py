"""Slow down whoever guesses at links, and whoever hammers at one. Machine time throughout."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from fieldcomm.services.caller_hash import caller_hash
from fieldcomm.services.deps import Deps
from fieldcomm.store.queries import knocks as rows

SPAN = timedelta(minutes=10)
WRONG_LINKS = 30  # of one address in a span; people mistype one, not thirty
FORMS = 40  # sent from one page in a span


class TooMany(Exception):
    """Wait until the span is over."""


def may_knock(deps: Deps, address: str) -> None:
    """Raises TooMany where this address has tried too many wrong links. Right ones do not count."""
    with Session(deps.engine) as session, session.begin():
        if rows.counted(session, caller_hash("address", address), _since(deps)) >= WRONG_LINKS:
            raise TooMany


def wrong_link(deps: Deps, address: str) -> None:
    """Counts a link that leads nowhere."""
    with Session(deps.engine) as session, session.begin():
        rows.count(session, caller_hash("address", address), _since(deps))


def form_sent(deps: Deps, token: str) -> None:
    """Counts a form of one customer's page. Raises TooMany."""
    with Session(deps.engine) as session, session.begin():
        n = rows.count(session, caller_hash("page", token), _since(deps))
    if n > FORMS:
        raise TooMany


def _since(deps: Deps) -> datetime:
    now = deps.clock.machine().timestamp()
    return datetime.fromtimestamp(now - now % SPAN.total_seconds(), UTC)
