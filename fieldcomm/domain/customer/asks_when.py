"""\"When?\" is answered from the ledger, never with the same canned line twice (DESIGN 3.4)."""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import ANSWERS, answer, called, name_of
from fieldcomm.domain.customer.which_job import Several, ask_which, job_meant
from fieldcomm.domain.effects import ChangePhone, Effect, OpenPromise
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.next_check_in import next_word_by
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

TOLD_BY_MACHINE = 2  # twice; who asks a third time is answered by a person
STALE_ETA = timedelta(minutes=10)


def decide_asks_when(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = job_meant(snapshot, reading)
    if isinstance(job, Several):
        return ask_which(snapshot, job, reading, text)
    if job is None:
        return to_a_person(snapshot, None, text)
    visit, promise = _visit(job), _promise(snapshot, job)
    if not _has_news(snapshot, job, visit, promise):
        return _by_a_person(snapshot, job, text)
    facts = _facts(snapshot, job, visit, promise)
    return [answer(snapshot, "answer_when", facts, job=job), _counted(snapshot)]


def _by_a_person(snapshot: Snapshot, job: JobView, text: str) -> list[Effect]:
    effects = to_a_person(snapshot, job, text)
    opened = any(isinstance(effect, OpenPromise) for effect in effects)
    return [*effects, _counted(snapshot)] if opened else effects


def _counted(snapshot: Snapshot) -> ChangePhone:
    """The wording turns with the count, and so does whose turn it is to answer."""
    return ChangePhone(snapshot.phone.phone, {"answers_given": snapshot.phone.answers_given + 1})


def _has_news(
    snapshot: Snapshot, job: JobView, visit: VisitView | None, promise: PromiseView | None
) -> bool:
    """Whether the ledger still answers. A crew under way is news each time it is asked for."""
    if visit is not None and visit.status in (VisitStatus.EN_ROUTE, VisitStatus.ON_SITE):
        return True
    if snapshot.phone.answers_given % (TOLD_BY_MACHINE + 1) == TOLD_BY_MACHINE:
        return False
    if visit is not None:
        return not _is_over(snapshot, visit) or promise is not None
    if job.status is JobStatus.DONE or snapshot.phone.chatter_off_at:
        return promise is not None
    return bool(job.waiting_on or snapshot.ahead.get(job.id) or promise)


def _visit(job: JobView) -> VisitView | None:
    """What the customer may hear of: a time that no crew has accepted is none."""
    visit = job.next_visit()
    return visit if visit and visit.status is not VisitStatus.PROPOSED else None


def _is_over(snapshot: Snapshot, visit: VisitView) -> bool:
    return visit.status is VisitStatus.MISSED or (visit.eta or visit.window_to) < snapshot.now


def _promise(snapshot: Snapshot, job: JobView) -> PromiseView | None:
    """The soonest answer or call owed; a time that has passed is not said again."""
    return next((p for p in job.owed(*ANSWERS) if p.due_at > snapshot.now), None)


def _status(snapshot: Snapshot, visit: VisitView) -> VisitStatus:
    """A window that has passed without word is not "planned" any more."""
    coming = visit.status in (VisitStatus.ACCEPTED, VisitStatus.CONFIRMED)
    return VisitStatus.MISSED if coming and _is_over(snapshot, visit) else visit.status


def _facts(
    snapshot: Snapshot, job: JobView, visit: VisitView | None, promise: PromiseView | None
) -> dict[str, object]:
    status = _status(snapshot, visit) if visit else None
    eta = visit.eta if visit and visit.eta and visit.eta + STALE_ETA > snapshot.now else None
    word = next_word_by(snapshot.phone, snapshot.jobs, snapshot.policy, snapshot.now)
    crew = (visit.contractor if visit else None) or job.contractor
    return {
        "name": name_of(job),
        "visit_from": visit.window_from if visit else None,
        "visit_to": visit.window_to if visit else None,
        "visit_status": status.value if status else None,
        "eta": eta,
        "contractor": called(crew),
        "waiting_on": str(job.waiting_on or "none") if not visit else None,
        "owner": called((promise.owner if promise else None) or snapshot.dispatcher(job)),
        "ahead": snapshot.ahead.get(job.id) or None,
        "promise_due": promise.due_at if promise else None,
        "promise_kind": promise.kind.value if promise else None,
        "next_by": word[0] if word else None,
    }
