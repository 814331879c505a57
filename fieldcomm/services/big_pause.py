"""The one switch that stops every text but safety and the confirmation of STOP; and what waits behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.leaving import Verdict
from fieldcomm.log import get_logger
from fieldcomm.services.claim import last_look
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.restored.state import FindingOut, finding_out
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import big_pause as rows
from fieldcomm.store.queries import outbox

log = get_logger(__name__)


@dataclass
class Sending:
    """`leave`: how many of each kind would go out now; `dropped`: how many will not, by why.
    `restored`: after a restore, what is still being found out."""

    company: str
    zone: ZoneInfo
    now: datetime
    paused: Any
    provider_says: str | None
    pace: float
    restored: FindingOut | None
    leave: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    hold: int = 0
    segments: int = 0

    @property
    def takes(self) -> timedelta:
        return timedelta(seconds=self.segments / self.pace)


def pull_big_pause(deps: Deps, *, reason: str, by: str) -> None:
    """Anybody of the office may, at once. Raises Refused without a reason."""
    why = " ".join(reason.replace("\0", "").split())
    if not why:
        raise Refused("Say why in a few words: everybody sees it until it is over.")
    with unit(deps) as work:
        if work.company.paused:
            raise Refused("It is pulled already.")
        rows.pause(work.session, why=why[:200], by=by, now=work.now)
        log.warning("big_pause_pulled")


def end_big_pause(deps: Deps) -> None:
    """What is still true and in time leaves, at the sender's pace; the rest is dropped, with why."""
    with unit(deps) as work:
        rows.go_on(work.session)
        outbox.wait_anew(work.session, work.machine)
        work.bells.update({"outbox", "due"})
        log.warning("big_pause_ended")


def read_sending(deps: Deps) -> Sending:
    """What waits, looked at as it would be on its way out."""
    with unit(deps) as work:
        row = rows.state(work.session)
        found = Sending(
            work.policy.company,
            work.policy.zone,
            work.now,
            row if row.paused else None,
            row.sender_says,
            row.pace or 1.0,
            finding_out(work),
        )
        for text in outbox.waiting(work.session):
            _look(work, found, text)
        return found


def _look(work: Unit, found: Sending, row: Any) -> None:
    verdict, why = last_look(work, row)
    if verdict is Verdict.LEAVE:
        found.leave[row.moment] += 1
        found.segments += row.segments
    elif verdict in (Verdict.HOLD, Verdict.WAIT):
        found.hold += 1
    else:
        found.dropped[(why or "").partition(":")[0]] += 1
