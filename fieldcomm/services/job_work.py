"""What the desk does with a job as such: note, wait for somebody else, close, cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fieldcomm.domain.desk.end_job import EndError
from fieldcomm.domain.desk.end_job import cancel_job as decide_cancel
from fieldcomm.domain.desk.end_job import close_job as decide_close
from fieldcomm.domain.effects import ChangeJob, Effect, Note
from fieldcomm.domain.job import WaitingOn
from fieldcomm.domain.snapshot import JobView, Snapshot
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import retrying, unit
from fieldcomm.services.visits import in_zone, job_of
from fieldcomm.store.queries.make_good import job_has_unresolved

LONGEST_NOTE = 2000


def add_note(deps: Deps, code: str, words: str, *, by: str) -> None:
    """A line of the timeline, for us alone. Raises Refused."""
    said = words.replace("\0", "").strip()
    if not said:
        raise Refused("The note is empty.")
    if len(said) > LONGEST_NOTE:
        raise Refused(f"The note has {len(said)} characters; {LONGEST_NOTE} fit.")
    _on_job(deps, code, lambda _, job: [Note("note", by, job.id, {"text": said})])


def wait_on(
    deps: Deps, code: str, waiting_on: str, *, by: str, chase_at: datetime | str | None = None
) -> None:
    """Whom the job waits for now, and when we ask them again (aware, or local to the site);
    check-ins say both. Raises Refused."""
    if waiting_on not in tuple(WaitingOn):
        raise Refused(f"{waiting_on!r} is not known; use one of {', '.join(WaitingOn)}.")

    def decide(snapshot: Snapshot, job: JobView) -> list[Effect]:
        chase = in_zone(chase_at, job) if chase_at else None
        if chase is not None and chase <= snapshot.now:
            raise Refused("The day to ask again has passed. Name a later one.")
        return [
            ChangeJob(job.id, waiting_on=WaitingOn(waiting_on), chase_at=chase),
            Note("waits_on", by, job.id, {"waiting_on": waiting_on, "chase_at": chase}),
        ]

    _on_job(deps, code, decide)


def close_job(deps: Deps, code: str, *, by: str, ask_for_review: bool = False) -> None:
    """All is well and the customer said so. A review is asked for only where the settings have a
    link for it, and nothing we broke is still to be made good. Raises Refused."""

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            link = work.company.review_link if ask_for_review else None
            if link and job_has_unresolved(work.session, job.id):
                link = None
            try:
                effects = decide_close(snapshot, job, by=by, review_link=link)
            except EndError as error:
                raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)


def cancel_job(deps: Deps, code: str, *, by: str, words: str, tell: bool) -> None:
    """Called off; with `tell` the customer gets a text about it. Raises Refused."""
    said = " ".join(words.replace("\0", "").split())[:300]
    _on_job(
        deps, code, lambda snapshot, job: decide_cancel(snapshot, job, by=by, words=said, tell=tell)
    )


def _on_job(deps: Deps, code: str, decide: Callable[[Snapshot, JobView], list[Effect]]) -> None:
    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            try:
                effects = decide(snapshot, job)
            except EndError as error:
                raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)
