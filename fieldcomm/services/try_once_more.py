"""One delayed retry of a text the carrier could not take: a new message, with tokens of its own."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from fieldcomm.domain.delivery import Refusal
from fieldcomm.log import get_logger
from fieldcomm.services.unit import Unit

log = get_logger(__name__)

DELAY = timedelta(minutes=10)  # a phone that was off, a queue that was full
HANDSET_AWAY = 30003  # permanent only when it comes back a second time

_KEY = text("INSERT INTO once (key, at) VALUES (:key, :now) ON CONFLICT DO NOTHING RETURNING key")
_COPY = text(
    "INSERT INTO messages (direction, state, channel, phone, job_id, moment, params, language, zone,"
    " wording, body, segments, priority, cause_kind, cause_id, cause_version, answers_until,"
    " quiet_exempt, broadcast_id, hold_until, expires_at, created_at)"
    " SELECT 'out', 'held', channel, phone, job_id, moment, params, language, zone, wording, body,"
    " segments, priority, cause_kind, cause_id, cause_version, answers_until,"
    " quiet_exempt, broadcast_id, :at, expires_at, :now FROM messages WHERE id = :id AND (expires_at IS NULL OR expires_at > :useful)"
    " RETURNING id"
)


def try_once_more(work: Unit, message_id: int, code: int | None, what: Refusal) -> bool:
    """Whether a second text was made; not for one that is a second text itself, or too late for it."""
    if code != HANDSET_AWAY and what is not Refusal.RETRY_LATER:
        return False
    if not _first_time(work, message_id):
        return False
    given = {
        "id": message_id,
        "now": work.now,
        "at": work.machine + DELAY,
        "useful": work.now + DELAY,
    }
    copy = work.session.scalar(_COPY, given)
    if copy is None:
        return False
    _first_time(work, copy)  # its own failure is the second
    log.info("tried_once_more", message=message_id, copy=copy, code=code)
    return True


def _first_time(work: Unit, message_id: int) -> bool:
    given = {"key": second_try_key(message_id), "now": work.now}
    return work.session.execute(_KEY, given).first() is not None


def second_try_key(message_id: int) -> str:
    """Used up, a text is not tried once more."""
    return f"again/{message_id}"
