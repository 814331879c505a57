"""Several open jobs on one phone: asked once, numbered (DESIGN 3.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import answer, asked_job, asked_of, name_of, named_job
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.snapshot import JobView, Snapshot

MOST = 5  # more cannot be told apart in one text
_JOB = "job:"


@dataclass(frozen=True, slots=True)
class Several:
    """The jobs a text may be about, when it matters which."""

    jobs: tuple[JobView, ...]


def job_meant(snapshot: Snapshot, reading: Reading) -> JobView | Several | None:
    """By code, by what was asked, or because there is only one that anything goes on with."""
    found = named_job(snapshot, reading) or _answered(snapshot, reading)
    if found is not None:
        return found
    with_visit = [job for job in snapshot.jobs if job.next_visit()]
    candidates = with_visit if len(with_visit) == 1 else list(snapshot.jobs)
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    return Several(tuple(candidates))


def ask_which(snapshot: Snapshot, several: Several, reading: Reading, text: str) -> list[Effect]:
    """Numbered, once; who does not answer with a number is answered by a person."""
    if asked_of(snapshot.phone) == "which_job":
        return to_a_person(snapshot, several.jobs[0], text)
    jobs = several.jobs[:MOST]
    params = {
        "name": name_of(jobs[0]),
        "jobs": [f"{job.summary} ({job.address}, {job.code})" for job in jobs],
    }
    refs = {
        "then": reading.intent.value,
        "text": text[:600],
        "at": reading.at.isoformat() if reading.at else None,
    }
    return [
        replace(
            answer(snapshot, "which_job", params),
            refs=refs,
            choices=tuple(f"{_JOB}{job.id}" for job in jobs),
        )
    ]


def resumed(snapshot: Snapshot, reading: Reading) -> tuple[Reading, str] | None:
    """The text that waited for the answer to "which job?", when this is that answer."""
    if asked_of(snapshot.phone) != "which_job":
        return None
    job = _chosen(snapshot, reading) or _only_named(snapshot, reading)
    refs = snapshot.phone.asked_refs
    if job is None or not refs.get("then"):
        return None
    at = refs.get("at")
    waited = Reading(
        Intent(refs["then"]),
        because=(),
        job=job.code,
        at=datetime.fromisoformat(at) if at else None,
    )
    return waited, str(refs.get("text") or "")


def _chosen(snapshot: Snapshot, reading: Reading) -> JobView | None:
    choices = snapshot.phone.choices
    if reading.intent is not Intent.CHOICE or not 1 <= (reading.n or 0) <= len(choices):
        return None
    return snapshot.job(int(choices[(reading.n or 1) - 1].removeprefix(_JOB)))


def _only_named(snapshot: Snapshot, reading: Reading) -> JobView | None:
    return named_job(snapshot, reading) if reading.intent is Intent.OTHER else None


def _answered(snapshot: Snapshot, reading: Reading) -> JobView | None:
    """Only a reply to a question is about the question's job."""
    if reading.intent in (Intent.CONFIRM, Intent.CHOICE, Intent.CHANGE, Intent.THEY_ARRIVED):
        return asked_job(snapshot)
    return None
