"""Texts that may or may not have been accepted: ask the provider, twice, before trying again.

A callback with the attempt's token settles it first (record_delivery). Else the provider's list
is searched: at the earliest `first_look` after the lease ended, then every `look_every`. One
unowned text with same sender, recipient and body: ours. Several: nobody can say, a person decides.
Absent twice from a list that shows what was taken after it: it was never taken (domain.doubt).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import text

from fieldcomm.clock import monotonic
from fieldcomm.domain.doubt import ABSENT_ONCE, Finding, judge
from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import Gateway, ProviderMessage, SendUnknown
from fieldcomm.services.deps import Deps
from fieldcomm.services.list_lag import list_shows_what_came_after
from fieldcomm.services.record_delivery import Report, record_reports
from fieldcomm.services.unit import Unit, retrying, unit

log = get_logger(__name__)

WIDTH = 8  # looks at once; so many are taken at a time that none waits long for its turn
MOST = 1000  # texts to one phone that a look goes through
GIVE_UP_FETCHING = timedelta(days=1)

_DUE = text(
    "UPDATE messages m SET look_at = :again FROM (SELECT id FROM messages"
    " WHERE state IN ('attempting', 'unknown', 'accepted') AND look_at <= :machine"
    " ORDER BY look_at, id LIMIT :n FOR UPDATE SKIP LOCKED) d WHERE m.id = d.id"
    " RETURNING m.id, m.state, m.phone, m.body, m.attempt, m.looked, m.provider_sid, m.accepted_at"
)
_SENDER = text(
    "SELECT s.phone, s.messaging_service_sid, a.started_at, l.started_at FROM messages m"
    " JOIN attempts a ON a.message_id = m.id AND a.number = 1"
    " JOIN attempts l ON l.message_id = m.id AND l.number = m.attempt"
    " LEFT JOIN senders s ON s.id = m.sender_id WHERE m.id = :id"
)
_OWNED = text(
    "SELECT provider_sid FROM messages WHERE provider_sid = ANY(:sids)"
    " UNION SELECT provider_sid FROM attempts WHERE provider_sid = ANY(:sids) AND message_id <> :id"
)
_RIVAL = text(
    "SELECT 1 FROM messages m JOIN attempts a ON a.message_id = m.id WHERE m.phone = :phone"
    " AND m.body = :body AND m.state = 'unconfirmed' AND m.id <> :id AND a.started_at >= :since"
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
_ADOPTED = text(
    "UPDATE messages SET provider_sid = :sid, state = 'accepted', lease_until = NULL,"
    " accepted_at = :machine, look_at = :fetch, looked = 0"
    " WHERE id = :id AND attempt = :attempt AND state IN ('attempting', 'unknown')"
    " AND provider_sid IS NULL RETURNING id"
)
_ADOPTED_BY = text(
    "UPDATE attempts SET provider_sid = :sid WHERE message_id = :id AND number = :attempt"
)
_LEAVE = text("UPDATE messages SET look_at = :look_at WHERE id = :id AND state = 'accepted'")


@dataclass(frozen=True, slots=True)
class _Sender:
    """`since`: when the first attempt began; `began`: when the last one did."""

    phone: str | None
    messaging_service_sid: str | None
    since: datetime
    began: datetime


def reconcile(deps: Deps, *, seconds: float = 20.0, width: int = WIDTH) -> bool:
    """Look at every text whose time to look has come. True when some are left."""
    if deps.gateway is None:
        return False
    width = 1 if deps.in_order else width
    until = monotonic() + seconds
    while rows := _take(deps, width):
        if len(rows) == 1 or width == 1:
            for row in rows:
                _look_safely(deps, deps.gateway, row)
        else:
            with ThreadPoolExecutor(width, thread_name_prefix="look") as pool:
                list(pool.map(partial(_look_safely, deps, deps.gateway), rows))
        if monotonic() > until:
            return True
    return False


def _take(deps: Deps, most: int) -> Sequence[Any]:
    """Claim what is due to be looked at; should we die, it is looked at again a minute later."""
    with unit(deps) as work:
        again = work.machine + deps.timing.look_every
        given = {"machine": work.machine, "again": again, "n": most}
        return work.session.execute(_DUE, given).all()


def _look_safely(deps: Deps, gateway: Gateway, row: Any) -> None:
    try:
        if row.state == "accepted":
            _fetch(deps, gateway, row)
        else:
            _look(deps, gateway, row)
    except SendUnknown:  # an unanswered look is no look: `again` brings the next
        log.info("provider_not_answering", message=row.id)


def _look(deps: Deps, gateway: Gateway, row: Any) -> None:
    sender = _sender(deps, row.id)
    if sender is None:
        return
    # First how far the list has come, then what it shows: in between it can only have grown.
    come_so_far = list_shows_what_came_after(deps, gateway, row.id, sender.began)
    since = sender.since - deps.timing.clock_skew
    deps.hook("before_list")
    listed = gateway.list_to(row.phone, since=since, limit=MOST)
    alike = [m for m in listed if _could_be(m, row, sender, since)]
    deps.hook("listed")
    retrying(lambda: _record_look(deps, row, sender, alike, come_so_far))


def _fetch(deps: Deps, gateway: Gateway, row: Any) -> None:
    """Accepted, and no final word for long: ask. After a day nobody will tell us any more."""
    now = deps.clock.machine()
    age = now - (row.accepted_at or now)
    _next_fetch(deps, row.id, None if age > GIVE_UP_FETCHING else age)
    deps.hook("before_fetch")
    held = gateway.fetch(row.provider_sid)
    deps.hook("fetched")
    retrying(lambda: _record_fetched(deps, held))


def _next_fetch(deps: Deps, message_id: int, age: timedelta | None) -> None:
    """The older, the rarer; also when the provider does not know it any more."""
    with unit(deps) as work:
        later = None if age is None else work.machine + max(deps.timing.fetch_after, age)
        work.session.execute(_LEAVE, {"id": message_id, "look_at": later})


def _record_fetched(deps: Deps, held: ProviderMessage) -> None:
    with unit(deps) as work:
        record_reports(work, [Report(held.sid, held.status, held.error_code, None, work.now)])


def _sender(deps: Deps, message_id: int) -> _Sender | None:
    with deps.engine.connect() as connection:
        found = connection.execute(_SENDER, {"id": message_id}).one_or_none()
    return _Sender(*found) if found else None


def _could_be(held: ProviderMessage, row: Any, sender: _Sender, since: datetime) -> bool:
    if held.direction == "inbound" or held.to != row.phone or held.body != row.body:
        return False
    # A messaging service picks the number itself, possibly only later.
    if sender.messaging_service_sid is None and held.from_number != sender.phone:
        return False
    return held.created_at is None or held.created_at >= since


def _record_look(
    deps: Deps, row: Any, sender: _Sender, alike: list[ProviderMessage], come_so_far: bool
) -> None:
    with unit(deps) as work:
        unowned = _unowned(work, row.id, alike)
        several = len(unowned) + (bool(unowned) and _has_rival(work, row, sender.since))
        found = judge(several, come_so_far=come_so_far, looked=row.looked)
        _follow(work, row, found, unowned)
    deps.hook("looked")


def _follow(work: Unit, row: Any, found: Finding, unowned: list[ProviderMessage]) -> None:
    timing = work.deps.timing
    match found:
        case Finding.OURS:
            _adopt(work, row, unowned[0])
        case Finding.SEVERAL:
            _nobody_knows(work, row, "the provider holds texts that could be this one or another")
        case Finding.NOBODY_KNOWS:
            _nobody_knows(work, row, "no answer from the provider, and its list may be behind")
        case Finding.NEVER_TAKEN:
            log.info("absent_twice", message=row.id, attempt=row.attempt)
            work.session.execute(_AGAIN, {"id": row.id, "attempt": row.attempt})
        case Finding.ABSENT:
            _look_later(work, row, ABSENT_ONCE, work.machine + timing.second_look)
        case Finding.NOT_YET:
            _look_later(work, row, row.looked + 1, work.machine + timing.look_every)
    if found not in (Finding.ABSENT, Finding.NOT_YET):
        work.bells.add("outbox")  # it may leave now, or a twin that waited for it


def _look_later(work: Unit, row: Any, looked: int, at: datetime) -> None:
    given = {"id": row.id, "attempt": row.attempt, "looked": looked, "look_at": at}
    work.session.execute(_LOOKED, given)


def _unowned(work: Unit, message_id: int, alike: list[ProviderMessage]) -> list[ProviderMessage]:
    if not alike:
        return []
    given = {"sids": [m.sid for m in alike], "id": message_id}
    owned = set(work.session.scalars(_OWNED, given))
    return [m for m in alike if m.sid not in owned]


def _has_rival(work: Unit, row: Any, since: datetime) -> bool:
    """Whether what is listed may as well be a text alike of which a person was asked."""
    began = since - work.deps.timing.clock_skew
    given = {"id": row.id, "phone": row.phone, "body": row.body, "since": began}
    return work.session.execute(_RIVAL, given).first() is not None


def _nobody_knows(work: Unit, row: Any, why: str) -> None:
    log.info("unconfirmed", message=row.id, attempt=row.attempt)
    given = {"id": row.id, "attempt": row.attempt, "why": why}
    found = work.session.execute(_UNCONFIRMED, given).one_or_none()
    if found is not None:
        words = f"Perhaps sent, perhaps not: {why}. Ask the customer or send it anew"
        task = {"job_id": found.job_id, "phone": row.phone, "id": row.id, "now": work.now}
        work.session.execute(_TASK, {**task, "words": words})


def _adopt(work: Unit, row: Any, held: ProviderMessage) -> None:
    """It arrived after all: give it its SID, and what the provider knows of it."""
    given = {
        "sid": held.sid,
        "id": row.id,
        "attempt": row.attempt,
        "machine": work.machine,
        "fetch": work.machine + work.deps.timing.fetch_after,
    }
    if work.session.execute(_ADOPTED, given).first() is None:
        return  # a callback or a late answer was faster
    log.info("adopted", message=row.id, attempt=row.attempt)
    work.session.execute(_ADOPTED_BY, {key: given[key] for key in ("sid", "id", "attempt")})
    record_reports(work, [Report(held.sid, held.status, held.error_code, None, work.now)])
