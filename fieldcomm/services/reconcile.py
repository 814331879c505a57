"""Texts that may or may not have been accepted: ask the provider, twice, before trying again.

A callback with the attempt's token settles it first (record_delivery). Else the provider's list
is searched: once at the earliest `first_look` after the lease ended, again `second_look` later.
One unowned text with same sender, recipient and body: ours. Several: nobody can say, a person
decides. Absent twice: it was never taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from fieldcomm.clock import monotonic
from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import Gateway, ProviderMessage, SendUnknown
from fieldcomm.services.deps import Deps
from fieldcomm.services.record_delivery import Report, record_reports
from fieldcomm.services.unit import unit

log = get_logger(__name__)

BATCH = 50
SKEW = timedelta(minutes=5)  # between the provider's clock and ours

_DUE = text(
    "UPDATE messages m SET look_at = :again FROM (SELECT id FROM messages"
    " WHERE state IN ('attempting', 'unknown', 'accepted') AND look_at <= :machine"
    " ORDER BY look_at, id LIMIT :n FOR UPDATE SKIP LOCKED) d WHERE m.id = d.id"
    " RETURNING m.id, m.state, m.phone, m.body, m.attempt, m.looked, m.provider_sid, m.accepted_at"
)
_SENDER = text(
    "SELECT s.phone, s.messaging_service_sid, a.started_at FROM messages m"
    " JOIN attempts a ON a.message_id = m.id AND a.number = 1"
    " LEFT JOIN senders s ON s.id = m.sender_id WHERE m.id = :id"
)
_OWNED = text(
    "SELECT provider_sid FROM messages WHERE provider_sid = ANY(:sids)"
    " UNION SELECT provider_sid FROM attempts WHERE provider_sid = ANY(:sids)"
)
_LOOKED = text(
    "UPDATE messages SET looked = :looked, state = 'unknown', lease_until = NULL, look_at = :look_at"
    " WHERE id = :id AND attempt = :attempt AND state IN ('attempting', 'unknown')"
)
_AGAIN = text(
    "UPDATE messages SET state = 'queued', lease_until = NULL, look_at = NULL, retry_at = NULL"
    " WHERE id = :id AND attempt = :attempt AND state IN ('attempting', 'unknown')"
)
_UNCONFIRMED = text(
    "UPDATE messages SET state = 'unconfirmed', lease_until = NULL, look_at = NULL, why = :why"
    " WHERE id = :id AND attempt = :attempt AND state IN ('attempting', 'unknown') RETURNING job_id"
)
_TASK = text(
    "INSERT INTO tasks (kind, job_id, phone, message_id, words, opened_at)"
    " VALUES ('unconfirmed', :job_id, :phone, :id, :words, :now)"
)
_LEAVE = text("UPDATE messages SET look_at = :look_at WHERE id = :id AND state = 'accepted'")


@dataclass(frozen=True, slots=True)
class _Sender:
    phone: str | None
    messaging_service_sid: str | None
    since: datetime


def reconcile(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Look at every text whose time to look has come. True when some are left."""
    if deps.gateway is None:
        return False
    until = monotonic() + seconds
    while rows := _take(deps):
        for row in rows:
            try:
                _look(deps, deps.gateway, row)
            except SendUnknown:
                log.info("provider_not_answering", message=row.id)  # looked at again by `again`
        if monotonic() > until:
            return True
    return False


def _take(deps: Deps) -> Sequence[Any]:
    """Claim what is due to be looked at; should we die, it is looked at again a minute later."""
    with unit(deps) as work:
        given = {
            "machine": work.machine,
            "again": work.machine + deps.timing.second_look,
            "n": BATCH,
        }
        return work.session.execute(_DUE, given).all()


def _look(deps: Deps, gateway: Gateway, row: Any) -> None:
    if row.state == "accepted":
        _fetch(deps, gateway, row)
        return
    sender = _sender(deps, row.id)
    if sender is None:
        return
    listed = gateway.list_to(row.phone, since=sender.since - SKEW)
    alike = [m for m in listed if _could_be(m, row, sender)]
    _record_look(deps, row, alike)


def _fetch(deps: Deps, gateway: Gateway, row: Any) -> None:
    """Accepted, and no final word for long: ask. After a day nobody will tell us any more."""
    held = gateway.fetch(row.provider_sid)
    with unit(deps) as work:
        age = work.machine - (row.accepted_at or work.machine)
        later = work.machine + max(deps.timing.fetch_after, age)
        look_at = later if age < timedelta(days=1) else None
        work.session.execute(_LEAVE, {"id": row.id, "look_at": look_at})
        record_reports(work, [Report(held.sid, held.status, held.error_code, None, work.now)])


def _sender(deps: Deps, message_id: int) -> _Sender | None:
    with deps.engine.connect() as connection:
        found = connection.execute(_SENDER, {"id": message_id}).one_or_none()
    return _Sender(*found) if found else None


def _could_be(held: ProviderMessage, row: Any, sender: _Sender) -> bool:
    if held.direction == "inbound" or held.to != row.phone or held.body != row.body:
        return False
    # A messaging service picks the number itself, possibly only later.
    if sender.messaging_service_sid is None and held.from_number != sender.phone:
        return False
    return held.created_at is None or held.created_at >= sender.since - SKEW


def _record_look(deps: Deps, row: Any, alike: list[ProviderMessage]) -> None:
    with unit(deps) as work:
        sids = [m.sid for m in alike]
        owned = set(work.session.scalars(_OWNED, {"sids": sids})) if sids else set()
        unowned = [m for m in alike if m.sid not in owned]
        given = {"id": row.id, "attempt": row.attempt}
        if len(unowned) == 1:
            _adopt(deps, work, row, unowned[0])
        elif unowned:
            why = f"{len(unowned)} texts at the provider could be this one"
            found = work.session.execute(_UNCONFIRMED, {**given, "why": why}).one_or_none()
            if found is not None:
                task = {"job_id": found.job_id, "phone": row.phone, "id": row.id, "now": work.now}
                words = f"Perhaps sent, perhaps not: {why}. Ask the customer or send it anew"
                work.session.execute(_TASK, {**task, "words": words})
        elif row.looked == 0:
            look_at = work.machine + deps.timing.second_look
            work.session.execute(_LOOKED, {**given, "looked": 1, "look_at": look_at})
        else:
            log.info("absent_twice", message=row.id, attempt=row.attempt)
            work.session.execute(_AGAIN, given)
            work.bells.add("outbox")


def _adopt(deps: Deps, work: Any, row: Any, held: ProviderMessage) -> None:
    """It arrived after all: give it its SID, and what the provider knows of it."""
    log.info("adopted", message=row.id, attempt=row.attempt)
    report = Report(held.sid, held.status, held.error_code, None, work.now)
    work.session.execute(
        text(
            "UPDATE attempts SET provider_sid = :sid WHERE message_id = :id AND number = :attempt"
        ),
        {"sid": held.sid, "id": row.id, "attempt": row.attempt},
    )
    work.session.execute(
        text(
            "UPDATE messages SET provider_sid = :sid, state = 'accepted', lease_until = NULL,"
            " accepted_at = :machine, look_at = :fetch"
            " WHERE id = :id AND state IN ('attempting', 'unknown') AND provider_sid IS NULL"
        ),
        {
            "sid": held.sid,
            "id": row.id,
            "machine": work.machine,
            "fetch": work.machine + deps.timing.fetch_after,
        },
    )
    record_reports(work, [report])
