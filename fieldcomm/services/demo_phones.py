"""The demo's handsets: who has one, what is on its screen, texting from it, moving time, faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.risk import Risk
from fieldcomm.domain.slots import slots_after
from fieldcomm.messaging.local_phones import LocalPhones, LocalPhonesDown
from fieldcomm.services.advance_clock import advance_clock
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.errors import Refused
from fieldcomm.services.people import checked_phone
from fieldcomm.services.unit import unit
from fieldcomm.store.queries.handsets import (
    handsets,
    kinds_of_tasks,
    soonest_jobs,
    times_by_sid,
)
from fieldcomm.store.queries.snapshots import zone

SCREEN = 40  # texts of a thread that are shown
ON_BOARD = 8  # jobs shown beside the phones
SOON = timedelta(minutes=30)
PATIENCE = 20.0  # seconds a page may take to play through time
FAULTS: dict[str, dict[str, Any]] = {
    "undelivered": {"kind": "undelivered", "count": 1, "code": 30003},
    "drop_answer": {"kind": "drop_answer", "count": 1},
    "duplicate": {"kind": "duplicate_callbacks", "count": 1},
    "throttle": {"kind": "throttle", "count": 3},
    "down": {"kind": "down", "seconds": 15.0},
}
# Seconds after which the demo's provider reports a text: late, and as it usually does.
LATE = {"sent_after": 12.0, "delivered_after": 20.0}
PROMPT = {"sent_after": 0.3, "delivered_after": 0.8}


@dataclass(frozen=True, slots=True)
class Shown:
    """One text on a screen; `at` is business time, None while we don't know the text yet."""

    body: str
    mine: bool
    auto: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Handset:
    """`who` is `customer`, `contractor`, `office` or `stranger`."""

    phone: str
    name: str
    who: str
    code: str | None
    summary: str | None
    zone: ZoneInfo
    texts: list[Shown]
    stopped: bool


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A job with the promise that falls due first; `row` as store.queries.handsets has it."""

    risk: Risk
    row: Any
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Demo:
    """`down`: the local Twilio refuses connections right now."""

    now: datetime
    zone: ZoneInfo
    our_phone: str
    handsets: list[Handset]
    next_due: datetime | None
    next_slot: datetime | None
    down: bool
    board: list[OnBoard]
    tasks: list[str]  # kinds of what waits for a person, the latest first


def is_demo(deps: Deps) -> bool:
    """Only where no text can leave this machine and time is ours to move."""
    return deps.clock.adjustable and deps.config.local_twilio and deps.our_phone is not None


def company_zone(deps: Deps) -> ZoneInfo:
    with unit(deps) as work:
        return work.policy.zone


def read_demo(deps: Deps) -> Demo:
    """Every handset with its screen."""
    screens: dict[str, list[dict[str, Any]]] = {}
    stopped: set[str] = set()
    down = False
    try:
        with _phones(deps) as phones:
            known = phones.threads()
            stopped = {thread["phone"] for thread in known if thread["stopped"]}
            screens = {t["phone"]: phones.thread(t["phone"])[-SCREEN:] for t in known}
    except LocalPhonesDown:
        down = True
    waiting = look(deps)
    with unit(deps) as work:
        sids = [line["sid"] for lines in screens.values() for line in lines]
        at = times_by_sid(work.session, sids)
        people = {row.phone: row for row in handsets(work.session)}
        shown = [*people, *sorted(screens.keys() - people.keys())]
        slots = slots_after(work.now, work.policy, work.policy.zone)
        return Demo(
            now=work.now,
            zone=work.policy.zone,
            our_phone=deps.our_phone or "",
            handsets=[
                _handset(
                    phone, people.get(phone), screens.get(phone, []), at, work.policy.zone, stopped
                )
                for phone in shown
            ],
            next_due=waiting.next_business,
            next_slot=slots[0].starts if slots else None,
            down=down,
            board=[
                OnBoard(_risk(row.due_at, work.now), row, zone(row.timezone))
                for row in soonest_jobs(work.session, ON_BOARD)
            ],
            tasks=kinds_of_tasks(work.session),
        )


def _risk(due: datetime | None, now: datetime) -> Risk:
    if due is None or due - now > SOON:
        return Risk.CALM
    return Risk.LATE if due <= now else Risk.SOON


def _handset(
    phone: str,
    row: Any,
    lines: list[dict[str, Any]],
    at: dict[str, datetime],
    usual: ZoneInfo,
    stopped: set[str],
) -> Handset:
    return Handset(
        phone=phone,
        name=row.name if row else "Somebody",
        who=row.who if row else "stranger",
        code=row.code if row else None,
        summary=row.summary if row else None,
        zone=zone(row.timezone) if row and row.timezone else usual,
        texts=[Shown(ln["body"], ln["mine"], ln["auto"], at.get(ln["sid"])) for ln in lines],
        stopped=phone in stopped,
    )


def text_as(deps: Deps, phone: str, body: str) -> None:
    """Somebody of the demo texts us. Raises Refused."""
    body = body.replace("\0", "").strip()
    if not body:
        raise Refused("Write something first.")
    with _asking(deps) as phones:
        phones.text(checked_phone(phone), deps.our_phone or "", body[:1600])


def fault(deps: Deps, name: str) -> None:
    """Switch one of FAULTS on, or all off with `none`. Raises Refused."""
    if name not in FAULTS and name not in ("late", "none"):
        raise Refused("There is no such failure here.")
    with _asking(deps) as phones:
        if name == "none":
            phones.clear_faults()
            phones.settings(**PROMPT)
        elif name == "late":
            phones.settings(**LATE)
        else:
            phones.faults(**FAULTS[name])


def move_time(deps: Deps, to: str, *, minutes: int = 0) -> datetime:
    """Play on to the next thing due (`due`), the next check-in (`slot`), or by `minutes`. Returns
    the new time. Raises Refused, StillBusy when not everything was done within 20 s."""
    return advance_clock(deps, _span(deps, to, minutes), timeout=PATIENCE)


def _span(deps: Deps, to: str, minutes: int) -> timedelta:
    waiting = look(deps)
    if to == "due" and waiting.next_business:
        return waiting.next_business - waiting.now + timedelta(seconds=1)
    if to == "slot":
        with unit(deps) as work:
            slots = slots_after(work.now, work.policy, work.policy.zone)
            return slots[0].starts - work.now + timedelta(minutes=1)
    if not 0 < minutes <= 14 * 24 * 60:
        raise Refused("Say how far: between a minute and 14 days.")
    return timedelta(minutes=minutes)


@contextmanager
def _phones(deps: Deps) -> Iterator[LocalPhones]:
    phones = LocalPhones(deps.config.twilio_api_url or "", timeout=5.0)
    try:
        yield phones
    finally:
        phones.close()


@contextmanager
def _asking(deps: Deps) -> Iterator[LocalPhones]:
    try:
        with _phones(deps) as phones:
            yield phones
    except LocalPhonesDown as error:
        raise Refused(f"The demo's provider says: {error}.") from None
