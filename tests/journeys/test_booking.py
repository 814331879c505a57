"""From a booking to DONE by text alone, each side told what it should be told."""

from __future__ import annotations

import pytest
from journeys.town import ANA, BO, DANA, FOX, LUIS, MIA, Town, town

from fieldcomm.services import visits
from fieldcomm.services.errors import Refused


def booked(place: Town) -> str:
    """Dana's visit by Luis tomorrow 1 to 3 pm, taken and confirmed; nobody has news."""
    code = place.job(contractor_phone=LUIS)
    place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
    place.text(LUIS, "Y")
    place.text(DANA, "C")
    place.news()
    return code


def test_a_visit_from_booking_to_done_by_text_alone(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        assert place.news() == {"Dana": ["job_opened"]}

        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
        assert place.news() == {"Luis": ["visit_proposed"]}
        for fact in ("Dana Reed", "14 Oak St", code, "1", "3 pm"):
            assert fact in place.last(LUIS)
        assert place.visit(code) == "proposed"
        assert place.show(code)["status"] == "waiting"

        place.text(LUIS, "Y")
        assert place.news() == {"Dana": ["visit_booked"], "Luis": ["contractor_echo"]}
        for fact in ("Luis", "1 and 3 pm", "Reply C", "R for another time"):
            assert fact in place.last(DANA)
        assert place.visit(code) == "accepted"
        assert place.show(code)["status"] == "scheduled"
        assert place.states(code) == ["open"]

        place.text(DANA, "C")
        assert place.news() == {"Dana": ["visit_confirmed"]}
        assert place.visit(code) == "confirmed"

        place.until("2026-01-14 12:25")
        assert place.news() == {
            "Dana": [
                "visit_reminder",
                "visit_reminder",
            ],  # in the check-in's slot, and in the morning
            "Luis": ["list", "list"],
        }

        place.text(LUIS, "OMW 20")
        assert place.news() == {"Dana": ["on_my_way"], "Luis": ["contractor_echo"]}
        assert "Luis" in place.last(DANA)
        assert "12:45 pm" in place.last(DANA)
        assert "14 Oak St" in place.last(LUIS)
        assert "12:45 pm" in place.last(LUIS)
        assert place.visit(code) == "en_route"
        assert place.show(code)["status"] == "en_route"

        place.until("2026-01-14 12:46")
        place.text(LUIS, "HERE")
        assert place.news() == {"Luis": ["contractor_echo"]}
        assert place.visit(code) == "on_site"
        assert place.states(code) == ["kept"]

        place.until("2026-01-14 14:10")
        place.text(LUIS, "DONE")
        assert place.news() == {"Dana": ["visit_done"], "Luis": ["contractor_echo"]}
        assert "2:10 pm" in place.last(DANA)
        assert place.show(code)["status"] == "done"
        assert place.visit(code) == "done"

        place.advance(days=2)
        assert place.news() == {}
        assert place.tasks() == []


def test_confirming_twice_says_so_and_changes_nothing(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.text(DANA, "yes that works")
        assert place.visit(code) == "confirmed"
        assert set(place.news()) <= {"Dana"}


def test_a_contractor_who_says_no_costs_the_customer_nothing(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
        place.news()
        place.text(LUIS, "N")
        assert place.news() == {"Ana": ["alert"], "Luis": ["contractor_echo"]}
        assert "Luis" in place.last(ANA)
        assert place.visit(code) == "cancelled"
        assert place.show(code)["status"] == "waiting"
        assert place.states(code) == []


def test_a_no_after_the_yes_tells_the_customer_and_owes_a_call(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.text(LUIS, f"N {code}")
        news = place.news()
        assert news == {
            "Ana": ["alert", "prompt"] if "prompt" in news["Ana"] else ["alert"],
            "Dana": ["visit_cancelled"],
            "Luis": ["contractor_echo"],
        }
        assert place.show(code)["status"] == "waiting"
        arrival, callback = (place.promises(code, kind)[0] for kind in ("arrival", "callback"))
        assert (arrival["state"], callback["state"]) == ("moved", "open")
        assert "can't come" in place.last(DANA) or "sorry" in place.last(DANA)


def test_silence_for_half_an_hour_reaches_the_dispatcher(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
        place.news()
        place.advance(minutes=29)
        assert place.news() == {}
        place.advance(minutes=2)
        assert place.news() == {"Ana": ["alert"]}
        assert code in place.last(ANA)
        place.advance(minutes=60)
        assert place.news() == {}
        place.text(LUIS, "yep i can")
        assert place.news() == {"Dana": ["visit_booked"], "Luis": ["contractor_echo"]}


def test_tell_now_tells_both_at_once(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.news()
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00", tell_now=True)
        assert place.news() == {"Dana": ["visit_booked"], "Luis": ["visit_proposed"]}
        assert place.visit(code) == "accepted"
        place.text(DANA, "C")
        assert place.visit(code) == "confirmed"
        place.text(LUIS, "Y")
        assert place.visit(code) == "confirmed"
        assert place.states(code) == ["open"]


def test_another_time_brings_a_person_and_leaves_the_visit_standing(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
        place.text(LUIS, "Y")
        place.news()
        place.text(DANA, "R")
        assert place.news() == {"Ana": ["alert"], "Dana": ["visit_change_ack"]}
        assert "Ana" in place.last(DANA)
        assert place.visit(code) == "accepted"
        assert [p["kind"] for p in place.promises(code)] == ["reply", "arrival"]


def test_moving_it_asks_both_again_and_moves_the_promise(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        visits.move(
            place.deps,
            code,
            place.visit_id(code),
            window_from="2026-01-15T09:00",
            window_to="2026-01-15T11:00",
        )
        place.settle()
        assert place.news() == {"Luis": ["visit_proposed"]}
        assert "9" in place.last(LUIS)
        assert place.visit(code) == "proposed"
        place.text(LUIS, "Y")
        assert place.news() == {"Dana": ["visit_moved"], "Luis": ["contractor_echo"]}
        assert "9 and 11 am" in place.last(DANA) or "9-11 am" in place.last(DANA)
        assert "Reply C" in place.last(DANA) or "C if" in place.last(DANA)
        assert place.states(code, "arrival") == ["moved", "open"]
        place.text(DANA, "C")
        assert place.visit(code) == "confirmed"


def test_moving_it_to_another_crew_tells_the_first(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        visits.move(
            place.deps,
            code,
            place.visit_id(code),
            window_from="2026-01-14T13:00",
            window_to="2026-01-14T15:00",
            contractor_phone=MIA,
        )
        place.settle()
        assert place.news() == {"Luis": ["visit_withdrawn"], "Mia": ["visit_proposed"]}
        place.text(MIA, "Y")
        assert "Mia" in place.last(DANA)
        place.text(LUIS, "OMW 20")
        assert place.visit(code) == "accepted"


def test_calling_it_off_says_why_and_owes_a_call(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        visits.call_off(
            place.deps, code, place.visit_id(code), cause="the truck broke down", by="Ana Ruiz"
        )
        place.settle()
        assert place.news() == {"Dana": ["visit_cancelled"], "Luis": ["visit_withdrawn"]}
        assert "truck broke down" in place.last(DANA)
        assert place.show(code)["status"] == "waiting"
        assert place.states(code, "callback") == ["open"]


def test_the_customer_calls_it_off(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.text(DANA, "cancel my appointment please")
        assert place.news() == {
            "Ana": ["alert"],
            "Dana": ["visit_cancelled"],
            "Luis": ["visit_withdrawn"],
        }
        assert place.visit(code) == "cancelled"
        assert place.states(code, "arrival") == ["released"]
        assert place.show(code)["customer"]["consent"] == "given"


def test_nobody_confirmed_is_asked_again_the_day_before(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-15T13:00", "2026-01-15T15:00")
        place.text(LUIS, "Y")
        place.until("2026-01-14 16:58")
        place.news()
        place.until("2026-01-14 17:05")
        assert place.news() == {"Dana": ["visit_reminder"], "Luis": ["list"]}
        assert "C if" in place.last(DANA)
        place.text(DANA, "C")
        assert place.visit(code) == "confirmed"


def test_pick_ups_are_reminded_too(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-15T13:00", "2026-01-15T15:00", kind="pickup")
        place.text(LUIS, "Y")
        place.text(DANA, "C")
        place.until("2026-01-14 17:05")
        assert "pick up our equipment" in place.last(DANA)


def test_the_reminder_comes_at_five_on_the_clock_of_the_house(database_url: str) -> None:
    with town(database_url) as place:
        place.set_time("2026-01-13 13:00")
        code = place.job(contractor_phone=LUIS, timezone="America/Los_Angeles")
        place.book(code, "2026-01-15T13:00", "2026-01-15T15:00")
        place.text(LUIS, "Y")
        assert "1 and 3 pm" in place.last(DANA)
        place.until("2026-01-14 19:59")
        assert "visit_reminder" not in place.moments(DANA)
        place.until("2026-01-14 20:01")
        assert place.moments(DANA)[-1] == "visit_reminder"


def test_a_crew_gets_its_day_in_the_evening_and_in_the_morning(database_url: str) -> None:
    with town(database_url) as place:
        one = place.job(contractor_phone=LUIS)
        two = place.job(FOX, customer_name="Kit Fox", address="3 Ivy Ln, Atlanta")
        place.book(one, "2026-01-14T09:00", "2026-01-14T11:00")
        place.book(two, "2026-01-14T13:00", "2026-01-14T15:00", contractor_phone=LUIS)
        place.text(LUIS, f"Y {one}")
        place.until("2026-01-13 17:01")
        assert place.moments(LUIS)[-1] == "list"
        evening = place.last(LUIS)
        assert evening.index("14 Oak St") < evening.index("3 Ivy Ln")
        place.text(LUIS, "Y")  # for all
        assert place.visit(two) == "accepted"
        assert place.moments(FOX)[-1] == "visit_booked"
        place.until("2026-01-14 06:59")
        place.news()
        place.until("2026-01-14 07:01")
        assert place.news() == {"Luis": ["list"]}
        place.text(LUIS, "N2")
        assert place.visit(two) == "cancelled"
        assert place.visit(one) == "accepted"
        assert place.moments(MIA) == []


def test_a_visit_nobody_took_ends_quietly_for_the_customer(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-13T13:00", "2026-01-13T15:00")
        place.until("2026-01-13 15:30")
        assert place.moments(DANA) == ["job_opened"]
        assert place.visit(code) == "cancelled"
        assert place.moments(ANA).count("alert") >= 2
        assert place.moments(BO) == []


def test_a_window_that_cannot_be_is_refused_and_nothing_is_done(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        for start, end in (
            ("2026-01-14T15:00", "2026-01-14T13:00"),
            ("2026-01-12T13:00", "2026-01-12T15:00"),
            ("soon", "2026-01-14T15:00"),
        ):
            with pytest.raises(Refused):
                place.book(code, start, end)
        assert place.show(code)["visits"] == []
        assert place.moments(LUIS) == []
