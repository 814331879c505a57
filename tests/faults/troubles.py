"""What has to happen so that one of our processes passes a hook: `HOOKS` names it and the process."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import NamedTuple
from zoneinfo import ZoneInfo

import requests
from faults.fleet import Site
from PIL import Image

from fieldcomm.services import people, promise_work, visits
from fieldcomm.services.add_job import add_job
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.hooks import Hook
from fieldcomm.services.send_broadcast import confirm_broadcast

DANA, ANA, LUIS = "+14045550123", "+14045550101", "+14045550111"
TUESDAY = datetime(2026, 1, 13, 10, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
SPAN = timedelta(hours=1)


def people_at_work(place: Site) -> None:
    """On a Tuesday at ten: no night and no weekend between a trouble and what comes of it."""
    place.jump_to(TUESDAY)
    people.add_user(
        place.deps,
        email="ana@example.com",
        role="dispatcher",
        name="Ana Ruiz",
        phone=ANA,
        on_call=True,
    )
    people.add_contractor(place.deps, name="Luis Mora", phone=LUIS)


# --- texts, ours and theirs


def a_text(place: Site) -> None:
    place.queue(DANA, f"Text {len(place.twilio.ledger())}.")


def an_answer_lost(place: Site) -> None:
    place.twilio.faults("drop_answer", count=1)
    place.twilio.faults("lose_callbacks", count=1)
    a_text(place)


def reports_lost(place: Site) -> None:
    """Accepted, and never a word of it: it has to be asked for."""
    place.twilio.faults("lose_callbacks", count=2)
    a_text(place)


def a_text_swallowed(place: Site) -> None:
    place.fleet.kill("web")
    place.twilio.text(DANA, "thanks")


def a_text_of_theirs(place: Site) -> None:
    place.twilio.text(DANA, "thanks")


def a_picture(place: Site) -> None:
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "brown").save(drawn, "PNG")
    held = f"data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}"
    place.twilio.text(DANA, "look at the ceiling", media=[held])


HEARD = (a_text_swallowed, a_text_of_theirs, a_picture)

# --- what time brings


def a_job(place: Site) -> tuple[str, str]:
    """Of a household of its own. Returns its code and phone."""
    phone = f"+140455501{60 + len(place.sql('SELECT 1 FROM jobs')):02d}"
    given = {"customer_name": "Kim Fox", "address": "14 Oak St, Atlanta", "summary": "drying"}
    code = add_job(place.deps, customer_phone=phone, contractor_phone=LUIS, **given)
    return code, phone


def a_promise_falls_due(place: Site) -> None:
    code, _ = a_job(place)
    promise_work.add_callback(place.deps, code, due=place.now() + SPAN, owner_phone=ANA)
    (row,) = place.sql("SELECT min(next_step_at) AS at FROM promises WHERE kind = 'callback'")
    place.jump_to(row.at)


def a_visit_is_near(place: Site) -> None:
    code, _ = a_job(place)
    now = place.now()
    visits.book(
        place.deps, code, window_from=now + 2 * SPAN, window_to=now + 4 * SPAN, tell_now=True
    )
    (row,) = place.sql("SELECT max(next_step_at) AS at FROM visits")
    place.jump_to(row.at)


def a_check_in_falls_due(place: Site) -> None:
    _, phone = a_job(place)
    (row,) = place.sql(
        "SELECT next_check_in_at AS at FROM phones WHERE phone = :phone", phone=phone
    )
    place.jump_to(row.at)


def a_broadcast(place: Site) -> None:
    a_job(place)
    n = len(place.sql("SELECT 1 FROM jobs WHERE status = 'waiting'"))  # whom it goes to by itself
    words = "The roads are iced and our crews start at noon. You keep your place"
    made = save_draft(place.deps, words=words, words_es="", whom={}, by="Ana")
    confirm_broadcast(place.deps, made, typed=str(n), role="dispatcher", by="Ana")


# What then goes out to whom, by moment: the third household checks in, the fourth is told the news.
BROUGHT_BY_TIME = {
    ("prompt", ANA),
    ("prompt", LUIS),
    ("check_in", "+14045550162"),
    ("broadcast", "+14045550163"),
}


def somebody_knocks(place: Site) -> None:
    """A form of the desk: webhooks need no transaction, they are one statement."""
    desk = place.fleet.env["PUBLIC_URL"] + "/sign-in"
    with requests.Session() as browser:
        token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(desk, timeout=5).text)
        assert token
        form = {"csrf_token": token[1], "email": "ana@example.com", "password": "not that one"}
        browser.post(desk, data=form, timeout=2)


class Trouble(NamedTuple):
    """`role` passes the hook when `happens` has been called; it is struck the `nth` time it does."""

    role: str
    happens: Callable[[Site], None]
    nth: int = 1


HOOKS: dict[Hook, Trouble] = {
    "attempting": Trouble("outbox", a_text),
    "before_post": Trouble("outbox", a_text),
    "after_post": Trouble("outbox", a_text),
    "recorded": Trouble("outbox", a_text),
    "committing": Trouble("inbox", a_text_of_theirs),
    "committed": Trouble("inbox", a_text_of_theirs),
    "read": Trouble("inbox", a_text_of_theirs),
    "delivery_recorded": Trouble("inbox", a_text),
    "storing": Trouble("web", a_text_of_theirs),
    "stored": Trouble("web", a_text_of_theirs),
    "listed": Trouble("due", an_answer_lost),
    "before_list": Trouble("due", an_answer_lost),
    "looked": Trouble("due", an_answer_lost),
    "before_fetch": Trouble("due", reports_lost),
    "fetched": Trouble("due", reports_lost),
    "before_poll": Trouble("clock", a_text_swallowed),
    "poll_listed": Trouble("clock", a_text_swallowed),
    "polled": Trouble("clock", a_text_swallowed),
    "poll_marked": Trouble("clock", a_text_swallowed),
    "before_photo": Trouble("due", a_picture),
    "photo_fetched": Trouble("due", a_picture),
    "climbed": Trouble("due", a_promise_falls_due),
    "stepped": Trouble("due", a_visit_is_near),
    "check_ins": Trouble("due", a_check_in_falls_due),
    "broadcast": Trouble("due", a_broadcast),
}
# Every other process commits too: first when it looks for work, then each step of it.
COMMITS: tuple[tuple[Hook, Trouble], ...] = tuple(
    (hook, trouble)
    for hook in ("committing", "committed")
    for trouble in (
        Trouble("web", somebody_knocks),
        *(Trouble("due", a_picture, nth) for nth in (1, 2, 4)),
        *(Trouble("clock", a_text_swallowed, nth) for nth in (1, 2, 4)),
        *(Trouble("outbox", a_text, nth) for nth in (1, 2, 3)),  # claimed, recorded, none left
    )
)
