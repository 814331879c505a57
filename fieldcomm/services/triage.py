"""How a dispatcher sorts the day: what presses, what can rest, what to ask about an arrival."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fieldcomm.domain.arrival import ask_now
from fieldcomm.domain.arrival.window import ArrivalError
from fieldcomm.domain.desk import snooze as decide
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.job import Urgency
from fieldcomm.domain.snapshot import JobView, Snapshot
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import retrying, unit
from fieldcomm.services.visits import in_zone, job_of


def set_urgency(deps: Deps, code: str, urgency: str, *, by: str) -> None:
    """What makes the job worse while it waits; empty clears it. Raises Refused."""
    if urgency and urgency not in tuple(Urgency):
        raise Refused(f"{urgency!r} is not known; use one of {', '.join(Urgency)}.")
    wanted = Urgency(urgency) if urgency else None
    _on_job(deps, code, lambda _, job: decide.mark_urgent(job, wanted, by=by))


def snooze(deps: Deps, code: str, *, until: datetime | str, reason: str, by: str) -> None:
    """Out of the way until `until` (aware, or local to the site), or until it matters. Raises Refused."""
    _on_job(
        deps,
        code,
        lambda snapshot, job: decide.snooze(
            snapshot, job, until=in_zone(until, job), reason=reason, by=by
        ),
    )


def wake(deps: Deps, code: str, *, by: str) -> None:
    """Back in its place now. Raises Refused."""
    _on_job(deps, code, lambda _, job: decide.wake(job, by=by))


def ask_crew(deps: Deps, code: str, *, by: str) -> None:
    """Ask whoever should come. Raises Refused."""
    _on_job(deps, code, lambda snapshot, job: ask_now.ask_crew(snapshot, job, by=by))


def ask_customer(deps: Deps, code: str, *, by: str) -> None:
    """Ask the customer whether the window fits. Raises Refused."""
    _on_job(deps, code, lambda snapshot, job: ask_now.ask_customer(snapshot, job, by=by))


def _on_job(deps: Deps, code: str, decision: Callable[[Snapshot, JobView], list[Effect]]) -> None:
    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            try:
                effects = decision(snapshot, job)
            except (ArrivalError, decide.SnoozeError) as error:
                raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)
