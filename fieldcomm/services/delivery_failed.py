"""A text that will not arrive: tell a person, and learn from it."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.domain.delivery import Refusal
from fieldcomm.log import get_logger
from fieldcomm.services.stop_sending import stop_sending
from fieldcomm.services.unit import Unit

log = get_logger(__name__)

_MESSAGE = text("SELECT phone, job_id, moment, body FROM messages WHERE id = :id")
_UNREACHABLE = text(
    "UPDATE phones SET unreachable = :why, next_check_in_at = NULL WHERE phone = :phone"
)
_STOPPED = text(
    "UPDATE phones SET consent = 'stopped', next_check_in_at = NULL"
    " WHERE phone = :phone AND consent <> 'stopped' RETURNING phone"
)
_CONSENT = text(
    "INSERT INTO consents (phone, state, source, wording, actor, at)"
    " VALUES (:phone, 'stopped', 'provider', :words, 'provider', :now)"
)
_TASK = text(
    "INSERT INTO tasks (kind, job_id, phone, message_id, words, opened_at)"
    " VALUES (:kind, :job_id, :phone, :id, :words, :now)"
)
_UNSURE = text(
    "UPDATE messages SET state = 'unconfirmed', lease_until = NULL, look_at = NULL,"
    " why = 'taken for another text at the provider'"
    " WHERE id = :id AND state IN ('queued', 'held', 'attempting', 'unknown')"
)
_KEY = text("INSERT INTO once (key, at) VALUES (:key, :now) ON CONFLICT DO NOTHING RETURNING key")


def delivery_failed(work: Unit, message_id: int, code: int | None, what: Refusal) -> None:
    """Put it before a person, once; mark the phone where the code says it will never work."""
    row = work.session.execute(_MESSAGE, {"id": message_id}).one()
    if not _first(work, f"failed/{message_id}"):
        return
    if what is Refusal.STOP_EVERYTHING:
        stop_sending(work, code)
    if what is Refusal.PERMANENT:
        why = "landline" if code == 30006 else f"code {code}"
        work.session.execute(_UNREACHABLE, {"phone": row.phone, "why": why})
    if what is Refusal.OPTED_OUT:
        _opted_out(work, row.phone)
    _task(
        work, "failed_delivery", message_id, f"{_WORDS[what]} (code {code}). It was: {row.moment}"
    )


def sent_twice(work: Unit, message_id: int, first: str, second: str) -> None:
    """Two SIDs for one text: an alarm, whatever the reason; one for each SID that is too many."""
    if not _first(work, f"twice/{message_id}/{second}"):
        return
    log.error("sent_twice", message=message_id, first=first, second=second)
    _task(work, "sent_twice", message_id, "The provider holds this text twice: say sorry, tell us")


def mixed_up(work: Unit, message_id: int, sid: str) -> None:
    """The provider's text of this one was taken for another's: nobody can say which of them arrived."""
    if not _first(work, f"mixed/{message_id}/{sid}"):
        return
    log.error("texts_mixed_up", message=message_id, sid=sid)
    work.session.execute(_UNSURE, {"id": message_id})
    _task(work, "unconfirmed", message_id, "Perhaps sent, perhaps not: ask, or send it anew")


def _first(work: Unit, key: str) -> bool:
    return work.session.execute(_KEY, {"key": key, "now": work.now}).first() is not None


def _opted_out(work: Unit, phone: str) -> None:
    """The provider knows of a STOP that we have not seen."""
    if work.session.execute(_STOPPED, {"phone": phone}).first() is not None:
        words = "the provider reports an opt-out (21610)"
        work.session.execute(_CONSENT, {"phone": phone, "words": words, "now": work.now})


def _task(work: Unit, kind: str, message_id: int, words: str) -> None:
    row = work.session.execute(_MESSAGE, {"id": message_id}).one()
    given = {
        "kind": kind,
        "job_id": row.job_id,
        "phone": row.phone,
        "id": message_id,
        "words": words,
        "now": work.now,
    }
    work.session.execute(_TASK, given)


_WORDS = {
    Refusal.PERMANENT: "This number cannot get texts: call instead",
    Refusal.OPTED_OUT: "This number has opted out at the provider: call instead",
    Refusal.FILTERED: "A carrier filtered this text: call instead, do not repeat it",
    Refusal.UNKNOWN: "The carrier could not deliver this text and does not say why: call instead",
    Refusal.EXPIRED: "This text waited too long at the provider: it did not arrive",
    Refusal.PERHAPS: "Perhaps this text did not arrive: call to make sure",
    Refusal.RETRY_LATER: "The carrier could not take this text: call instead",
    Refusal.REJECTED: "The provider refused this text: call instead",
    Refusal.STOP_EVERYTHING: "Our account or number is blocked at the provider",
}
