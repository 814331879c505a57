"""Days nobody wrote a script for: whatever people text, and whenever, the truths hold."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from journeys.town import ANA, BO, DANA, FOX, LUIS, MIA, Town, town

from fieldcomm.services import promise_work, visits
from fieldcomm.services.errors import Refused

SAID = {
    DANA: [
        *("C", "R", "1", "2", "3", "ok", "when are you coming?", "call me after 5 pls", "👍"),
        *("can I turn the fans off?", "they're here", "nobody came!! this is ridiculous"),
        *(
            "we already spoke",
            "cancel my appointment",
            "STOP",
            "START",
            "yes",
            "en español por favor",
        ),
        *("just once a day please", "i smell gas", "thanks, luis was great", "hello??", "asdf"),
    ],
    LUIS: [
        *("Y", "N", "OMW 20", "omw", "HERE", "DONE", "LATE 40", "late", "NO", "1", "2", "?"),
        *("nobody home", "done but need to come back thurs", "CALLED", "CALLBACK 3pm", "JOBS"),
        *("note: valve is stuck", "update: drying goes well", "SICK", "purple monkey", "N2"),
    ],
    ANA: ["CALLED", "CALLBACK 6pm", "1", "on it", "no", "ok", "?", "what?", "called R2G"],
}
SAID |= {FOX: SAID[DANA], MIA: SAID[LUIS], BO: SAID[ANA]}


@pytest.mark.parametrize("seed", range(4))
def test_any_day(database_url: str, seed: int) -> None:
    dice = Random(seed)
    with town(database_url) as place:
        codes = [
            place.job(contractor_phone=LUIS),
            place.job(FOX, customer_name="Kit Fox", address="3 Ivy Ln", contractor_phone=MIA),
        ]
        for _ in range(30):
            happens(place, dice, codes)
        failed = place.sql("SELECT params FROM inbox WHERE state = 'failed'")
        assert not failed, failed


def happens(place: Town, dice: Random, codes: list[str]) -> None:
    what = dice.random()
    if what < 0.62:
        phone = dice.choice(list(SAID))
        place.text(phone, dice.choice(SAID[phone]))
    elif what < 0.85:
        place.advance(minutes=dice.choice([1, 7, 20, 45, 90, 200]))
    else:
        with suppress(Refused):  # the desk is told so
            at_the_desk(place, dice, dice.choice(codes))
        place.settle()


def at_the_desk(place: Town, dice: Random, code: str) -> None:
    hour = dice.randrange(9, 17)
    day = f"2026-01-{dice.choice([13, 14])}T"
    window = {"window_from": f"{day}{hour:02}:00", "window_to": f"{day}{hour + 2:02}:00"}
    match dice.randrange(5):
        case 0 | 1:
            visits.book(place.deps, code, **window, tell_now=dice.random() < 0.5)
        case 2 if place.show(code)["visits"]:
            visits.move(place.deps, code, place.visit_id(code), **window)
        case 3:
            due = f"{day}{hour:02}:30"
            promise_work.add_callback(
                place.deps, code, due=due, owner_phone=dice.choice([ANA, LUIS])
            )
        case _:
            heard = dice.choice(promise_work.HEARD)
            promise_work.log_call(place.deps, code, heard=heard, by="Ana Ruiz")
