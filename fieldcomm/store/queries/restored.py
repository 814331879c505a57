"""Reading the provider's list into data that came out of a backup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_OPEN = (
    "SELECT id, restored_at, knew_until, looked_at, lost_until, texts_out, texts_in FROM restores"
    " WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1"
)
_READ = text(_OPEN)
_LOCK = text(_OPEN + " FOR UPDATE")
_TAKE = text(
    "UPDATE restores SET look_at = :again WHERE id = (SELECT id FROM restores"
    " WHERE ended_at IS NULL AND look_at <= :machine ORDER BY id DESC LIMIT 1"
    " FOR UPDATE SKIP LOCKED)"
    " RETURNING id, restored_at, knew_until, looked_at, lost_until, texts_out, texts_in"
)
_LOOKED = text("UPDATE restores SET looked_at = :at, look_at = :next WHERE id = :id")
_FOUND = text(
    "UPDATE restores SET texts_out = texts_out + :out, lost_until = greatest(lost_until, :at)"
    " WHERE id = :id"
)
_END = text(
    "UPDATE restores SET ended_at = :machine, ended_by = :by, texts_in = :n, lost_until = :cut"
    " WHERE ended_at IS NULL"
)
_DONE = text("SELECT lost_until >= :at FROM restores ORDER BY id DESC LIMIT 1")
_SENDERS = text("SELECT phone, messaging_service_sid, polled_to FROM senders")
_KNOWN = text(
    "SELECT provider_sid FROM messages WHERE provider_sid = ANY(:sids)"
    " UNION SELECT provider_sid FROM attempts WHERE provider_sid = ANY(:sids)"
    " UNION SELECT substr(key, 4) FROM once WHERE key = ANY(:keys)"
)
# Frozen words first: an attempt at it was under way.
_ALIKE = text(
    "SELECT id FROM messages WHERE phone = :phone AND body = :body AND direction = 'out'"
    " AND state IN ('held', 'queued', 'attempting', 'unknown', 'unconfirmed')"
    " AND provider_sid IS NULL AND created_at < :before ORDER BY (attempt = 0), id LIMIT 1"
)
_UNDER_WAY = text(
    "SELECT EXISTS (SELECT 1 FROM messages WHERE phone = :phone AND body = :body"
    " AND direction = 'out' AND state IN ('attempting', 'unknown') AND created_at >= :after)"
)
_INSERT = text(
    "INSERT INTO messages (direction, state, phone, sender_id, job_id, moment, language, body,"
    " segments, priority, provider_sid, error_code, created_at, sent_at, accepted_at, look_at)"
    " VALUES ('out', :state, :phone, :sender, :job, 'restored', :language, :body, :segments, 1,"
    " :sid, :code, :at, :sent_at, :accepted_at, :look_at) ON CONFLICT DO NOTHING RETURNING id"
)
_KEYS = text(
    "INSERT INTO once (key, at) SELECT k, :now FROM unnest(CAST(:keys AS text[])) AS k"
    " ON CONFLICT DO NOTHING"
)
# What was asked last we do not know any more: a bare "Y" must not answer an older question.
_TOLD = text(
    "UPDATE phones SET last_told_at = greatest(last_told_at, :at), asked = NULL, asked_at = NULL,"
    " asked_refs = NULL, choices = NULL WHERE phone = :phone"
)
_CHECKED_IN = text(
    "UPDATE phones SET last_check_in_at = greatest(last_check_in_at, :at) WHERE phone = :phone"
)
_TO_READ = text(
    "WITH fresh AS (INSERT INTO once (key, at) VALUES (:key, :machine) ON CONFLICT DO NOTHING"
    " RETURNING key) INSERT INTO inbox (kind, source, sid, phone, params, received_at, arrived_at)"
    " SELECT 'text', 'restored', :sid, :phone, CAST(:params AS jsonb), :received_at, :arrived_at"
    " FROM fresh RETURNING id"
)
_UNREAD = text(
    "UPDATE inbox SET source = 'restored' WHERE state = 'unread' AND kind = 'text'"
    " AND arrived_at < :restored_at AND (arrived_at <= :until OR phone = ANY(:phones))"
)
_TOUCHED = text(
    "SELECT DISTINCT phone FROM messages WHERE moment = 'restored' AND direction = 'out'"
    " AND accepted_at >= :since"
)
_STRANGERS = text(
    "SELECT phone, count(*) AS n, min(body) AS body FROM messages m WHERE moment = 'restored'"
    " AND direction = 'out' AND accepted_at >= :since AND job_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM users u WHERE u.phone = m.phone)"
    " AND NOT EXISTS (SELECT 1 FROM contractors w WHERE w.phone = m.phone)"
    " AND NOT EXISTS (SELECT 1 FROM contacts k WHERE k.phone = m.phone) GROUP BY phone"
)


def open_restore(session: Session, *, lock: bool = False) -> Any:
    """The restore that has not been reconciled yet; None: there is none."""
    return session.execute(_LOCK if lock else _READ).one_or_none()


def take(session: Session, machine: datetime, again: datetime) -> Any:
    """The same where its time to look has come; should we die, it comes again at `again`."""
    return session.execute(_TAKE, {"machine": machine, "again": again}).one_or_none()


def looked(session: Session, id_: int, at: datetime, next_: datetime) -> None:
    session.execute(_LOOKED, {"id": id_, "at": at, "next": next_})


def found(session: Session, id_: int, out: int, newest: datetime) -> None:
    session.execute(_FOUND, {"id": id_, "out": out, "at": newest})


def end(session: Session, by: str, texts_in: int, machine: datetime, cut: datetime | None) -> None:
    """`cut`: what came or fell due by then may have been acted on; None: nothing was."""
    session.execute(_END, {"by": by, "n": texts_in, "machine": machine, "cut": cut})


def was_done(session: Session, at: datetime) -> bool:
    """Whether what came in then (machine time) may have been acted on before the last restore."""
    return bool(session.scalar(_DONE, {"at": at}))


def senders(session: Session) -> Sequence[Any]:
    """All that were ever ours."""
    return session.execute(_SENDERS).all()


def known(session: Session, sids: Sequence[str]) -> set[str]:
    """Which of these the data holds, inbound or outbound."""
    given = {"sids": list(sids), "keys": [f"in/{sid}" for sid in sids]}
    return set(session.scalars(_KNOWN, given))


def alike(session: Session, phone: str, body: str, before: datetime) -> int | None:
    """A text of the backup that waits to leave, in the same words; business time."""
    given = {"phone": phone, "body": body, "before": before}
    found: int | None = session.scalar(_ALIKE, given)
    return found


def is_under_way(session: Session, phone: str, body: str, after: datetime) -> bool:
    """Whether a text in these words, made since the restore, is just being handed over."""
    return bool(session.scalar(_UNDER_WAY, {"phone": phone, "body": body, "after": after}))


def insert_known_to_provider(session: Session, **columns: Any) -> int | None:
    """Its id; None: another was quicker."""
    made: int | None = session.scalar(_INSERT, columns)
    return made


def use_keys(session: Session, keys: Sequence[str], now: datetime) -> None:
    session.execute(_KEYS, {"keys": list(keys), "now": now})


def told(session: Session, phone: str, at: datetime) -> None:
    """They got a text that no row explains; business time."""
    session.execute(_TOLD, {"phone": phone, "at": at})


def checked_in(session: Session, phone: str, at: datetime) -> None:
    session.execute(_CHECKED_IN, {"phone": phone, "at": at})


def to_read(session: Session, **columns: Any) -> bool:
    """Put an inbound text before the reading. False: it was stored before."""
    return session.execute(_TO_READ, columns).first() is not None


def read_as_lost(
    session: Session, restored_at: datetime, until: datetime | None, phones: Sequence[str]
) -> None:
    """Texts that the backup held unread and that may have been answered: those of `phones`, and all
    up to `until`; machine time."""
    given = {"restored_at": restored_at, "until": until, "phones": list(phones)}
    session.execute(_UNREAD, given)


def touched(session: Session, since: datetime) -> list[str]:
    """Phones that got a text which no row of the backup explains; machine time."""
    return list(session.scalars(_TOUCHED, {"since": since}))


def strangers(session: Session, since: datetime) -> Sequence[Any]:
    """Of these, whoever the data does not know at all."""
    return session.execute(_STRANGERS, {"since": since}).all()
