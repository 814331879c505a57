"""Take texts out of the queue for one attempt each, at the sender's pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fieldcomm.domain.leaving import Leaving, Verdict, may_leave
from fieldcomm.domain.moments import Priority
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import outbox
from fieldcomm.store.queries.snapshots import zone

# How far ahead of its pace a sender may be loaded: the provider queues so much anyway.
AHEAD = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """One attempt at one text, ours until `post_before` (machine time)."""

    message_id: int
    attempt: int
    token: str
    to: str
    body: str
    from_number: str | None
    messaging_service_sid: str | None
    post_before: datetime
    expires_in: timedelta | None
    photos: tuple[str, ...] = ()  # tokens of the links to its pictures


def claim(deps: Deps, most: int) -> tuple[list[Claim], float | None]:
    """Commit `attempting` for the next texts that may leave.

    Returns them, and seconds to wait when the pace holds more back (None: nothing is waiting).
    """
    with unit(deps) as work:
        sender = outbox.lock_sender(work.session)
        if sender is None or sender.paused:
            return [], None
        free_at = max(sender.next_free_at, work.machine)
        if free_at >= work.machine + AHEAD:
            return [], (free_at - work.machine - AHEAD).total_seconds() + 0.01
        rows = outbox.queued(
            work.session,
            lowest=_lowest(work),
            since=_made_since(work),
            machine=work.machine,
            limit=most,
        )
        leaving = _danger_alone([row for row in _without_twins(rows) if _may_leave(work, row)])
        chosen, free_at = _at_pace(leaving, free_at, work.machine, sender.segments_per_second)
        if not chosen:
            return [], 0.0 if rows else None
        claims = _mark(work, sender, chosen)
        outbox.keep_pace(work.session, sender.id, free_at)
    deps.hook("attempting")
    return claims, 0.0


def _without_twins(rows: Sequence[Any]) -> list[Any]:
    """One text a phone and wording at a time: two alike on the wire could not be told apart."""
    first: dict[tuple[str, str], Any] = {}
    for row in rows:
        first.setdefault((row.phone, row.body), row)
    return list(first.values())


def _danger_alone(rows: list[Any]) -> list[Any]:
    """Texts claimed together race each other to the provider: nothing races a safety text."""
    return [row for row in rows if row.priority == Priority.SAFETY] or rows


def _lowest(work: Unit) -> int:
    """One big pause stops everything but safety and STOP; so does a restore until it is settled."""
    halted = work.company.paused or work.company.restored_at is not None
    return int(Priority.SAFETY if halted else Priority.BROADCAST)


def _made_since(work: Unit) -> datetime | None:
    """What came out of a backup may have been sent since, danger or not; business time."""
    restored_at: datetime | None = work.company.restored_at
    return restored_at + work.offset if restored_at else None


def last_look(work: Unit, row: Any) -> tuple[Verdict, str | None]:
    """Whether a queued text (a row of `outbox.queued` or `outbox.waiting`) may leave now, and why not."""
    text = Leaving(
        moment=row.moment,
        consent=row.consent,
        unreachable=row.unreachable,
        cause_moved=bool(row.cause_moved),
        expires_at=row.expires_at,
        zone=zone(row.zone),
        quiet_exempt=row.quiet_exempt,
        answers_until=row.answers_until,
        broadcast=row.broadcast,
    )
    return may_leave(text, work.policy, work.now)


def _may_leave(work: Unit, row: Any) -> bool:
    verdict, why = last_look(work, row)
    if verdict is Verdict.LEAVE:
        return True
    state, not_before = "held", None
    if verdict is Verdict.HOLD:
        not_before = work.policy.quiet_ends(work.now, zone(row.zone))
    elif verdict is not Verdict.WAIT:
        state = "expired" if verdict is Verdict.EXPIRE else "suppressed"
    why = why if state != "held" else None
    outbox.set_aside(work.session, row.id, state, why, not_before)
    work.tell("text_set_aside", message=row.id, state=state, why=why)
    return False


def _at_pace(
    rows: list[Any], free_at: datetime, machine: datetime, pace: float
) -> tuple[list[Any], datetime]:
    """As many as the sender can start within the next second, and when it is free again."""
    chosen = []
    for row in rows:
        if free_at >= machine + AHEAD:
            break
        chosen.append(row)
        free_at += timedelta(seconds=max(1, row.segments) / pace)
    return chosen, free_at


def _mark(work: Unit, sender: Any, rows: list[Any]) -> list[Claim]:
    timing = work.deps.timing
    tokens = [work.deps.entropy.token() for _ in rows]
    lease = work.machine + timing.lease
    outbox.mark_attempting(
        work.session,
        rows,
        tokens,
        sender_id=sender.id,
        machine=work.machine,
        lease=lease,
        look=lease + timing.first_look,
    )
    return [
        Claim(
            message_id=row.id,
            attempt=row.attempt + 1,
            token=token,
            to=row.phone,
            body=row.body,
            from_number=None if sender.messaging_service_sid else sender.phone,
            messaging_service_sid=sender.messaging_service_sid,
            post_before=work.machine + timing.lease / 2,
            expires_in=row.expires_at - work.now if row.expires_at else None,
            photos=tuple(row.media or ()),
        )
        for row, token in zip(rows, tokens, strict=True)
    ]
