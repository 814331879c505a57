"""The demo's people and their day, put into an empty database by the services everybody uses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from fieldcomm.clock import monotonic, sleep
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.times import up_to
from fieldcomm.messaging.local_phones import LocalPhones, LocalPhonesDown
from fieldcomm.services.add_job import add_job
from fieldcomm.services.advance_clock import business_now
from fieldcomm.services.deps import Deps
from fieldcomm.services.people import add_contractor, add_user
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.serve import serve
from fieldcomm.services.unit import unit
from fieldcomm.services.updates import add_update
from fieldcomm.services.visits import book

ANA, BO = "+14045550101", "+14045550102"
LUIS, MIA = "+14045550111", "+14045550112"
DANA, FOX, HILL, NAIR = "+14045550123", "+14045550124", "+14045550125", "+14045550126"
PARK, BAKERY, ORTIZ = "+14045550127", "+14045550128", "+14045550129"

PATIENCE = 12.0  # seconds for all that is texted; the story goes on without waiting longer
WEBHOOK = 0.15  # seconds a text takes to reach us

_HAS_JOBS = text("SELECT EXISTS (SELECT 1 FROM jobs)")
_JUMP = text("UPDATE company SET clock_offset_ms = clock_offset_ms + :ms WHERE id = 1")
_BUSY = text(
    "SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'unread') OR EXISTS (SELECT 1 FROM messages"
    " WHERE direction = 'out' AND state IN ('queued', 'attempting', 'accepted', 'sent'))"
)


def seed(deps: Deps) -> None:
    """Make the demo's office, crews and jobs, and let some of them text. Does nothing once there
    are jobs. At night it begins on the next working morning, when an office is awake."""
    with unit(deps) as work:
        if work.session.scalar(_HAS_JOBS):
            return
        if deps.clock.adjustable:
            ahead = a_working_moment(work.policy, work.now) - work.now
            work.session.execute(_JUMP, {"ms": int(ahead.total_seconds() * 1000)})
        zone = work.policy.zone
    _people(deps)
    _day(deps, business_now(deps).astimezone(zone), _texting(deps), _settling(deps))


def a_working_moment(policy: Policy, now: datetime) -> datetime:
    """`now` while the day is young enough for the story; else 10 am on the next working day."""
    local = now.astimezone(policy.zone)
    works = policy.working_hours.works_on(local.date())
    if works and time(9) <= local.time() <= time(15):
        return now
    today = works and local.time() < time(9)
    day = local.date() if today else policy.working_hours.next_day(local.date())
    return datetime.combine(day, time(10), policy.zone).astimezone(now.tzinfo)


def _people(deps: Deps) -> None:
    add_user(
        deps, email="ana@example.com", role="dispatcher", name="Ana Ruiz", phone=ANA, on_call=True
    )
    add_user(deps, email="bo@example.com", role="manager", name="Bo Lind", phone=BO, on_call=True)
    add_contractor(deps, name="Luis Mora", phone=LUIS)
    add_contractor(deps, name="Mia Chen", phone=MIA)


Texting = Callable[[str, str], None]


def _day(deps: Deps, now: datetime, text_from: Texting, settle: Callable[[], None]) -> None:
    """Seven households, each at another point of the story. Times local to the site."""
    dana = _job(deps, "Dana Reed", DANA, "14 Oak St, Atlanta", "kitchen drying", LUIS)
    fox = _job(deps, "Fox family", FOX, "3 Ivy St, Atlanta", "sótano inundado", MIA, language="es")
    _job(deps, "Marcus Hill", HILL, "8 Elm St, Decatur", "ceiling leak", LUIS)
    nair = _job(deps, "Priya Nair", NAIR, "27 Pine Ct, Atlanta", "hall and stairs drying", MIA)
    park = _job(deps, "Owen Park", PARK, "52 Lake Dr, Marietta", "laundry room flood", MIA)
    _job(deps, "Greene & Sons Bakery", BAKERY, "101 Main St, Atlanta", "store room drying")
    _job(deps, "Rosa Ortiz", ORTIZ, "9 Birch Ln, Birmingham", "burst pipe", zone="America/Chicago")
    _book(deps, dana, _from(now, hours=3), LUIS)
    _book(deps, park, _from(now, hours=1), MIA)
    settle()
    text_from(LUIS, "Y")
    text_from(MIA, "Y")
    settle()
    text_from(DANA, "C")
    text_from(PARK, "C")
    settle()
    text_from(MIA, "OMW 25")
    text_from(HILL, "are the fans ok to turn off at night?")
    text_from(BAKERY, "nobody came yesterday and nobody called. what is going on??")
    _book(deps, fox, _next_morning(deps, now), MIA)
    add_callback(deps, nair, due=_from(now, minutes=40), owner_phone=ANA)
    add_update(deps, nair, "The insurer has approved the drying.", by="Ana Ruiz")


def _job(
    deps: Deps,
    name: str,
    phone: str,
    address: str,
    summary: str,
    contractor: str | None = None,
    *,
    language: str | None = None,
    zone: str = "America/New_York",
) -> str:
    return add_job(
        deps,
        customer_name=name,
        customer_phone=phone,
        address=address,
        summary=summary,
        timezone=zone,
        language=language,
        contractor_phone=contractor,
    )


def _book(deps: Deps, code: str, start: datetime, contractor: str) -> None:
    book(
        deps,
        code,
        window_from=start,
        window_to=start + timedelta(hours=2),
        contractor_phone=contractor,
    )


def _from(now: datetime, **span: float) -> datetime:
    """So long from now, on the next quarter of an hour."""
    return up_to(now + timedelta(**span), 15)


def _next_morning(deps: Deps, now: datetime) -> datetime:
    with unit(deps) as work:
        zone: ZoneInfo = work.policy.zone
        day = work.policy.working_hours.next_day(now.date())
    return datetime.combine(day, time(9), zone)


def _texting(deps: Deps) -> Texting:
    """Texts as anybody over the local Twilio; without one, nobody texts."""
    if not deps.config.local_twilio or not deps.our_phone:
        return lambda _phone, _body: None
    phones, ours = LocalPhones(deps.config.twilio_api_url or ""), deps.our_phone

    def text_from(phone: str, body: str) -> None:
        with suppress(LocalPhonesDown):  # the story is told without this line
            phones.text(phone, ours, body)
            sleep(WEBHOOK)

    return text_from


def _settling(deps: Deps) -> Callable[[], None]:
    """Waits till what was said has been read and has arrived, so that answers follow questions.
    The workers do it, or we do."""
    until = monotonic() + PATIENCE

    def settle() -> None:
        while monotonic() < until:
            for queue in ("inbox", "outbox"):
                serve(deps, queue, seconds=1.0)
            with unit(deps) as work:
                if not work.session.scalar(_BUSY):
                    return
            sleep(0.05)

    return settle
