"""Read what people texted: one person's texts in order, one at a time, each in one transaction."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in is a constant
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from fieldcomm.clock import monotonic
from fieldcomm.domain.answer import Late, answer
from fieldcomm.domain.effects import (
    ChangeJob,
    ChangeVisit,
    Effect,
    OpenTask,
    SettlePromise,
    TakeOnJob,
)
from fieldcomm.domain.intent.codes import find_code
from fieldcomm.domain.once import hashed
from fieldcomm.domain.segments import count
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.log import get_logger
from fieldcomm.services.acting import BY_TEXT, Acting
from fieldcomm.services.apply import apply
from fieldcomm.services.deed import begin_deed
from fieldcomm.services.deps import Deps
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.take_on import take_on
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import photos
from fieldcomm.store.queries.restored import was_done
from fieldcomm.store.queries.surge import on_file

log = get_logger(__name__)

TRIES = 3
_ANSWERABLE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)

# Whether what a backup held unread was answered since is found out first.
_TO_READ = (
    "state = 'unread' AND kind = 'text' AND arrived_at >= coalesce("
    "(SELECT max(restored_at) FROM restores WHERE ended_at IS NULL), '-infinity')"
)
_PHONES = text(f"SELECT phone FROM inbox WHERE {_TO_READ} GROUP BY phone ORDER BY min(id) LIMIT 50")
_OLDEST = text(
    "SELECT id, sid, source, params, received_at, arrived_at, tries FROM inbox"
    f" WHERE phone = :phone AND {_TO_READ} ORDER BY id LIMIT 1"
)
_LOCK_OLDEST = text(
    "SELECT id, params FROM inbox WHERE phone = :phone AND state = 'unread' AND kind = 'text'"
    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_TASK = text("INSERT INTO tasks (kind, words, opened_at) VALUES ('read_text', :words, :now)")
_DONE = text("UPDATE inbox SET state = :state, read_at = :now, tries = tries + 1 WHERE id = :id")
_TRIED = text("UPDATE inbox SET tries = tries + 1 WHERE id = :id AND state = 'unread'")
_HEARD = text("UPDATE phones SET last_in_at = :at WHERE phone = :phone")
_NEWER = text(
    "SELECT EXISTS (SELECT 1 FROM messages WHERE phone = :phone AND direction = 'in'"
    " AND created_at > :at)"
)
_MESSAGE = text(
    "INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority,"
    " provider_sid, created_at, media) VALUES ('in', 'received', :phone, :job_id, :moment, :body,"
    " :segments, 1, :sid, :at, CAST(:media AS jsonb)) ON CONFLICT DO NOTHING"
)


def read_inbox(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Read until nothing is left or time is up. True when texts are left."""
    until = monotonic() + seconds
    while phones := _waiting(deps):
        for phone in phones:
            if monotonic() > until:
                return True
            read_next(deps, phone)
    return False


def _waiting(deps: Deps) -> list[str]:
    with deps.engine.connect() as connection:
        return list(connection.scalars(_PHONES))


def read_next(deps: Deps, phone: str) -> bool:
    """Read this phone's oldest unread text. False when there was none.

    A text that fails three times goes to a person, and the next one proceeds.
    """
    if not _ANSWERABLE.fullmatch(phone):
        return _from_nowhere(deps, phone)
    at = _At()
    try:
        return retrying(lambda: _read(deps, phone, at))
    except OperationalError:
        raise  # the database's trouble says nothing about the text
    except Exception:  # whatever is wrong with one text must not stop the others
        log.exception("text_failed", text=at.id)
        _failed(deps, phone, at)
        return True


@dataclass
class _At:
    """Which text is being read."""

    id: int | None = None


def _read(deps: Deps, phone: str, at: _At) -> bool:
    with unit(deps) as work:
        snapshot = locked_phone(work, phone)
        row = work.session.execute(_OLDEST, {"phone": phone}).one_or_none()
        if row is None:
            return False
        at.id = row.id
        work.about.update(inbox=row.id, sid=row.sid)
        work.session.execute(_HEARD, {"phone": phone, "at": row.received_at})
        snapshot = replace(snapshot, phone=replace(snapshot.phone, last_in_at=row.received_at))
        body = _body(row)
        code = _elsewhere(snapshot, body)
        if code is not None:
            snapshot = locked_phone(work, phone, code)
        if work.policy.surge and _is_stranger(snapshot):
            snapshot = replace(snapshot, on_file=on_file(work.session, phone))
        reading, effects = answer(
            snapshot,
            body,
            said_at=row.received_at,
            provider_answered=bool(row.params.get("OptOutType")),
            late=_late(work, phone, row),
        )
        work.tell("text_read", intent=str(reading.intent))
        _keep(work, phone, row, body, str(reading.intent), snapshot)
        if _moves_work(snapshot, effects):
            work.deed = begin_deed(work.session, _as_deed(row.id, snapshot), work.machine)
        apply(work, [(snapshot, effects)])
        for effect in effects:
            if isinstance(effect, TakeOnJob):
                take_on(work, effect)
        work.session.execute(_DONE, {"id": row.id, "state": "read", "now": work.now})
        deps.hook("read")
        return True


