"""Contractors' day lists: in the evening tomorrow's, in the morning today's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from fieldcomm.domain.contractor.day_list import day_list
from fieldcomm.domain.policy import Policy
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.run_ladders import climb
from fieldcomm.services.unit import unit

_DUE = text(
    "SELECT id, phone, next_list_at FROM contractors"
    " WHERE active AND next_list_at <= :now ORDER BY next_list_at, id LIMIT :n"
)
_NEXT = text(
    "UPDATE contractors SET next_list_at = :next WHERE id = :id AND next_list_at = :was RETURNING id"
)


def run_day_lists(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Send every list that is due. True when some are left."""
    return climb(deps, _DUE, _send, seconds)


def next_list_at(now: datetime, policy: Policy) -> datetime:
    """The next 07:00 or 17:00 in the company's zone; aware UTC."""
    local = now.astimezone(policy.zone)
    times = [
        datetime.combine(local.date() + timedelta(days=ahead), at, policy.zone)
        for ahead in (0, 1)
        for at in (policy.morning_list_at, policy.remind_at)
    ]
    return min(at for at in times if at > now).astimezone(now.tzinfo)


def _send(deps: Deps, row: Any) -> bool:
    with unit(deps) as work:
        snapshot = locked_phone(work, row.phone)
        given = {"id": row.id, "was": row.next_list_at, "next": next_list_at(work.now, work.policy)}
        if work.session.execute(_NEXT, given).first() is None:
            return False
        if work.now - row.next_list_at > timedelta(hours=2):
            return True  # asleep: a list of a day half gone helps nobody
        evening = row.next_list_at.astimezone(work.policy.zone).time() >= work.policy.remind_at
        day = work.now.astimezone(work.policy.zone).date() + timedelta(days=int(evening))
        apply(work, [(snapshot, day_list(snapshot, day, tomorrow=evening))])
        return True
