"""Pictures: wanted, kept, shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_WANT = text(
    "INSERT INTO photos (message_id, state, source_url, next_try_at, created_at)"
    " SELECT m.id, 'wanted', u, :at, :at FROM messages m, unnest(CAST(:urls AS text[])) AS u"
    " WHERE m.provider_sid = :sid"
)
_DUE = text(
    "SELECT id, source_url, tries FROM photos WHERE next_try_at <= :machine"
    " ORDER BY next_try_at, id LIMIT :n FOR UPDATE SKIP LOCKED"
)
_LATER = text("UPDATE photos SET tries = tries + 1, next_try_at = :at WHERE id = :id")
_KEEP = text(
    "UPDATE photos SET state = 'kept', content = :content, width = :width, height = :height,"
    " next_try_at = NULL WHERE id = :id AND state = 'wanted'"
)
_LEAVE = text(
    "UPDATE photos SET state = :state, why = :why, next_try_at = NULL WHERE id = :id"
    " AND state = 'wanted'"
)
_ADD = text(
    "INSERT INTO photos (message_id, contractor_id, state, content, width, height, link_hash,"
    " link_until, created_at) VALUES (:message_id, :contractor_id, 'kept', :content, :width, :height,"
    " :link_hash, :link_until, :at) ON CONFLICT (contractor_id) DO UPDATE SET content = :content,"
    " width = :width, height = :height, created_at = :at RETURNING id"
)
_BELONGS = text("UPDATE photos SET message_id = :message WHERE link_hash = :link_hash")
_OF_MESSAGES = text(
    "SELECT id, message_id, state, why, width, height FROM photos"
    " WHERE message_id = ANY(:ids) ORDER BY id"
)
_CONTENT = text("SELECT content FROM photos WHERE id = :id AND state = 'kept'")
_LINKED = text(
    "SELECT content FROM photos WHERE link_hash = :hash AND link_until > :now AND state = 'kept'"
)
_PORTRAIT = text("SELECT content FROM photos WHERE contractor_id = :id AND state = 'kept'")
_HAS_PORTRAIT = text("SELECT contractor_id FROM photos WHERE contractor_id = ANY(:ids)")


def want(session: Session, sid: str, urls: list[str], at: datetime) -> None:
    """Pictures of an inbound text, to be fetched."""
    session.execute(_WANT, {"sid": sid, "urls": urls, "at": at})


def due(session: Session, machine: datetime, most: int) -> Sequence[Any]:
    return session.execute(_DUE, {"machine": machine, "n": most}).all()


def try_later(session: Session, id_: int, at: datetime) -> None:
    session.execute(_LATER, {"id": id_, "at": at})


def keep(session: Session, id_: int, content: bytes, width: int, height: int) -> None:
    given = {"id": id_, "content": content, "width": width, "height": height}
    session.execute(_KEEP, given)


def leave(session: Session, id_: int, state: str, why: str) -> None:
    session.execute(_LEAVE, {"id": id_, "state": state, "why": why})


def add(session: Session, **columns: Any) -> int:
    usual = {"message_id": None, "contractor_id": None, "link_hash": None, "link_until": None}
    return int(session.scalar(_ADD, {**usual, **columns}) or 0)


def belongs_to(session: Session, link_hash: str, message_id: int) -> None:
    session.execute(_BELONGS, {"link_hash": link_hash, "message": message_id})


def of_messages(session: Session, ids: list[int]) -> Sequence[Any]:
    return session.execute(_OF_MESSAGES, {"ids": ids}).all() if ids else []


def content(session: Session, id_: int) -> bytes | None:
    found: bytes | None = session.scalar(_CONTENT, {"id": id_})
    return found


def linked(session: Session, link_hash: str, now: datetime) -> bytes | None:
    found: bytes | None = session.scalar(_LINKED, {"hash": link_hash, "now": now})
    return found


def portrait(session: Session, contractor_id: int) -> bytes | None:
    found: bytes | None = session.scalar(_PORTRAIT, {"id": contractor_id})
    return found


def with_portrait(session: Session, ids: list[int]) -> set[int]:
    return set(session.scalars(_HAS_PORTRAIT, {"ids": ids}))