def _moves_work(snapshot: Snapshot, effects: list[Effect]) -> bool:
    """Whether a contractor's text moves a job or a visit, or settles what was promised. A number can
    be spoofed, and people slip: the desk must be able to take that back (FIGURES). Customers' texts
    are not slowed down by it."""
    speaker = snapshot.speaker
    if speaker is None or not speaker.is_contractor:
        return False
    return any(isinstance(effect, ChangeJob | ChangeVisit | SettlePromise) for effect in effects)


def _as_deed(inbox_id: int, snapshot: Snapshot) -> Acting:
    """Nobody's in the office, so anybody's there to take back; its texts leave at once."""
    name = snapshot.speaker.name if snapshot.speaker else "contractor"
    key = f"inbox/{inbox_id}"
    return Acting(key, "by_text", user_id=None, name=name, undo=BY_TEXT, holds=False)


def _is_stranger(snapshot: Snapshot) -> bool:
    return not snapshot.jobs and snapshot.household is None and snapshot.speaker is None


def _elsewhere(snapshot: Snapshot, body: str) -> str | None:
    """A job that somebody of the office names and that is not theirs: `CALLED K7F`."""
    if snapshot.speaker is None or snapshot.speaker.is_contractor:
        return None
    code = find_code(body)
    return code if code and all(job.code != code for job in snapshot.jobs) else None


def _body(row: Any) -> str:
    return str(row.params.get("Body", ""))


def _late(work: Unit, phone: str, row: Any) -> Late | None:
    """A polled text older than one already handled: its answer might undo a newer one. After a
    restore nothing is answered until we know what was."""
    if row.source == "restored":
        return Late.LOST if was_done(work.session, row.arrived_at) else Late.ALONE
    if work.company.restored_at is not None:
        return Late.LOOKING
    if row.source != "poll":
        return None
    given = {"phone": phone, "at": row.received_at}
    return Late.OVERTAKEN if work.session.scalar(_NEWER, given) else None


def _keep(work: Unit, phone: str, row: Any, body: str, moment: str, snapshot: Snapshot) -> None:
    """The text itself, on the timeline."""
    ours = [*snapshot.jobs, *([snapshot.household] if snapshot.household else [])]
    job = ours[0] if ours and snapshot.speaker is None else None
    media = _media(row.params)
    work.session.execute(
        _MESSAGE,
        {
            "phone": phone,
            "job_id": job.id if job else None,
            "moment": moment,
            "body": body,
            "segments": min(count(body).segments, 1000),
            "sid": row.sid,
            "at": row.received_at,
            "media": json.dumps(media) if media else None,
        },
    )
    if media:
        photos.want(work.session, row.sid, [one["url"] for one in media], work.machine)
        work.bells.add("due")


def _media(params: Mapping[str, Any]) -> list[dict[str, str]]:
    """Addresses and kinds of what came with the text."""
    count = str(params.get("NumMedia", ""))
    if not (count.isascii() and count.isdigit()):
        return []
    return [
        {"url": params[f"MediaUrl{n}"], "type": params.get(f"MediaContentType{n}", "")}
        for n in range(min(int(count[:2]), 20))
        if f"MediaUrl{n}" in params
    ]


def _from_nowhere(deps: Deps, phone: str) -> bool:
    """A short code or a name wrote: no text can answer it, so a person reads it."""
    with unit(deps) as work:
        row = work.session.execute(_LOCK_OLDEST, {"phone": phone}).one_or_none()
        if row is None:
            return False
        words = f"A text from {phone[:40]}, who cannot be answered: {_body(row)[:300]}"
        work.session.execute(_TASK, {"words": words, "now": work.now})
        work.session.execute(_DONE, {"id": row.id, "state": "read", "now": work.now})
        return True


def _failed(deps: Deps, phone: str, at: _At) -> None:
    with unit(deps) as work:
        snapshot = locked_phone(work, phone)
        row = work.session.execute(_OLDEST, {"phone": phone}).one_or_none()
        if row is None or row.id != at.id:
            return  # somebody else could read it
        if row.tries + 1 < TRIES:
            work.session.execute(_TRIED, {"id": row.id})
            return
        body = _body(row)
        _keep(work, phone, row, body, "other", snapshot)
        effects: list[Effect] = [
            OpenTask(
                "read_text",
                f"We could not work out this text: {body[:300]}",
                job_id=snapshot.jobs[0].id if snapshot.jobs else None,
                phone=phone,
                once=f"unread/{hashed(row.sid)}",
            )
        ]
        apply(work, [(snapshot, effects)])
        work.session.execute(_DONE, {"id": row.id, "state": "failed", "now": work.now})
