"""What most answers to a customer need: whose job, who answers, what is owed already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from fieldcomm.domain.arrival.owed import KNOW_MORE
from fieldcomm.domain.capacity import due_for_person
from fieldcomm.domain.effects import Cause, Effect, OpenPromise, OpenTask, Say
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.moments import MOMENTS
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Person, PhoneView, PromiseView, Snapshot

CHATTER = ("check_in", "update", "broadcast")  # what frustration stops (DESIGN 3.4)
SAME_CONVERSATION = timedelta(hours=2)  # within this nobody needs a second acknowledgement
ANSWERS = (PromiseKind.REPLY, PromiseKind.RESULT, PromiseKind.CALLBACK)


def asked_of(phone: PhoneView) -> str | None:
    """What was last asked of this phone, as the moment that asked names it (`late`, `missed` ...)."""
    moment = MOMENTS.get(phone.asked or "")
    return (moment.asks if moment else None) or phone.asked


def likely_job(snapshot: Snapshot, reading: Reading) -> JobView | None:
    """The job a text is most likely about, where a wrong guess does no harm."""
    return named_job(snapshot, reading) or asked_job(snapshot) or _pressing(snapshot)


def named_job(snapshot: Snapshot, reading: Reading) -> JobView | None:
    """The job whose code the text names."""
    return next((job for job in snapshot.jobs if reading.job and job.code == reading.job), None)


def asked_job(snapshot: Snapshot) -> JobView | None:
    """The job of the question that still stands."""
    phone = snapshot.phone
    return snapshot.job(phone.asked_refs.get("job")) if phone.asked else None


def _pressing(snapshot: Snapshot) -> JobView | None:
    return min(
        snapshot.jobs,
        key=lambda job: (job.next_visit() is None, not job.promises, job.id),
        default=None,
    )


def answer_owed(snapshot: Snapshot) -> PromiseView | None:
    """An answer already promised to this phone that comes soon enough to cover a new question."""
    soon = snapshot.now + SAME_CONVERSATION
    return next(
        (
            promise
            for promise in owed(snapshot, snapshot.phone.phone, *ANSWERS)
            if promise.words != KNOW_MORE
            and (promise.kind is not PromiseKind.CALLBACK or promise.due_at <= soon)
        ),
        None,
    )


def owed(snapshot: Snapshot, phone: str, *kinds: PromiseKind) -> list[PromiseView]:
    """Open promises of these kinds to a phone, soonest first."""
    return [p for p in snapshot.all_promises() if p.phone == phone and p.kind in kinds]


def open_answer(
    snapshot: Snapshot,
    job: JobView | None,
    words: str,
    *,
    kind: PromiseKind = PromiseKind.REPLY,
    due: datetime | None = None,
    label: str = "answer",
) -> OpenPromise:
    """A promise that a person answers, due when people can honestly keep it."""
    return OpenPromise(
        kind=kind,
        phone=snapshot.phone.phone,
        words=words[:300],
        due_at=due or due_for_person(snapshot),
        owner=snapshot.dispatcher(job),
        job_id=job.id if job else None,
        label=label,
    )


def answer(
    snapshot: Snapshot,
    moment: str,
    params: Mapping[str, object],
    *,
    job: JobView | None = None,
    about: OpenPromise | PromiseView | None = None,
) -> Say:
    """An answer to this person's own text. Not sent any more once the promise it names is over."""
    return Say(
        moment,
        snapshot.phone.phone,
        params,
        job_id=job.id if job else None,
        cause=Cause("promise", about.id, about.version) if isinstance(about, PromiseView) else None,
        because_of=about.label if isinstance(about, OpenPromise) else None,
        expires_at=about.due_at if about is not None else None,
        answers=True,
    )


def prompt_owner(
    snapshot: Snapshot, job: JobView | None, promise: PromiseView, words: str
) -> list[Effect]:
    """The owner hears at once that the customer wrote again. Ladder steps come all the same."""
    owner = promise.owner
    to = owner.phone if owner else None
    if to is None:
        return []
    return [
        Say(
            "prompt",
            to,
            {
                "kind": promise.kind.value,
                "step": "late" if snapshot.now > promise.due_at else "before",
                "customer": job.contact_name if job else "Unknown caller",
                "customer_phone": promise.phone,
                "code": job.code if job else NO_CODE,
                "due": promise.due_at,
                "last_words": words,
            },
            job_id=job.id if job else None,
            cause=Cause("promise", promise.id, promise.version),
            refs={"promise": promise.id, "job": job.id if job else None},
        )
    ]


def alert(
    snapshot: Snapshot,
    kind: str,
    job: JobView | None,
    *,
    words: str | None = None,
    to: Person | None = None,
    **facts: object,
) -> list[Effect]:
    """A text to whoever in the office takes this on; nobody with a phone, a task on the board."""
    person = to or snapshot.dispatcher(job)
    if person is None or person.phone is None:
        person = next(iter(snapshot.manager_on_call()), None)
    if person is None or person.phone is None:
        task = words or f"{kind}: {job.code if job else snapshot.phone.phone}"
        return [OpenTask(kind, task[:300], job.id if job else None, snapshot.phone.phone)]
    params: dict[str, object] = {
        "kind": kind,
        "customer": job.contact_name if job else None,
        "customer_phone": snapshot.phone.phone,
        "code": job.code if job else None,
        "words": words,
        **facts,
    }
    return [Say("alert", person.phone, params, job_id=job.id if job else None)]


def name_of(job: JobView | None) -> str:
    """How the customer is addressed; nobody known, no name."""
    return job.first_name if job else ""


def called(person: Person | None) -> str | None:
    return person.first_name if person else None


NO_CODE = "no code"  # what stands for a job's code where there is no job
