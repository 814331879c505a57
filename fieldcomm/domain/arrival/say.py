"""Texts about a visit, addressed: to the customer, to the crew, to whoever runs the board."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fieldcomm.domain.effects import Cause, ChangeJob, Effect, OpenTask, Say
from fieldcomm.domain.job import JobEvent, JobStatus, WaitingOn
from fieldcomm.domain.job import after as job_after
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus


def once(visit: VisitView, step: str, version: int | None = None) -> str:
    """The key under which one step of one version of a visit happens at most once."""
    return f"visit/{visit.id}/{version or visit.version}/{step}"


def tell_customer(
    job: JobView,
    visit: VisitView | None,
    moment: str,
    params: dict[str, Any],
    *,
    version: int | None = None,
    key: str | None = None,
    answers: bool = False,
    expires_at: datetime | None = None,
) -> Say:
    """A text to the customer about a visit. `version` where this decision raises it."""
    cause = Cause("visit", visit.id, version or visit.version) if visit else None
    return Say(
        moment,
        job.phone,
        {"name": job.first_name, **params},
        job_id=job.id,
        cause=cause,
        once=once(visit, key, version) if visit and key else None,
        refs={"job": job.id, **({"visit": visit.id} if visit else {})},
        answers=answers,
        expires_at=expires_at,
    )


def tell_person(
    person: Person | None, job: JobView, moment: str, params: dict[str, Any], **more: Any
) -> list[Say]:
    """A text to somebody of ours; nothing when there is no number to send it to."""
    if person is None or not person.phone:
        return []
    refs = {"job": job.id, **more.pop("refs", {})}
    return [Say(moment, person.phone, params, job_id=job.id, refs=refs, **more)]


def alert(
    snapshot: Snapshot,
    job: JobView,
    visit: VisitView | None,
    kind: str,
    *,
    words: str | None = None,
    due: datetime | None = None,
    key: str | None = None,
    version: int | None = None,
) -> list[Effect]:
    """Tell the dispatcher now; without a dispatcher's phone it stands on the board as a task."""
    crew = (visit.contractor if visit else None) or job.contractor
    params: dict[str, Any] = {
        "kind": kind,
        "customer": job.customer_name,
        "customer_phone": job.phone,
        "code": job.code,
        "contractor": crew.first_name if crew else None,
        "words": words,
        "window_from": visit.window_from if visit else None,
        "window_to": visit.window_to if visit else None,
        "due": due,
    }
    stamp = once(visit, f"{key}/office", version) if visit and key else None
    refs = {"visit": visit.id} if visit else {}
    said = tell_person(snapshot.dispatcher(job), job, "alert", params, once=stamp, refs=refs)
    return [*said] or [
        OpenTask(kind, words or f"{kind}: {job.code}", job_id=job.id, phone=job.phone, once=stamp)
    ]


def prompt(
    person: Person | None,
    job: JobView,
    visit: VisitView,
    step: str,
    *,
    due: datetime,
    to_office: bool = False,
    expires_at: datetime | None = None,
) -> list[Say]:
    """Ask about an arrival. To the office it names the crew to call."""
    params = {
        "kind": PromiseKind.ARRIVAL.value,
        "step": step,
        "customer": job.customer_name,
        "customer_phone": job.phone,
        "code": job.code,
        "due": due,
        "address": job.address,
        "last_words": job.last_words if to_office else None,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "contractor": (visit.contractor.first_name if visit.contractor else "the crew")
        if to_office
        else None,
    }
    return tell_person(
        person,
        job,
        "prompt",
        params,
        once=once(visit, f"{step}/office" if to_office else step),
        cause=Cause("visit", visit.id, visit.version),
        refs={"visit": visit.id, "prompt": "arrival", "step": step},
        expires_at=expires_at,
    )


def change_job(job: JobView, event: JobEvent, waiting_on: WaitingOn | None = None) -> list[Effect]:
    """The job moves along where it can; where it cannot, the visit's news changes nothing on it."""
    if job_after(job.status, event) is None:
        return []
    return [ChangeJob(job.id, event, waiting_on=waiting_on)]


def back_in_line(job: JobView, visit: VisitView) -> list[Effect]:
    """The job waits for a crew again, unless another visit of it still stands."""
    if others(job, visit):
        return []
    there = job.status is JobStatus.ON_SITE
    event = JobEvent.NEEDS_RETURN if there else JobEvent.DECLINED
    return change_job(job, event, WaitingOn.CREW)


def others(job: JobView, visit: VisitView | None) -> list[VisitView]:
    """The job's other visits still to come; nobody waits for one that was missed."""
    return [
        v
        for v in job.visits
        if v.is_active
        and v.status is not VisitStatus.MISSED
        and (visit is None or v.id != visit.id)
    ]
