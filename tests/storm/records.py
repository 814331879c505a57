"""What a storm left behind, written by hand: one household, one crew, one desk, on its first Monday."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

from fieldcomm.domain.policy import Policy
from fieldcomm.storm.household import Household, Nature
from fieldcomm.storm.options import ZONE, Options
from fieldcomm.storm.record import Record, Said, Sent
from fieldcomm.storm.world import Call, Truth

DANA, LUIS, ANA = "+12055550101", "+12055550102", "+12055550103"
JOB, VISIT, CODE = 1, 7, "K7F"
_numbers = count(1)


def at(hour: float, day: int = 0) -> datetime:
    """That hour on the storm's first day, a Monday, or on a later one."""
    return datetime(2026, 1, 12, tzinfo=ZONE) + timedelta(days=day, hours=hour)


def sent(moment: str, when: datetime, phone: str = DANA, **more: Any) -> Sent:
    """Decided when it left, about the one job, unless `more` says otherwise."""
    given: dict[str, Any] = {
        "message_id": next(_numbers),
        "body": f"{moment} at {when}",
        "job_id": JOB,
        "cause": None,
        "decided_at": when,
        "segments": 1,
    }
    return Sent(at=when, phone=phone, moment=moment, **{**given, **more})


def said(body: str, when: datetime, phone: str = DANA, **more: Any) -> Said:
    """Had by webhook at once, and not understood, unless `more` says otherwise."""
    given: dict[str, Any] = {"intent": "other", "job_id": JOB, "reached_at": when, "had_at": when}
    return Said(at=when, phone=phone, body=body, **{**given, **more})


def promise(kind: str, made: datetime, due: datetime, **more: Any) -> Any:
    given: dict[str, Any] = {
        "id": next(_numbers),
        "phone": DANA,
        "job_id": JOB,
        "visit_id": VISIT if kind == "arrival" else None,
        "state": "open",
        "cause": None,
        "settled_at": None,
        "words": "",
        "user_phone": ANA,
        "crew_phone": None,
    }
    return SimpleNamespace(kind=kind, created_at=made, due_at=due, **{**given, **more})


def called(when: datetime, *, spoke: bool = True) -> Call:
    return Call(DANA, when, spoke)


def arrived(when: datetime, left: datetime | None = None) -> Truth:
    """Luis comes to the visit."""
    gone = {VISIT: left} if left else {}
    return Truth(arrived={VISIT: when}, left=gone, crews={VISIT: LUIS})


def record(nature: Nature = Nature.CALM, **more: Any) -> Record:
    """Dana waits from Monday eight o'clock to the evening of the second day; the visit is on Monday
    from one to three."""
    household = cast(Household, SimpleNamespace(phone=DANA, nature=nature, name="Dana"))
    job = SimpleNamespace(
        id=JOB, code=CODE, phone=DANA, status="waiting", created_at=at(8), finished_at=None,
        closed_at=None,
    )  # fmt: skip
    visit = SimpleNamespace(id=VISIT, job_id=JOB, window_from=at(13), window_to=at(15))
    given: dict[str, Any] = {
        "options": Options(customers=1, days=2, seed=1),
        "policy": Policy(),
        "sent": [],
        "said": [],
        "ours": [],
        "promises": [],
        "jobs": [job],
        "tasks": [],
        "visits": {VISIT: visit},
        "turned_away": [],
        "logged": {},
        "truth": Truth(),
        "households": {DANA: household},
        "crews": {LUIS},
        "on_call": {ANA},
        "struck": {},
        "refused": {},
    }
    return Record(**{**given, **more})
