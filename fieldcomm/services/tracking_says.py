"""What a customer does on their own page: the same decisions as if they had texted it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fieldcomm.domain.answer import answer, understand
from fieldcomm.domain.arrival.customer_says import confirms, wants_other_time
from fieldcomm.domain.customer.complaint import decide_complaint
from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.silenced import by_phone_instead
from fieldcomm.domain.effects import Effect, Note, Say
from fieldcomm.domain.intent import is_stop_keyword
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.job import OPEN
from fieldcomm.domain.segments import count
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_job
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.tracking_page import may_dispute
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import write as store
from fieldcomm.store.queries import tracking as rows

LONGEST = 1000  # characters of a message
MOVED_ON = "changed"  # what the page showed stands no more


class NoSuchLink(Exception):
    """The link leads nowhere, for whatever reason."""


# What is decided, and the customer's own words where they wrote some.
Decided = tuple[list[Effect], str | None]
Decide = Callable[[Unit, Snapshot, JobView], Decided]


def confirm(deps: Deps, token: str, key: str, *, visit_id: int, version: int) -> None:
    """C: the window shown fits. Raises Refused when it is not the one that stands."""

    def decide(work: Unit, snapshot: Snapshot, job: JobView) -> Decided:
        visit = _as_shown(job, visit_id, version)
        if visit.status is not VisitStatus.ACCEPTED:
            return [], None
        effects = confirms(snapshot, job, visit)
        if snapshot.phone.consent == "stopped":  # the page itself shows that it is confirmed
            effects = [e for e in effects if not (isinstance(e, Say) and e.to == job.phone)]
        return effects, None

    _act(deps, token, key, decide)


def other_time(
    deps: Deps, token: str, key: str, *, visit_id: int, version: int, words: str = ""
) -> None:
    """R: another time, with what would suit them where they say it. Raises Refused."""
    words = _clean(words)

    def decide(work: Unit, snapshot: Snapshot, job: JobView) -> Decided:
        visit = _as_shown(job, visit_id, version)
        if words and understand(snapshot, words, work.now).intent is Intent.EMERGENCY:
            return _texted(work, snapshot, job, words)
        text = f"Another time, please. {words}".strip()
        if not visit.is_awaited:
            return _spoken(snapshot, job, text, to_a_person(snapshot, job, text)), text
        told = replace(job, last_words=text)
        return _spoken(snapshot, job, text, wants_other_time(snapshot, told, visit, None)), text

    _act(deps, token, key, decide)


def call_me(deps: Deps, token: str, key: str, *, words: str = "") -> None:
    """A call, when they say where they say it ("after 5")."""
    text = f"Call me please {_clean(words)}".strip()
    _act(deps, token, key, lambda work, seen, job: _texted(work, seen, job, text))


def write(deps: Deps, token: str, key: str, *, body: str) -> None:
    """A message to us, read like a text: danger first, STOP included. Raises Refused."""
    words = _clean(body)
    if not words:
        raise Refused("empty")
    _act(deps, token, key, lambda work, seen, job: _texted(work, seen, job, words))


def did_not_happen(deps: Deps, token: str, *, promise_id: int) -> None:
    """Something we count as kept was not: a complaint, once for each promise. Raises Refused."""

    def decide(work: Unit, snapshot: Snapshot, job: JobView) -> Decided:
        row = rows.promise_to(work.session, promise_id, job.id, job.phone)
        if row is None or not may_dispute(row, work.now):
            raise Refused(MOVED_ON)
        due = row.due_at.astimezone(job.zone)
        text = f"This did not happen: {_SAID[row.kind]}, due {due:%a %b} {due.day} {due:%H:%M %Z}"
        reading = Reading(Intent.COMPLAINT, because=(), job=job.code)
        said = Note("disputed", "customer", job.id, {"promise": row.id})
        effects = _spoken(snapshot, job, text, decide_complaint(snapshot, reading, text))
        return [said, *effects], text

    _act(deps, token, f"disputed/{promise_id}", decide)


_SAID = {
    "check_in": "a text from us",
    "arrival": "the visit",
    "callback": "a call",
    "reply": "an answer",
    "result": "a result",
}


def _act(deps: Deps, token: str, key: str, decide: Decide) -> None:
    """Once for each form; the second of a double click changes nothing. Raises NoSuchLink."""

    def run() -> None:
        with unit(deps) as work:
            token_hash = hash_token(token)
            job_id = rows.job_of_link(work.session, token_hash, work.now)
            snapshot = None if job_id is None else locked_job(work, job_id)
            job = snapshot.job(job_id) if snapshot else None
            if snapshot is None or job is None:
                raise NoSuchLink
            once = f"page/{job.id}/{key}"
            if not store.use_once_keys(work.session, [once], work.now):
                return
            # Whoever holds the link speaks as the customer, whoever's phone it is.
            phone = replace(snapshot.phone, last_in_at=work.now)
            snapshot = replace(snapshot, phone=phone, speaker=None)
            effects, words = decide(work, snapshot, job)
            if words is not None:
                _keep(work, snapshot, job, words)
            apply(work, [(snapshot, effects)])

    retrying(run)


def _as_shown(job: JobView, visit_id: int, version: int) -> VisitView:
    """The visit that stood on the page, if it still is as it stood there. Raises Refused."""
    visit = job.visit(visit_id)
    if visit is None or visit.version != version or not visit.is_active:
        raise Refused(MOVED_ON)
    return visit


def _texted(work: Unit, snapshot: Snapshot, job: JobView, words: str) -> Decided:
    """As a text would be read; it names the job, since the page it stands on does."""
    if job.status not in OPEN and understand(snapshot, words, work.now).intent not in _ALWAYS:
        return _spoken(snapshot, job, words, to_a_person(snapshot, job, words)), words
    others = [j for j in snapshot.jobs if j.id != job.id]
    named = f"{words} {job.code}" if others and not is_stop_keyword(words) else words
    return answer(snapshot, named, said_at=work.now)[1], words


_ALWAYS = (Intent.EMERGENCY, Intent.STOP, Intent.START)


def _spoken(snapshot: Snapshot, job: JobView, text: str, effects: list[Effect]) -> list[Effect]:
    """Who opted out of texts gets a call instead."""
    if snapshot.phone.consent != "stopped":
        return effects
    reading = Reading(Intent.OTHER, because=(), job=job.code)
    return by_phone_instead(snapshot, reading, text, effects)


def _keep(work: Unit, snapshot: Snapshot, job: JobView, words: str) -> None:
    rows.keep_words(
        work.session,
        phone=job.phone,
        job_id=job.id,
        moment=str(understand(snapshot, words, work.now).intent),
        body=words,
        segments=min(count(words).segments, 1000),
        now=work.now,
    )


def _clean(words: str) -> str:
    return " ".join(words.replace("\0", "").split())[:LONGEST]
