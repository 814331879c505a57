"""Delivery reports, whatever their order: each text only moves forward; `sent` keeps a check-in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from fieldcomm.clock import monotonic
from fieldcomm.domain.delivery import MessageState, contradicts, forward, meaning
from fieldcomm.log import get_logger
from fieldcomm.services.delivery_failed import delivery_failed, mixed_up, sent_twice
from fieldcomm.services.deps import Deps
from fieldcomm.services.try_once_more import try_once_more
from fieldcomm.services.unit import Unit, retrying, unit

log = get_logger(__name__)

BATCH = 200
TRIES = 3

_UNREAD = text(
    "SELECT id, sid, token, params, received_at FROM inbox"
    " WHERE state = 'unread' AND kind = 'delivery' AND id > :after ORDER BY id LIMIT :n"
    " FOR UPDATE SKIP LOCKED"
)
_TRIED = text(
    "UPDATE inbox SET tries = tries + 1, state = CASE WHEN tries + 1 >= :most THEN 'failed' ELSE state END"
    " WHERE id = :id"
)
_ACTED_ON = text("DELETE FROM inbox WHERE id = ANY(:ids)")
_BY_TOKEN = text("SELECT token, message_id FROM attempts WHERE token = ANY(:tokens)")
_BY_SID = text("SELECT provider_sid, id FROM messages WHERE provider_sid = ANY(:sids)")
_MESSAGES = text(
    "SELECT id, state, provider_sid, moment, cause_kind, cause_id FROM messages"
    " WHERE id = ANY(:ids) ORDER BY id FOR UPDATE"
)
_HEARD = text(
    "INSERT INTO deliveries (provider_sid, status, message_id, error_code, anomaly, at)"
    " VALUES (:sid, :status, :message_id, :code, :anomaly, :at) ON CONFLICT DO NOTHING"
)
_ANSWERED = text(
    "UPDATE tasks SET settled_at = :at, settled_by = 'the provider'"
    " WHERE kind = 'unconfirmed' AND message_id = :id AND settled_at IS NULL"
)
_FORWARD = text(
    "UPDATE messages SET state = :state, provider_sid = :sid, lease_until = NULL,"
    " accepted_at = coalesce(accepted_at, :machine), error_code = coalesce(:code, error_code),"
    " sent_at = CASE WHEN :state IN ('sent', 'delivered') THEN coalesce(sent_at, :at) ELSE sent_at END,"
    " not_before = NULL, hold_until = NULL, look_at = :look_at, looked = 0 WHERE id = :id"
)
_KEPT = text(
    "UPDATE promises SET state = CASE WHEN due_at < :at THEN 'kept_late' ELSE 'kept' END,"
    " settled_at = :at, version = version + 1, next_step_at = NULL"
    " WHERE id = :id AND kind = 'check_in' AND state = 'open'"
)

# "Next word from us by" is kept by a text about their visit as well, in the slot it was promised for.
_KEPT_BY_VISIT = text(
    "UPDATE promises SET state = 'kept', settled_at = :at, version = version + 1, next_step_at = NULL"
    " WHERE phone = (SELECT phone FROM messages WHERE id = :id) AND kind = 'check_in'"
    " AND state = 'open' AND due_at >= :at AND due_at <= :at + make_interval(mins => :spread)"
)
WORD_OF_VISIT = ("visit_reminder", "visit_moved", "visit_cancelled", "day_moved")

UNSURE = ("attempting", "unknown", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Report:
    """One thing the provider said about one text. `at` is business time."""

    sid: str
    status: str
    code: int | None
    token: str | None
    at: datetime


def record_deliveries(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Act on the delivery reports waiting. True when some are left."""
    until = monotonic() + seconds
    try:
        while retrying(lambda: _record_next(deps, BATCH)) == BATCH:
            if monotonic() > until:
                return True
    except OperationalError:
        raise
    except Exception:  # one report nobody can read must not keep the others waiting
        log.exception("deliveries_failed")
        _one_by_one(deps, until)
        return True
    return False


def _record_next(deps: Deps, most: int, after: int = 0) -> int:
    """Record the next reports in one transaction; returns how many there were."""
    with unit(deps) as work:
        rows = work.session.execute(_UNREAD, {"n": most, "after": after}).all()
        if rows:
            record_reports(work, [_report(row) for row in rows])
            work.session.execute(_ACTED_ON, {"ids": [row.id for row in rows]})
            deps.hook("delivery_recorded")
    return len(rows)


