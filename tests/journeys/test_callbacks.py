"""Somebody said "we'll call you by three": prompted before, at and after, until there is evidence."""

from __future__ import annotations

import pytest
from journeys.town import ANA, BO, DANA, LUIS, Town, town

from fieldcomm.services import promise_work
from fieldcomm.services.errors import Refused


def owed(place: Town, owner: str = ANA, due: str = "2026-01-14T15:00") -> str:
    """Ana owes Dana a call by 3 pm tomorrow; nobody has news."""
    code = place.job(contractor_phone=LUIS)
    promise_work.add_callback(place.deps, code, due=due, owner_phone=owner)
    place.settle()
    place.news()
    return code


def to(place: Town, local: str) -> dict[str, list[str]]:
    """Who heard what until then, check-ins and day lists apart."""
    place.until(local)
    found = {
        who: [m for m in moments if m not in ("check_in", "list")]
        for who, moments in place.news().items()
    }
    return {who: moments for who, moments in found.items() if moments}


def test_the_owner_is_prompted_before_and_at_the_time_then_we_own_up(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.text(DANA, "ok")
        assert to(place, "2026-01-14 14:29") == {}
        assert to(place, "2026-01-14 14:31") == {"Ana": ["prompt"]}
        for fact in ("Dana Reed", "404-555-0123", code, "3 pm", "CALLED", "CALLBACK"):
            assert fact in place.last(ANA)
        assert to(place, "2026-01-14 14:59") == {}
        assert to(place, "2026-01-14 15:01") == {"Ana": ["prompt"]}
        assert "Due now" in place.last(ANA)
        assert to(place, "2026-01-14 15:04") == {}
        assert to(place, "2026-01-14 15:06") == {"Dana": ["apology"]}
        said = place.last(DANA)
        assert "sorry" in said.lower()
        assert "3 pm" in said
        assert "can't see" in said
        assert "reply 1" in said
        assert "3:3" in said
        assert to(place, "2026-01-14 15:14") == {}
        assert to(place, "2026-01-14 15:16") == {"Bo": ["prompt_manager"]}
        assert "Ana" in place.last(BO)
        assert to(place, "2026-01-14 15:24") == {}
        assert to(place, "2026-01-14 15:26") == {"Bo": ["prompt"]}  # who calls and when, by 3:35
        assert to(place, "2026-01-14 15:59") == {}
        assert place.states(code, "callback") == ["open"]


def test_the_manager_hears_every_working_hour_and_never_at_night(database_url: str) -> None:
    with town(database_url) as place:
        owed(place)
        place.until("2026-01-15 18:30")
        hours = [f"{t.at:%d %H}" for t in place.got(BO, "prompt_manager")]
        assert hours[0] == "14 15"
        assert hours[1:] == [
            *("14 16", "14 17"),
            *(f"15 {h:02}" for h in range(8, 18)),
        ]
        assert place.moments(DANA).count("apology") == 1


def test_called_settles_it_and_nobody_hears_more(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:45")
        place.news()
        place.text(ANA, "CALLED")
        assert place.news() == {"Ana": ["owner_ack"]}
        assert "Dana Reed" in place.last(ANA)
        assert place.states(code) == ["kept"]
        assert to(place, "2026-01-15 12:00") == {}


def test_called_after_the_time_is_kept_late_and_stops_the_climb(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 15:20")
        place.news()
        place.text(ANA, "just talked to her")
        assert place.news() == {"Ana": ["owner_ack"]}
        assert place.states(code, "callback") == ["kept_late"]
        assert "open" not in place.states(code)
        assert to(place, "2026-01-15 12:00") == {}


def test_the_manager_says_called_in_the_owners_place(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 15:20")
        place.text(BO, "CALLED")
        assert place.states(code, "callback") == ["kept_late"]
        place.news()
        assert to(place, "2026-01-15 12:00") == {}


def test_callback_6pm_moves_it_and_tells_the_customer(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:45")
        place.news()
        place.text(ANA, "CALLBACK 6pm")
        assert place.news() == {"Ana": ["owner_ack"], "Dana": ["callback_moved"]}
        assert "6 pm" in place.last(DANA)
        assert place.states(code) == ["moved", "open"]
        assert to(place, "2026-01-14 17:29") == {}
        assert to(place, "2026-01-14 17:31") == {"Ana": ["prompt"]}
        place.text(ANA, "called")
        assert place.states(code) == ["moved", "kept"]


def test_moving_it_after_it_was_due_does_not_undo_that_it_was_broken(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 15:20")
        place.news()
        place.text(ANA, "callback 5pm")
        assert place.news() == {"Ana": ["owner_ack"], "Dana": ["callback_moved"]}
        assert place.states(code, "callback") == ["broken", "open"]
        assert "5 pm" in place.last(DANA)
        assert "open" not in place.states(code, "result")
        assert to(place, "2026-01-14 16:29") == {}


def test_the_customers_we_spoke_settles(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 15:10")
        place.news()
        place.text(DANA, "1")
        assert place.news() == {"Dana": ["spoke_ack"]}
        assert place.states(code, "callback") == ["kept_late"]
        assert "open" not in place.states(code)
        assert to(place, "2026-01-15 12:00") == {}


def test_we_already_talked_settles_before_the_time(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:00")
        place.text(DANA, "we already spoke this morning")
        assert place.states(code, "callback") == ["kept"]


def test_a_crew_can_owe_a_call(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place, owner=LUIS)
        assert to(place, "2026-01-14 14:31") == {"Luis": ["prompt"]}
        place.text(LUIS, "called her")
        assert place.news() == {"Luis": ["contractor_echo"]}
        assert place.states(code) == ["kept"]


def test_a_crew_offers_a_call_by_text(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.news()
        place.text(LUIS, f"CALLBACK 3pm {code}")
        assert place.news() == {"Dana": ["callback_set"], "Luis": ["contractor_echo"]}
        assert "Luis" in place.last(DANA)
        assert "3 pm" in place.last(DANA)
        assert place.states(code, "callback") == ["open"]


def test_a_customer_asks_for_a_call_after_five(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.news()
        place.text(DANA, "call me back after 5 pls")
        assert place.news() == {"Dana": ["callback_set"]}
        promise = place.promises(code, "callback")[0]
        assert promise["due_at"] == "2026-01-13T22:30:00Z"
        assert promise["owner"]["phone"] == ANA


def test_asleep_over_several_steps_only_the_latest_runs(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:20")
        place.news()
        place.set_time("2026-01-14 15:20")
        place.settle()
        assert place.news() == {"Bo": ["prompt_manager"]}
        assert place.states(code, "callback") == ["open"]


def test_a_prompt_that_would_fall_into_the_night_comes_before_it(database_url: str) -> None:
    with town(database_url) as place:
        owed(place, due="2026-01-15T08:15")
        assert to(place, "2026-01-14 19:58") == {}
        assert to(place, "2026-01-14 20:00") == {"Ana": ["prompt"]}
        assert to(place, "2026-01-15 08:14") == {}
        assert to(place, "2026-01-15 08:16") == {"Ana": ["prompt"]}


def test_a_call_owed_at_night_wakes_only_whoever_is_on_call(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place, due="2026-01-14T21:00")
        night = to(place, "2026-01-15 07:59")
        assert set(night) <= {"Ana", "Bo"}
        assert to(place, "2026-01-15 08:30").get("Dana") == ["apology"]
        assert place.states(code, "callback") == ["open"]


def test_a_logged_call_settles_and_a_voicemail_does_not(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:00")
        promise_work.log_call(place.deps, code, heard="voicemail", by="Ana Ruiz")
        assert place.states(code) == ["open"]
        promise_work.log_call(place.deps, code, heard="no_answer", by="Ana Ruiz")
        assert place.states(code) == ["open"]
        promise_work.log_call(place.deps, code, heard="spoke", by="Ana Ruiz")
        assert place.states(code) == ["kept"]
        assert to(place, "2026-01-15 12:00") == {}


def test_a_logged_call_may_promise_the_next_word(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:00")
        place.news()
        promise_work.log_call(
            place.deps, code, heard="spoke", by="Ana Ruiz", next_by="2026-01-16T10:00"
        )
        place.settle()
        assert place.states(code, "callback") == ["kept", "open"]


def test_a_call_nobody_picked_up_is_said_to_have_been_made_and_never_tried_again_at_night(
    database_url: str,
) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:00")
        place.news()
        promise_work.log_call(place.deps, code, heard="no_answer", by="Ana Ruiz", next_in=120)
        place.settle()
        assert place.news() == {"Dana": ["call_tried"]}
        said = place.last(DANA)
        assert "We called" in said or "we tried to call" in said
        assert "by 4:05 pm" in said
        place.until("2026-01-14 19:00")
        promise_work.log_call(place.deps, code, heard="voicemail", by="Ana Ruiz", next_in=120)
        assert place.promises(code, "callback")[-1]["due_at"][:16] == "2026-01-15T13:30"  # 8:30 am
        place.news()
        assert to(place, "2026-01-15 07:59").get("Ana") is None
        assert to(place, "2026-01-15 08:01")["Ana"] == ["prompt"]


def test_who_reads_that_we_called_is_owed_no_other_word_before_the_next_try(
    database_url: str,
) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.until("2026-01-14 10:00")
        place.text(DANA, "are the fans ok off at night?")
        (asked,) = place.promises(code, "reply")
        place.until("2026-01-14 10:20")
        place.news()
        promise_work.log_call(place.deps, code, heard="no_answer", by="Ana Ruiz", next_in=120)
        assert place.states(code, "reply") == ["moved"]
        assert place.states(code, "callback") == ["open"]
        assert asked["due_at"][:16] < "2026-01-14T17:25"
        assert to(place, "2026-01-14 12:24") == {"Ana": ["prompt"], "Dana": ["call_tried"]}
        assert to(place, "2026-01-14 12:31") == {"Ana": ["prompt"], "Dana": ["apology"]}
        promise_work.log_call(place.deps, code, heard="voicemail", by="Ana Ruiz", next_in=60)
        assert place.states(code, "result") == ["kept"]


def test_a_call_in_vain_about_a_missed_window_is_not_followed_by_sorry_for_its_news(
    database_url: str,
) -> None:
    with town(database_url) as place:
        code = place.job()
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00", contractor_phone=LUIS)
        place.text(LUIS, "Y")
        place.until("2026-01-14 15:05")
        assert place.moments(DANA)[-1] == "window_missed"
        promise_work.log_call(place.deps, code, heard="no_answer", by="Ana Ruiz", next_in=120)
        place.until("2026-01-14 16:00")
        assert place.moments(DANA)[-1] == "call_tried"
        assert place.states(code, "reply") == ["moved"]


def test_a_text_is_no_evidence_of_a_call(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:00")
        promise_work.send_manual(place.deps, code, body="Dana, talk to you at 3.", by="Ana Ruiz")
        place.settle()
        assert place.states(code) == ["open"]


def test_a_yes_to_a_prompt_is_no_evidence_either(database_url: str) -> None:
    with town(database_url) as place:
        code = owed(place)
        place.until("2026-01-14 14:31")
        place.text(ANA, "ok will do")
        assert place.states(code) == ["open"]
        assert "Dana" not in to(place, "2026-01-14 15:01")


def test_two_calls_owed_are_asked_about_by_number(database_url: str) -> None:
    with town(database_url) as place:
        one = owed(place)
        two = place.job("+14045550124", customer_name="Kit Fox", address="3 Ivy Ln, Atlanta")
        promise_work.add_callback(place.deps, two, due="2026-01-14T15:00", owner_phone=ANA)
        place.settle()
        place.news()
        place.text(ANA, "called")
        assert place.news() == {"Ana": ["which_stop"]}
        place.text(ANA, "2")
        assert sorted([place.states(one), place.states(two)]) == [["kept"], ["open"]]


def test_a_time_that_cannot_be_is_refused(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        for due in ("2026-01-13T09:00", "whenever", "2027-01-13T09:00"):
            with pytest.raises(Refused):
                promise_work.add_callback(place.deps, code, due=due, owner_phone=ANA)
        assert place.states(code) == []
