"""Telling many people the same news: who may be told, who is left out, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from fieldcomm.domain.effects import Say
from fieldcomm.domain.job import OPEN, JobStatus, Urgency, WaitingOn
from fieldcomm.domain.once import hashed
from fieldcomm.domain.snapshot import JobView, Snapshot

LONGEST = 230  # characters; more would be cut in the text (messaging.facts)
# Both may: at night a dispatcher is alone, and news must not wait. What guards them is the same
# for both: the texts shown as they will be read, the count typed by hand, ten seconds, the pause.
MAY_SEND = ("dispatcher", "manager")


class Exclusion(StrEnum):
    """Why a phone of the filter gets no text."""

    OPTED_OUT = "opted_out"
    UNREACHABLE = "unreachable"
    NO_CONSENT = "no_consent"
    NOT_TEXTED = "not_texted"
    UPSET = "upset"  # frustration stops chatter (DESIGN 3.4): a person answers them
    RESTORED = "restored"  # perhaps told in the time that a restore has lost
    MOVED_ON = "moved_on"  # since it was confirmed: the job is over, or texts somebody else


class Whom(StrEnum):
    """Whose jobs, by how far they are."""

    WAITING = "waiting"
    BOOKED = "booked"
    OPEN = "open"


STATUSES: Mapping[Whom, tuple[JobStatus, ...]] = {
    Whom.WAITING: (JobStatus.WAITING,),
    Whom.BOOKED: (JobStatus.SCHEDULED, JobStatus.EN_ROUTE, JobStatus.ON_SITE),
    Whom.OPEN: (JobStatus.WAITING, JobStatus.SCHEDULED, JobStatus.EN_ROUTE, JobStatus.ON_SITE),
}


class FilterError(ValueError):
    """What was asked for is not known; the message says what would work."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Whom a broadcast goes to. None: whatever it is. `visit_on`: has a visit on that local day."""

    whom: Whom = Whom.WAITING
    waiting_on: str | None = None
    place: str | None = None  # in the address: a town, a street, a postal code
    contractor_id: int | None = None
    language: str | None = None
    urgency: str | None = None
    visit_on: date | None = None

    @classmethod
    def parse(cls, raw: Mapping[str, Any]) -> Self:
        """From a form or from JSON. Raises FilterError."""
        given = {name: str(raw.get(name) or "").strip() for name in (f.name for f in fields(cls))}
        return cls(
            whom=Whom(_one_of(given["whom"] or "waiting", tuple(Whom))),
            waiting_on=_one_of(given["waiting_on"], tuple(WaitingOn)) or None,
            place=given["place"].replace("\0", "")[:100] or None,
            contractor_id=_number(given["contractor_id"]),
            language=_one_of(given["language"], ("en", "es")) or None,
            urgency=_one_of(given["urgency"], tuple(Urgency)) or None,
            visit_on=_day(given["visit_on"]),
        )

    def as_json(self) -> dict[str, Any]:
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in found.items()
            if value is not None
        }


def _one_of(value: str, known: tuple[str, ...]) -> str:
    if value and value not in known:
        raise FilterError(f"{value!r} is not known; choose one of {', '.join(known)}.")
    return value


def _number(value: str) -> int | None:
    if value and not (value.isascii() and value.isdigit() and len(value) < 16):
        raise FilterError("Choose a contractor from the list.")
    return int(value) if value else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise FilterError(f"{value!r} is no day; write it like 2026-01-14.") from None


@dataclass(frozen=True, slots=True)
class News:
    """What is told. `next_by` comes from the incident it is about, which keeps that word."""

    id: int
    text: str
    text_es: str | None
    next_by: datetime | None = None

    def words_for(self, language: str) -> tuple[str, str]:
        """The words and the language they are in: the whole text is in one."""
        if language == "es" and self.text_es:
            return self.text_es, "es"
        return self.text, "en"

    def params(self, name: str, language: str, now: datetime) -> dict[str, Any]:
        """Facts for the template. A next word that is due already is not promised again."""
        ahead = self.next_by if self.next_by and self.next_by > now else None
        return {"name": name, "text": self.words_for(language)[0], "next_by": ahead}


def left_out(snapshot: Snapshot) -> Exclusion | None:
    """Why a phone that was to be told is told nothing after all, as things stand by now."""
    job, phone = next(iter(snapshot.jobs), None), snapshot.phone
    if job is None or job.phone != phone.phone or job.status not in OPEN:
        return Exclusion.MOVED_ON
    return Exclusion.UPSET if phone.chatter_off_at else None


def tell(news: News, job: JobView, language: str, now: datetime) -> Say:
    """The text of one phone: once ever, however often a worker dies."""
    return Say(
        "broadcast",
        to=job.phone,
        params=news.params(job.first_name, language, now),
        job_id=job.id,
        once=f"broadcast/{news.id}/{hashed(job.phone)}",
        broadcast=news.id,
        language=news.words_for(language)[1],
    )


def window(pace: float) -> int:
    """How many texts of one broadcast wait in the outbox at most: pausing and stopping touch no
    more, and a sender of `pace` segments a second has work until the next are made."""
    return min(500, max(200, int(pace * 20)))


def look_again_in(queued_segments: int, flying: int, pace: float) -> timedelta:
    """When a running broadcast is looked at again: well before the sender has run dry.

    `pace` in segments a second; `flying` texts are with the provider right now. What waits for the
    morning is looked at now and then only.
    """
    if queued_segments:
        return timedelta(seconds=min(10.0, max(0.5, queued_segments / pace / 2)))
    return timedelta(seconds=1 if flying else 15)
