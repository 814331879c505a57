"""Door notes at the desk: write, read aloud (on record), erase; and what time brings."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import text

from fieldcomm.domain.desk.door_note import (
    LASTS,
    LONGEST,
    LOOK_EVERY,
    has_served,
    noted,
    send_to_crews,
)
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.job import OPEN
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_job
from fieldcomm.services.run_ladders import climb
from fieldcomm.services.unit import retrying, unit
from fieldcomm.services.visits import in_zone, job_of
from fieldcomm.store.queries import door_notes as rows

_DUE = text("SELECT job_id FROM door_notes WHERE look_at <= :now ORDER BY look_at, job_id LIMIT :n")


def write_door_note(deps: Deps, code: str, words: str, *, until: str | None, by: str) -> None:
    """How the crew gets in. `until`: the last day it is kept (ISO date, local to the site); 30 days
    without. It is not part of any undo: a deed would keep its words. Raises Refused."""
    said = " ".join(words.replace("\0", "").split())
    if not said:
        raise Refused("The door note is empty; erase it if there is none.")
    if len(said) > LONGEST:
        raise Refused(f"The door note has {len(said)} characters; {LONGEST} fit into its text.")

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            expires = work.now + LASTS if not until else in_zone(_end_of(until), job)
            if not work.now < expires <= work.now + 4 * LASTS:
                raise Refused("Keep it until a day within the next four months.")
            rows.write_door_note(
                work.session,
                job_id=job.id,
                words=said,
                author=by,
                now=work.now,
                expires_at=expires,
            )
            apply(work, [(snapshot, [noted(job, "door_note_written", by)])])
            work.bells.add("due")

    retrying(run)


def read_door_note(deps: Deps, code: str, *, by: str) -> str:
    """Its words; that they were looked at, and by whom, stays on the timeline. Raises Refused."""
    with unit(deps) as work:
        snapshot, job = job_of(work, code)
        row = rows.door_note(work.session, job.id)
        if row is None:
            raise Refused("There is no door note any more.")
        apply(work, [(snapshot, [noted(job, "door_note_read", by)])])
        return str(row.words)


def erase_door_note(deps: Deps, code: str, *, by: str) -> None:
    """Now, and for good. Raises Refused."""
    with unit(deps) as work:
        snapshot, job = job_of(work, code)
        if rows.door_note(work.session, job.id) is None:
            raise Refused("There is no door note any more.")
        if not rows.erase_door_note(work.session, job.id):
            raise Refused("A text with it is just leaving. Try again in a minute.")
        apply(work, [(snapshot, [noted(job, "door_note_erased", by)])])


def run_door_notes(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Send what is for today's crews, erase what has served. True when some are left."""
    return climb(deps, _DUE, _look, seconds)


def _look(deps: Deps, row: Any) -> bool:
    with unit(deps) as work:
        snapshot = locked_job(work, row.job_id)
        note = rows.door_note(work.session, row.job_id)
        job = snapshot.job(row.job_id) if snapshot else None
        if note is None or note.look_at > work.now:
            return False
        rows.look_again(work.session, row.job_id, work.now + LOOK_EVERY)
        if snapshot is None or job is None:
            return True
        effects: list[Effect] = []
        if job.status not in OPEN or has_served(snapshot, job, note.written_at, note.expires_at):
            if rows.erase_door_note(work.session, job.id):
                effects.append(noted(job, "door_note_erased", "clock"))
        else:
            effects += send_to_crews(snapshot, job, note.words, note.written_at)
        apply(work, [(snapshot, effects)])
        return True


def _end_of(day: str) -> datetime:
    """Midnight after that day, not yet in any zone."""
    try:
        last = datetime.fromisoformat(day.strip()).date()
        return datetime.combine(last + timedelta(days=1), time())
    except (ValueError, OverflowError):
        raise Refused(f"{day!r} is no day; write it like 2026-01-14.") from None