def _one_by_one(deps: Deps, until: float) -> None:
    """Each in a transaction of its own; what fails three times is put aside."""
    with unit(deps) as work:
        rows = work.session.execute(_UNREAD, {"n": BATCH, "after": 0}).all()
    for row in rows:
        if monotonic() > until:
            return
        try:
            _record_next(deps, 1, after=row.id - 1)
        except OperationalError:
            raise
        except Exception:
            log.exception("delivery_failed_to_record", sid=row.sid)
            with unit(deps) as work:
                work.session.execute(_TRIED, {"id": row.id, "most": TRIES})


def _report(row: Any) -> Report:
    code = str(row.params.get("ErrorCode") or "")
    status = str(row.params.get("MessageStatus") or row.params.get("SmsStatus") or "")
    number = int(code) if code.isascii() and code.isdigit() and len(code) <= 6 else None
    return Report(row.sid, status, number, row.token, row.received_at)


def record_reports(work: Unit, reports: Sequence[Report]) -> None:
    """Record reports from callbacks, fetches or listings, within this transaction."""
    of_report, owner = _messages_of(work, reports)
    ids = sorted(set(of_report.values()))
    rows = {row.id: row for row in work.session.execute(_MESSAGES, {"ids": ids})}
    states = {id_: MessageState(row.state) for id_, row in rows.items()}
    sids = {id_: row.provider_sid for id_, row in rows.items()}
    for report in reports:
        id_ = of_report.get((report.token, report.sid))
        if id_ is None:
            log.info("delivery_of_unknown_text", sid=report.sid, status=report.status)
            _heard(work, report, None, anomaly=True)
            continue
        if sids[id_] not in (None, report.sid):
            sent_twice(work, id_, sids[id_], report.sid)
            _heard(work, report, id_, anomaly=True)
            continue
        if owner.get(report.sid, id_) != id_:
            mixed_up(work, id_, report.sid)
            _heard(work, report, id_, anomaly=True)
            continue
        _heard(work, report, id_, anomaly=contradicts(states[id_], report.status))
        target = forward(states[id_], report.status)
        if target is not None:
            work.tell("delivery_recorded", message=id_, sid=report.sid, status=report.status)
            _move(work, rows[id_], report, target)
            states[id_], sids[id_], owner[report.sid] = target, report.sid, id_


def _messages_of(
    work: Unit, reports: Sequence[Report]
) -> tuple[dict[tuple[str | None, str], int], dict[str, int]]:
    """The text each report is about, by its attempt's token, else by the provider's SID; and which
    text has which SID."""
    tokens = [r.token for r in reports if r.token]
    by_token: dict[str, int] = {
        row.token: row.message_id for row in work.session.execute(_BY_TOKEN, {"tokens": tokens})
    }
    sids = [r.sid for r in reports]
    by_sid: dict[str, int] = {
        row.provider_sid: row.id for row in work.session.execute(_BY_SID, {"sids": sids})
    }
    found: dict[tuple[str | None, str], int] = {}
    for report in reports:
        id_ = by_token.get(report.token or "") or by_sid.get(report.sid)
        if id_ is not None:
            found[report.token, report.sid] = id_
    return found, by_sid


def _heard(work: Unit, report: Report, id_: int | None, *, anomaly: bool) -> None:
    given = {
        "sid": report.sid,
        "status": report.status,
        "message_id": id_,
        "code": report.code,
        "anomaly": anomaly,
        "at": report.at,
    }
    work.session.execute(_HEARD, given)


def _move(work: Unit, row: Any, report: Report, target: MessageState) -> None:
    final = target in (MessageState.DELIVERED, MessageState.UNDELIVERED, MessageState.FAILED)
    given = {
        "id": row.id,
        "state": str(target),
        "sid": report.sid,
        "code": report.code,
        "at": report.at,
        "machine": work.machine,
        "look_at": None if final else work.machine + work.deps.timing.fetch_after,
    }
    work.session.execute(_FORWARD, given)
    if row.state in UNSURE:
        work.session.execute(_ANSWERED, {"id": row.id, "at": work.now})
        work.bells.add("outbox")  # a twin may have waited for this
    if target in (MessageState.SENT, MessageState.DELIVERED):
        if row.moment == "check_in" and row.cause_kind == "promise":
            work.session.execute(_KEPT, {"id": row.cause_id, "at": report.at})
        elif row.moment in WORD_OF_VISIT:
            spread = int(work.policy.check_in_spread.total_seconds() / 60)
            given = {"id": row.id, "at": report.at, "spread": spread}
            work.session.execute(_KEPT_BY_VISIT, given)
    elif final:
        what = meaning(report.code, 200)
        if not try_once_more(work, row.id, report.code, what):
            delivery_failed(work, row.id, report.code, what)
