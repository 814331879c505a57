"""What automation cannot answer: one acknowledgement naming who answers and when (DESIGN 3.4)."""

from __future__ import annotations

import re

from fieldcomm.domain.customer.owed import (
    SAME_CONVERSATION,
    answer,
    answer_owed,
    called,
    likely_job,
    name_of,
    open_answer,
)
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot

LONGEST_QUESTION = 70
_QUESTION = re.compile(r"[^.!?\n]*\?")
_RISKY = re.compile(
    r"(?i)\b(fans?|power|outlets?|breakers?|heaters?|furnace|boiler|wir(es?|ing)|electric\w*|plugs?"
    r"|dehumidifiers?|mold|mould|hot|ventilador\w*|luz|enchufes?|calentador|electric\w*|moho)\b"
)


def decide_other(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """Goes to a person. The sender is told who answers and by when, once."""
    moment = "not_understood" if _says_nothing(text) else "reply_ack"
    return to_a_person(snapshot, likely_job(snapshot, reading), text, moment=moment)


def _says_nothing(text: str) -> bool:
    """A letter or a number that answers nothing; a picture without words is not one."""
    return 1 <= len(re.sub(r"\W", "", text)) <= 2


def to_a_person(
    snapshot: Snapshot, job: JobView | None, text: str, *, moment: str = "reply_ack"
) -> list[Effect]:
    """`moment` is `reply_ack`, or `not_understood` where we can say what would have worked."""
    running = answer_owed(snapshot)
    if running is not None:
        return _again(snapshot, job, running, text, moment)
    promise = open_answer(snapshot, job, text)
    params = _params(moment, job, called(promise.owner), promise.due_at, text)
    return [promise, answer(snapshot, moment, params, job=job, about=promise)]


def _again(
    snapshot: Snapshot, job: JobView | None, running: PromiseView, text: str, moment: str
) -> list[Effect]:
    """Never two bot answers running to the same question: its owner sees the new words."""
    noted = Note(
        "wrote_again",
        "customer",
        running.job_id or (job.id if job else None),
        {"promise": running.id},
    )
    if not _may_say_again(snapshot, running):
        return [noted]
    owner = called(running.owner)
    params = _params(moment, job, owner, running.due_at, text)
    return [noted, answer(snapshot, moment, params, job=job, about=running)]


def _may_say_again(snapshot: Snapshot, running: PromiseView) -> bool:
    """After a while the same due time may be said again; a time that has passed never."""
    last = max(running.created_at, snapshot.phone.last_told_at or running.created_at)
    return running.due_at > snapshot.now and snapshot.now - last >= SAME_CONVERSATION


def _params(
    moment: str, job: JobView | None, owner: str | None, due: object, text: str
) -> dict[str, object]:
    params: dict[str, object] = {"name": name_of(job), "owner": owner, "due": due}
    if moment == "reply_ack":
        params |= {"question": question_in(text), "risk": bool(_RISKY.search(text))}
    return params


def question_in(text: str) -> str | None:
    """The one short question of a text, to quote back; None where there is no such thing."""
    found = [match.group().strip() for match in _QUESTION.finditer(text)]
    if len(found) != 1 or not 8 <= len(found[0]) <= LONGEST_QUESTION or "http" in text:
        return None
    return found[0]
