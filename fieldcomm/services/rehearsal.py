"""Play a use case without doing it: the texts it would say, really rendered, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.services.deps import Deps

_SAID = text(
    "SELECT m.id, m.phone, m.moment, m.body, m.segments, m.state, m.why, m.not_before, m.language,"
    " coalesce(w.name, u.name, k.name) AS name, coalesce(w.id, u.id) IS NOT NULL AS ours"
    " FROM messages m LEFT JOIN contractors w ON w.phone = m.phone LEFT JOIN users u ON u.phone = m.phone"
    " LEFT JOIN LATERAL (SELECT name FROM contacts WHERE phone = m.phone ORDER BY id DESC LIMIT 1) k"
    " ON true WHERE m.id = ANY(:ids) ORDER BY m.id"
)


@dataclass
class Rehearsal:
    """Given to a unit of work in place of its commit."""

    texts: list[Any] = field(default_factory=list)

    def collect(self, session: Session, message_ids: list[int]) -> None:
        self.texts += session.execute(_SAID, {"ids": message_ids}).all()


def rehearse(deps: Deps, work: Callable[[Deps], object]) -> list[Any]:
    """The texts `work` would put into the outbox, in order. Raises what `work` raises (Refused)."""
    rehearsal = Rehearsal()
    work(replace(deps, acting=None, rehearsal=rehearsal, ring=lambda _queue: None))
    return rehearsal.texts
