"""Opting out and in (DESIGN 3.5, 47 CFR 64.1200(a)(10)): at once, by any reasonable wording."""

from __future__ import annotations

from fieldcomm.domain.customer.owed import ANSWERS, alert, called, likely_job, name_of, owed
from fieldcomm.domain.effects import (
    Effect,
    Note,
    OpenTask,
    PlanCheckIns,
    RecordConsent,
    Say,
    SettlePromise,
    SettleTask,
    SuppressQueued,
)
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot, VisitView

CALL_TASK = "opted_out_call"  # what is still owed to somebody whom no text may reach
_CALLS = {
    PromiseKind.CALLBACK: "a call",
    PromiseKind.REPLY: "an answer",
    PromiseKind.RESULT: "word",
}


def decide_stop(
    snapshot: Snapshot, reading: Reading, text: str, *, exact: bool, provider_answered: bool
) -> list[Effect]:
    """Silence at once; what we owe stays open, as calls.

    `exact` says the text is one of the words that Twilio itself blocks on and answers: any
    confirmation of ours would then be a second one, and refused (21610).
    """
    speaker = snapshot.speaker
    actor = speaker.name if speaker else "customer"
    recorded: list[Effect] = [
        RecordConsent(snapshot.phone.phone, "stopped", "text", text, actor),
        SuppressQueued(snapshot.phone.phone, "opted out"),
    ]
    if snapshot.phone.consent == "stopped":
        return [*recorded, *_perhaps_the_visit(snapshot, reading, text)]
    confirmed = [] if exact or provider_answered else [_opted_out(snapshot)]
    if speaker is not None:
        return [*recorded, *confirmed, *_alarm(snapshot)]
    return [
        *recorded,
        *confirmed,
        *calls_instead(snapshot),
        *no_more_check_ins(snapshot),
        *_told_the_office(snapshot, reading, text),
    ]


def decide_start(
    snapshot: Snapshot, reading: Reading, text: str, *, provider_answered: bool
) -> list[Effect]:
    """Texts reach them again. Calls that were owed only for want of texts are done with."""
    speaker, phone = snapshot.speaker, snapshot.phone.phone
    recorded: list[Effect] = [
        RecordConsent(phone, "given", "text", text, speaker.name if speaker else "customer"),
        *(
            SettleTask(task.id, "opted in again")
            for task in snapshot.tasks
            if task.kind in (CALL_TASK, "contractor_stopped") and task.phone == phone
        ),
    ]
    if not provider_answered:
        recorded.append(_opted_in(snapshot, reading))
    return [*recorded, PlanCheckIns(phone)] if speaker is None else recorded


def call_task(snapshot: Snapshot, words: str, job: JobView | None) -> OpenTask:
    return OpenTask(CALL_TASK, words, job_id=job.id if job else None, phone=snapshot.phone.phone)


def _opted_out(snapshot: Snapshot) -> Say:
    visit, callback = _told_visit(snapshot), _callback(snapshot)
    return Say(
        "opted_out",
        snapshot.phone.phone,
        {
            "visit_from": visit.window_from if visit else None,
            "visit_to": visit.window_to if visit else None,
            "callback_due": callback.due_at if callback else None,
        },
        answers=True,
    )


def _told_visit(snapshot: Snapshot) -> VisitView | None:
    if snapshot.speaker is not None:
        return None
    coming = [
        v for _, v in snapshot.visits() if v.is_awaited and v.told_at and v.window_to > snapshot.now
    ]
    return min(coming, key=lambda visit: visit.window_from, default=None)


def _callback(snapshot: Snapshot) -> PromiseView | None:
    calls = owed(snapshot, snapshot.phone.phone, PromiseKind.CALLBACK)
    return next((p for p in calls if p.due_at > snapshot.now), None)


def calls_instead(snapshot: Snapshot) -> list[Effect]:
    """One call for each visit and each answer still owed."""
    zone = snapshot.zone
    tasks: list[Effect] = []
    for job, visit in snapshot.visits():
        if visit.is_awaited:
            when = visit.window_from.astimezone(zone)
            words = f"{job.contact_name} gets no texts: keep them posted by phone on the visit of {when:%a %b %d}"
            tasks.append(call_task(snapshot, words, job))
    for promise in owed(snapshot, snapshot.phone.phone, *ANSWERS):
        job_of = snapshot.job(promise.job_id)
        words = f"Gets no texts: {_CALLS[promise.kind]} is owed, by phone: {promise.words}"
        tasks.append(call_task(snapshot, words, job_of))
    return tasks


def no_more_check_ins(snapshot: Snapshot) -> list[Effect]:
    """They let us off the next word by text."""
    phone = snapshot.phone.phone
    return [
        *(
            SettlePromise(promise.id, Settlement.RELEASED, snapshot.now)
            for promise in owed(snapshot, phone, PromiseKind.CHECK_IN)
        ),
        PlanCheckIns(phone),
    ]


def _told_the_office(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = likely_job(snapshot, reading)
    if job is None:
        return []
    noted = Note("opted_out", "customer", job.id, {"words": text})
    if _is_cancel(text):
        return [noted, *_perhaps_the_visit(snapshot, reading, text)]
    return [noted, *alert(snapshot, "customer_stopped", job)]


def _perhaps_the_visit(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """CANCEL opts out by law; perhaps the visit was meant."""
    job = likely_job(snapshot, reading)
    if job is None or not _is_cancel(text):
        return []
    visit = _told_visit(snapshot)
    words = f"{job.contact_name} texted {text.strip()}: was the visit meant? Call and ask"
    return [
        OpenTask("cancel_word", words, job_id=job.id, phone=snapshot.phone.phone),
        *alert(
            snapshot,
            "cancel_word",
            job,
            words=text,
            window_from=visit.window_from if visit else None,
            window_to=visit.window_to if visit else None,
        ),
    ]


def _is_cancel(text: str) -> bool:
    return text.strip(" .!\n\t").upper() == "CANCEL"


def _alarm(snapshot: Snapshot) -> list[Effect]:
    """Whoever does the work, or owns promises, and hears nothing any more, must be called."""
    speaker = snapshot.speaker
    if speaker is None:
        return []
    words = f"{speaker.name} opted out of our texts: call before the next visit or callback"
    others = [p for p in snapshot.manager_on_call() if p.phone != speaker.phone]
    return [
        OpenTask("contractor_stopped", words, phone=snapshot.phone.phone),
        *(
            alert(snapshot, "contractor_stopped", None, to=others[0], contractor=speaker.name)
            if others
            else []
        ),
    ]


def _opted_in(snapshot: Snapshot, reading: Reading) -> Say:
    speaker = snapshot.speaker
    if speaker is not None:
        params: dict[str, object] = {"what": "started", "told": False}
        return Say("contractor_echo", snapshot.phone.phone, params, answers=True)
    job = likely_job(snapshot, reading)
    name = name_of(job) or called(speaker) or ""
    return Say("opted_in", snapshot.phone.phone, {"name": name}, answers=True)
