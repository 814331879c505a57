"""Surge mode: switched by a person, with what the crews can do in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from fieldcomm.domain.intake.wait import likely_days
from fieldcomm.domain.job import Urgency
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import unit
from fieldcomm.store.models import Event
from fieldcomm.store.queries import surge as rows

MOST_PER_DAY = 1000
LATELY = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class SurgePage:
    """`likely`: what somebody texting now would hear; `finished`: jobs done in the last 7 days."""

    now: datetime
    zone: ZoneInfo
    company: str
    since: datetime | None
    by: str | None
    per_day: int | None
    waiting: int
    finished: int
    likely: tuple[datetime, datetime] | None
    asking: list[Any]
    opened: list[Any]


def read_surge(deps: Deps) -> SurgePage:
    with unit(deps) as work:
        state, session = rows.state(work.session), work.session
        waiting = rows.waiting(session)
        return SurgePage(
            now=work.now,
            zone=work.policy.zone,
            company=work.policy.company,
            since=state.surge_since,
            by=state.surge_by,
            per_day=state.jobs_per_day,
            waiting=waiting,
            finished=rows.finished_since(session, work.now - timedelta(days=7)),
            likely=likely_days(work.policy, work.now, waiting),
            asking=list(rows.asking(session, work.now - LATELY)),
            opened=list(rows.opened(session, work.now - LATELY, list(Urgency))),
        )


def switch_surge(deps: Deps, *, on: bool, per_day: str, by: str) -> None:
    """From now on strangers' first texts are taken on as jobs, or are not. Raises Refused."""
    count = _checked(per_day)
    with unit(deps) as work:
        before = rows.state(work.session)
        since = (before.surge_since or work.now) if on else None
        rows.switch(work.session, since, by, count)
        kind = "surge_on" if on else "surge_off"
        event = {"kind": kind, "actor": by, "data": {"per_day": count}}
        work.session.execute(insert(Event).values(at=work.now, **event))


def _checked(raw: str) -> int | None:
    said = raw.strip()
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and 0 < int(said[:6]) <= MOST_PER_DAY):
        raise Refused(
            f"{raw!r} is no number of jobs a day; write one from 1 to {MOST_PER_DAY}, or leave it"
            " empty: then no likely day is named."
        )
    return int(said)
