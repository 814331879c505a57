"""What the desk does with visits: book, move, call off, accept for the contractor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from fieldcomm.domain.arrival.book import accept, book_visit
from fieldcomm.domain.arrival.cancel import cancel_visit
from fieldcomm.domain.arrival.customer_says import confirms
from fieldcomm.domain.arrival.move import move_visit
from fieldcomm.domain.arrival.window import ArrivalError
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.job import OPEN
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, VisitView
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import contractor_by_phone
from fieldcomm.services.locked import locked_code
from fieldcomm.services.people import checked_phone
from fieldcomm.services.unit import Unit, retrying, unit


def book(
    deps: Deps,
    code: str,
    *,
    window_from: datetime | str,
    window_to: datetime | str,
    kind: str = "repair",
    contractor_phone: str | None = None,
    tell_now: bool = False,
) -> None:
    """Book a visit. The contractor is asked first unless `tell_now`. Times aware, or local to the
    job site. Raises Refused."""

    def decide(work: Unit, snapshot: Snapshot, job: JobView) -> list[Effect]:
        return book_visit(
            snapshot,
            job,
            kind=kind,
            window_from=in_zone(window_from, job),
            window_to=in_zone(window_to, job),
            contractor=_contractor(work, contractor_phone) or job.contractor,
            tell_now=tell_now,
        )

    _on_job(deps, code, decide)


def move(
    deps: Deps,
    code: str,
    visit_id: int,
    *,
    window_from: datetime | str,
    window_to: datetime | str,
    contractor_phone: str | None = None,
    cause: str | None = None,
    tell_now: bool = False,
) -> None:
    """Move a visit: both sides are asked again. Raises Refused."""

    def decide(work: Unit, snapshot: Snapshot, job: JobView) -> list[Effect]:
        return move_visit(
            snapshot,
            job,
            _visit(job, visit_id),
            window_from=in_zone(window_from, job),
            window_to=in_zone(window_to, job),
            contractor=_contractor(work, contractor_phone),
            cause=cause,
            tell_now=tell_now,
        )

    _on_job(deps, code, decide)


def call_off(deps: Deps, code: str, visit_id: int, *, cause: str | None, by: str) -> None:
    """Cancel a visit and tell both sides. Raises Refused."""
    _on_job(
        deps,
        code,
        lambda _, snapshot, job: cancel_visit(
            snapshot, job, _visit(job, visit_id), cause=cause, by=by
        ),
    )


def accept_for_contractor(deps: Deps, code: str, visit_id: int) -> None:
    """The contractor said yes by other means: the customer is told now. Raises Refused."""
    _on_job(deps, code, lambda _, snapshot, job: accept(snapshot, job, _visit(job, visit_id)))


def confirm_for_customer(deps: Deps, code: str, visit_id: int) -> None:
    """The customer said yes by other means. Raises Refused."""
    _on_job(deps, code, lambda _, snapshot, job: confirms(snapshot, job, _visit(job, visit_id)))


def _on_job(
    deps: Deps, code: str, decide: Callable[[Unit, Snapshot, JobView], list[Effect]]
) -> None:
    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            try:
                effects = decide(work, snapshot, job)
            except ArrivalError as error:
                raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)


def job_of(work: Unit, code: str) -> tuple[Snapshot, JobView]:
    """The open job with this code, locked. Raises Refused."""
    snapshot = locked_code(work, code)
    job = (
        next((j for j in snapshot.jobs if j.code == code.strip().upper()), None)
        if snapshot
        else None
    )
    if snapshot is None or job is None:
        raise Refused(f"There is no job {code!r}; `fieldcomm job list` shows them.")
    if job.status not in OPEN:
        raise Refused(f"Job {job.code} is {job.status}: nothing more happens on it.")
    return snapshot, job


def in_zone(at: datetime | str, job: JobView) -> datetime:
    """A time as given, aware UTC: without an offset it is local to the job site."""
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at.strip())
        except ValueError:
            raise Refused(
                f"{at!r} is no time; write it in ISO 8601, like 2026-01-14T13:00 or with +00:00."
            ) from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=job.zone)
    if not 2000 <= at.year <= 2100:
        raise Refused(f"{at.year} is no year people plan for; look at the date again.")
    return at.astimezone(UTC)


def _visit(job: JobView, visit_id: int) -> VisitView:
    visit = job.visit(visit_id)
    if visit is None:
        raise Refused(f"Job {job.code} has no visit {visit_id} that can be changed.")
    return visit


def _contractor(work: Unit, phone: str | None) -> Person | None:
    return contractor_by_phone(work, checked_phone(phone)) if phone else None
