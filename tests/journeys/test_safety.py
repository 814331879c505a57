"""Danger: answered first and at once, and climbing until a person accepts."""

from __future__ import annotations

import time

from journeys.town import ANA, BO, DANA, FOX, LUIS, town

from fieldcomm.services import promise_work

DANGERS = [
    "I smell gas in the basement",
    "theres sparks coming out of the outlet by the water",
    "the ceiling is bulging really bad",
    "co alarm going off",
    "my moms oxygen machine lost power",
    "huele a gas en la cocina",
]


def test_danger_is_answered_and_the_manager_on_call_alerted(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        for words in DANGERS:
            place.text(DANA, words)
            assert place.news() == {"Dana": ["safety"], "Bo": ["safety_alert"]}, words
            assert "911" in place.last(DANA)
            for fact in ("404-555-0123", code, "14 Oak St"):
                assert fact in place.last(BO)
            assert place.tasks() == ["safety"]
            place.text(BO, "1")
            assert place.tasks() == []
            place.news()


def test_it_is_answered_within_a_second_and_before_everything_queued(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        promise_work.send_manual(place.deps, code, body="Dana, how is the floor?", by="Ana Ruiz")
        place.send(DANA, "i smell gas")
        began = time.monotonic()
        place.once("inbox")
        place.once("outbox")
        assert time.monotonic() - began < 1.0
        place.settle()
        started = place.sql(
            "SELECT moment, started_at AS at FROM messages m JOIN attempts a ON a.message_id = m.id"
        )
        at = {row.moment: row.at for row in started}
        assert at["safety"] < at["manual"]
        assert at["safety_alert"] < at["manual"]


def test_it_climbs_until_somebody_accepts_and_then_stops(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.set_time("2026-01-14 02:10")
        place.settle()
        place.news()
        place.text(DANA, "i smell gas")
        assert place.news() == {"Dana": ["safety"], "Bo": ["safety_alert"]}
        place.advance(minutes=3.5)
        assert place.news() == {"Ana": ["safety_alert"]}
        place.advance(minutes=3)
        assert place.news() == {"Bo": ["safety_alert"]}
        place.text(ANA, "on it, calling her now")
        assert place.news() == {"Ana": ["owner_ack"], "Bo": ["safety_taken"]}
        assert "404-555-0123" in place.last(ANA)
        assert place.tasks() == []
        place.advance(minutes=30)
        assert place.news() == {}


def test_a_no_goes_on_to_the_next_at_once(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "i smell gas")
        place.news()
        place.text(BO, "cant, im on a plane")
        assert place.news() == {"Ana": ["safety_alert"]}
        place.text(ANA, "1")
        assert place.tasks() == []


def test_the_danger_reported_twice_climbs_once(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "i smell gas")
        place.text(DANA, "the gas smell is getting worse!!")
        assert place.moments(DANA).count("safety") == 2
        assert place.tasks() == ["safety"]
        place.text(BO, "1")
        place.news()
        place.advance(minutes=20)
        assert place.news() == {}


def test_somebody_opted_out_who_smells_gas_is_called(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "STOP")
        place.news()
        place.text(DANA, "i smell gas")
        assert place.news() == {"Bo": ["safety_alert"]}
        assert "safety" in place.tasks()


def test_a_stranger_in_danger_is_answered_too(database_url: str) -> None:
    with town(database_url) as place:
        place.text(FOX, "there is a gas leak at my house")
        assert place.news() == {"Bo": ["safety_alert"], "Fox": ["safety"]}


def test_a_contractor_in_danger_is_answered_too(database_url: str) -> None:
    with town(database_url) as place:
        place.text(LUIS, "mia fell off the ladder and is bleeding")
        assert place.news() == {"Bo": ["safety_alert"], "Luis": ["safety"]}


def test_a_big_pause_stops_all_but_safety(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        place.change("UPDATE company SET paused = true")
        promise_work.send_manual(place.deps, code, body="Dana, how is the floor?", by="Ana Ruiz")
        place.send(DANA, "i smell gas")
        for queue in ("inbox", "outbox"):
            place.once(queue)
        place.waits_for(DANA, "safety")
        assert "manual" not in place.moments(DANA)
        place.change("UPDATE company SET paused = false")
        place.settle()
        assert place.moments(DANA)[-1] == "manual"


def test_a_gas_bill_is_no_danger(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "do the fans make my gas bill go up?")
        assert place.tasks() == []
        assert place.moments(DANA)[-1] == "reply_ack"
