"""The thinnest real path through every room."""

from __future__ import annotations

from journeys.town import ANA, DANA, LUIS, town


def test_a_text_comes_in_and_its_answer_goes_out(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        assert "Kiwi Drying" in place.heard(DANA)[0]
        place.text(DANA, "can I turn the fans off at night?")
        assert place.moments(DANA) == ["job_opened", "reply_ack"]
        assert [p["kind"] for p in place.show(code)["promises"]] == ["reply", "check_in"]
        assert {m["state"] for m in place.messages(DANA)} == {"delivered"}


def test_a_visit_by_text_alone(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
        assert place.moments(LUIS) == ["visit_proposed"]
        assert "visit_booked" not in place.moments(DANA)
        place.text(LUIS, "Y")
        assert place.moments(DANA)[-1] == "visit_booked"
        place.text(DANA, "C")
        assert place.show(code)["visits"][0]["status"] == "confirmed"
        place.until("2026-01-14 12:35")
        place.text(LUIS, "OMW 20")
        assert "Luis" in place.heard(DANA)[-1]
        place.text(LUIS, "HERE")
        assert place.show(code)["status"] == "on_site"
        place.text(LUIS, "DONE")
        job = place.show(code)
        assert job["status"] == "done"
        arrival = [p for p in job["promises"] if p["kind"] == "arrival"]
        assert [p["state"] for p in arrival] == ["kept"]
        assert ANA not in [m["to"] for m in place.messages(DANA)]
