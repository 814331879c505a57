"""What leaves the building waits ten seconds, can be taken back, and is never done twice."""

from __future__ import annotations

import re
from datetime import timedelta

from web.office import DANA, LUIS, Browser, Office, office

from fieldcomm.services.release_held import release_held

BOOKING = {
    "window_from": "2026-01-14T13:00",
    "window_to": "2026-01-14T15:00",
    "kind": "repair",
    "contractor": LUIS,
}


def _out(place: Office, moment: str) -> list[str]:
    found = place.sql(
        "SELECT state FROM messages WHERE direction = 'out' AND moment = :m ORDER BY id", m=moment
    )
    return [row.state for row in found]


def _undo(place: Office, browser: Browser) -> int:
    deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
    return browser.post(f"/deeds/{deed}/undo", page="/jobs/new").status_code


def test_a_text_waits_ten_seconds_and_is_taken_back_with_all_it_settled(database_url: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        ana.post(f"/jobs/{code}/callback", page=f"/jobs/{code}", due="2026-01-13T15:00")
        before = place.sql("SELECT * FROM phones WHERE phone = :p", p=DANA)
        page = ana.post(
            f"/jobs/{code}/text", page=f"/jobs/{code}", body="We bring fans.", anyway="1"
        )
        assert page.status_code == 303
        assert "Undo" in ana.get(f"/jobs/{code}").text
        assert _out(place, "manual") == ["held"]
        release_held(place.deps)
        assert _out(place, "manual") == ["held"]
        assert _undo(place, ana) == 303
        assert _out(place, "manual") == ["suppressed"]
        assert place.sql("SELECT * FROM phones WHERE phone = :p", p=DANA) == before
        place.clock.move(timedelta(seconds=11))
        release_held(place.deps)
        assert _out(place, "manual") == ["suppressed"]


def test_after_ten_seconds_it_leaves_and_cannot_be_taken_back(database_url: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        ana.post(f"/jobs/{code}/text", page=f"/jobs/{code}", body="We bring fans.", anyway="1")
        place.clock.move(timedelta(seconds=11))
        release_held(place.deps)
        assert _out(place, "manual") == ["queued"]
        _undo(place, ana)
        assert "Too late" in ana.get(f"/jobs/{code}").text
        assert _out(place, "manual") == ["queued"]


def test_a_booking_taken_back_can_be_made_again(database_url: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        ana.post(f"/jobs/{code}/visits", page=f"/jobs/{code}", **BOOKING)
        assert _out(place, "visit_proposed") == ["held"]
        job = place.sql("SELECT status FROM jobs")[0].status
        _undo(place, ana)
        assert place.sql("SELECT status FROM visits")[0].status == "cancelled"
        assert place.sql("SELECT 1 FROM promises WHERE state = 'open' AND kind = 'arrival'") == []
        assert place.sql("SELECT status FROM jobs")[0].status == "waiting"
        ana.post(f"/jobs/{code}/visits", page=f"/jobs/{code}", **BOOKING)
        assert _out(place, "visit_proposed") == ["suppressed", "held"]
        assert place.sql("SELECT status FROM jobs")[0].status == job


def test_a_new_job_taken_back_says_nothing_and_owes_nothing(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        form = {
            "phone": DANA, "name": "Dana Reed", "address": "14 Oak St", "summary": "kitchen",
            "zone": "America/New_York", "consent": "yes",
        }  # fmt: skip
        ana.post("/jobs/new", **form)
        assert _out(place, "job_opened") == ["held"]
        _undo(place, ana)
        assert _out(place, "job_opened") == ["suppressed"]
        assert place.sql("SELECT status FROM jobs")[0].status == "cancelled"
        assert place.sql("SELECT 1 FROM promises WHERE state = 'open'") == []
        assert place.sql("SELECT next_check_in_at FROM phones WHERE phone = :p", p=DANA) == [
            (None,)
        ]


def test_a_form_sent_twice_is_done_once(database_url: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        html = ana.get(f"/jobs/{code}").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', html)
        deed = re.search(r'name="deed" value="([^"]+)"', html)
        assert token
        assert deed
        form = {"csrf_token": token[1], "deed": deed[1], "body": "We bring fans.", "anyway": "1"}
        first = ana.client.post(f"/jobs/{code}/text", data=form)
        again = ana.client.post(f"/jobs/{code}/text", data=form)
        assert (first.status_code, again.status_code) == (303, 303)
        assert _out(place, "manual") == ["held"]
        assert "not done twice" in ana.get(f"/jobs/{code}").text


def test_nobody_takes_back_what_somebody_else_did_or_went_on_from(database_url: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        ana.post(f"/jobs/{code}/visits", page=f"/jobs/{code}", **BOOKING, tell_now="1")
        bo = place.browser().sign_in("bo@example.com")
        _undo(place, bo)
        assert place.sql("SELECT status FROM visits")[0].status == "accepted"
        visit = place.sql("SELECT id FROM visits")[0].id
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        bo.post(f"/jobs/{code}/visits/{visit}/confirm", page=f"/jobs/{code}")
        ana.post(f"/deeds/{deed}/undo", page=f"/jobs/{code}")
        assert place.sql("SELECT status FROM visits")[0].status == "confirmed"
