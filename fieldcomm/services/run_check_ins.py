"""The day's check-ins: every phone whose slot has come, in batches, at a cost flat in history."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.clock import monotonic
from fieldcomm.domain.check_in import decide_check_in, slot_of
from fieldcomm.domain.check_in_covered import Told, may_be_told
from fieldcomm.domain.news import News
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.queries.last_told import last_told
from fieldcomm.store.queries.snapshots import job_ids_of_customers, load_snapshots
from fieldcomm.store.tidy import tidy_phones

BATCH = 500

_DUE = text(
    "SELECT phone FROM phones WHERE next_check_in_at <= :now"
    " ORDER BY next_check_in_at, phone LIMIT :n OFFSET :skip"
)
_STILL_DUE = text(
    "SELECT phone FROM phones WHERE phone = ANY(:phones) AND next_check_in_at <= :now"
)
_LINE = text("SELECT id FROM jobs WHERE status = 'waiting' ORDER BY created_at, id")
_FINISHED = text("SELECT finished_at FROM jobs WHERE finished_at > :since ORDER BY finished_at")
_OWN_NEWS = text(
    "SELECT job_id, text, released_at FROM updates WHERE state = 'released' AND job_id = ANY(:ids)"
    " AND released_at > :since ORDER BY released_at, id"
)
_NEWS_FOR_ALL = text(
    "SELECT text, released_at FROM updates WHERE state = 'released' AND job_id IS NULL"
    " AND released_at > :since ORDER BY released_at, id"
)
NEWS_FOR = timedelta(days=3)  # older facts are no news


class Wave:
    """What all check-ins of one run share: the line, what we finished, news for everybody."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.line = {id_: place for place, id_ in enumerate(session.scalars(_LINE))}
        since = {"since": now - timedelta(days=2)}
        self.finished = list(session.scalars(_FINISHED, since))
        self.for_all = [
            (row.text, row.released_at)
            for row in session.execute(_NEWS_FOR_ALL, {"since": now - NEWS_FOR})
        ]

    def finished_since(self, since: datetime | None) -> int | None:
        if since is None:
            return None
        return len(self.finished) - bisect_left(self.finished, since) or None


def run_check_ins(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Decide every check-in that is due. True when some are left."""
    until = monotonic() + seconds
    wave = _begin(deps)
    skip = decided = 0
    while wave is not None:
        done, seen = retrying(partial(_run_batch, deps, wave, skip))
        if seen == 0:
            if decided >= BATCH:
                tidy_phones(deps.engine)
            return False
        decided += done
        skip += seen - done  # locked by somebody else: theirs
        if monotonic() > until:
            return True
    return False


def _begin(deps: Deps) -> Wave | None:
    """What the wave shares, read once; None when nothing is due."""
    with unit(deps) as work:
        if work.session.execute(_DUE, {"now": work.now, "n": 1, "skip": 0}).first() is None:
            return None
        return Wave(work.session, work.now)


def _run_batch(deps: Deps, wave: Wave, skip: int) -> tuple[int, int]:
    """Returns how many were decided and how many were found due."""
    with unit(deps) as work:
        due = list(work.session.scalars(_DUE, {"now": work.now, "n": BATCH, "skip": skip}))
        if not due:
            return 0, 0
        phones = locks.try_lock_phones(work.session, due)
        jobs_of = job_ids_of_customers(work.session, phones)
        locks.lock_jobs(work.session, sorted(set().union(*jobs_of.values())) if jobs_of else [])
        given = {"phones": phones, "now": work.now}
        still = set(work.session.scalars(_STILL_DUE, given))
        wanted = {phone: jobs_of.get(phone, set()) for phone in phones if phone in still}
        snapshots = load_snapshots(
            work.session, wanted, work.now, work.policy, lean=True, ahead=wave.line
        )
        _decide(work, wave, list(snapshots.values()))
        deps.hook("check_ins")
        return len(phones), len(due)


def _decide(work: Unit, wave: Wave, snapshots: list[Snapshot]) -> None:
    own = _own_news(work, snapshots)
    told = _told(work, snapshots)
    decisions = []
    for snapshot in snapshots:
        news = _news(wave, own, snapshot)
        decisions.append(
            (snapshot, decide_check_in(snapshot, news, told.get(snapshot.phone.phone)))
        )
    dropped = apply(work, decisions)
    # A slot that had its check-in already (slots were moved): go on to the next.
    plan_check_ins(work, [snapshot.phone.phone for snapshot in dropped], passed=True)


def _told(work: Unit, snapshots: list[Snapshot]) -> dict[str, Told]:
    """The last word of those, few, to whom something was said lately."""
    lately = [
        snapshot.phone.phone
        for snapshot in snapshots
        if (slot := slot_of(snapshot)) and may_be_told(snapshot, slot)
    ]
    return last_told(work.session, lately, since=work.now - timedelta(days=1)) if lately else {}


def _own_news(work: Unit, snapshots: list[Snapshot]) -> dict[int, list[tuple[str, datetime]]]:
    ids = [job.id for snapshot in snapshots for job in snapshot.jobs]
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for row in work.session.execute(_OWN_NEWS, {"ids": ids, "since": work.now - NEWS_FOR}):
        found[row.job_id].append((row.text, row.released_at))
    return found


def _news(
    wave: Wave, own: dict[int, list[tuple[str, datetime]]], snapshot: Snapshot
) -> dict[int, News]:
    """What is new for each job since this phone's last check-in."""
    last = snapshot.phone.last_check_in_at
    found = {}
    for job in snapshot.jobs:
        since = last or job.created_at
        updates = [text for text, at in own.get(job.id, ()) if at > since]
        updates += [text for text, at in wave.for_all if at > since]
        found[job.id] = News(tuple(updates), wave.finished_since(since))
    return found
