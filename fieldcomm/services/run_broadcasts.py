"""Texts of running broadcasts, made a few at a time: what waits stays small enough to be stopped."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from fieldcomm.clock import monotonic
from fieldcomm.domain.broadcast import News, left_out, look_again_in, tell, window
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.queries import broadcasts as rows
from fieldcomm.store.queries.snapshots import load_snapshots

HEARD = 500  # phones whose check-in is covered in one transaction
WHILE_STOPPED = timedelta(seconds=5)


def run_broadcasts(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Go on with every broadcast whose turn it is. True when some are left."""
    until = monotonic() + seconds
    while retrying(partial(_step, deps)):
        if monotonic() > until:
            return True
    return False


def _step(deps: Deps) -> bool:
    """One transaction of one broadcast; False when none is due."""
    with unit(deps) as work:
        row = rows.next_running(work.session, work.machine)
        if row is None:
            return False
        heard = rows.note_heard(work.session, row.id, work.now, HEARD)
        sender = rows.sender(work.session)
        if work.company.paused or sender is None or sender.paused:
            rows.look_again_at(work.session, row.id, work.machine + WHILE_STOPPED)
            return True
        pace = sender.segments_per_second
        if rows.under_way(work.session, row.id).queued <= window(pace) // 2:
            _make(work, row, window(pace))
        _plan(work, row, pace, more_to_hear=heard == HEARD)
        deps.hook("broadcast")
        return True


def _make(work: Unit, row: Any, most: int) -> None:
    """The next texts, under the locks every decision about a phone takes; locked ones wait."""
    wanted: dict[str, int] = {}
    skip = 0
    while not wanted and (batch := rows.to_make(work.session, row.id, most, skip)):
        free = locks.try_lock_phones(work.session, list(batch))
        wanted = {phone: batch[phone] for phone in free}
        skip += most
    if not wanted:
        return
    jobs_of = {phone: {job_id} for phone, job_id in wanted.items()}
    snapshots = load_snapshots(work.session, jobs_of, work.now, work.policy, lean=True)
    news = News(row.id, row.text, row.text_es, row.next_by)
    out = {phone: why for phone, s in snapshots.items() if (why := left_out(s))}
    for why in set(out.values()):
        rows.leave_out(work.session, row.id, [p for p in out if out[p] is why], why)
    told = {phone: s for phone, s in snapshots.items() if phone not in out}
    apply(
        work,
        [(s, [tell(news, s.jobs[0], s.phone.language, work.now)]) for s in told.values()],
    )
    rows.mark_made(work.session, row.id, list(told), work.now)


def _plan(work: Unit, row: Any, pace: float, *, more_to_hear: bool) -> None:
    """When to look again; or it is over: everything was made, and nothing waits any more."""
    way = rows.under_way(work.session, row.id)
    all_made = not rows.to_make(work.session, row.id, 1)
    if all_made and way.pending == 0 and not more_to_hear:
        rows.finish(work.session, row.id, work.now)
        return
    if more_to_hear or (not all_made and way.queued <= window(pace) // 2):
        wait = timedelta(seconds=0.1)
    else:
        wait = look_again_in(way.segments, way.flying, pace)
    rows.look_again_at(work.session, row.id, work.machine + wait)
