"""What happens between the crew's morning and its DONE: asked about before, owned up to after."""

from __future__ import annotations

import pytest
from journeys.test_booking import booked
from journeys.town import DANA, FOX, LUIS, Town, town


def no_show(place: Town) -> str:
    """Dana's window has just ended without a sign of Luis; nobody has news."""
    code = booked(place)
    place.until("2026-01-14 15:01")
    place.news()
    return code


def claims_nobody_came(words: str) -> bool:
    low = words.lower()
    return any(claim in low for claim in ("nobody came", "didn't come", "did not come", "missed"))


def test_a_no_show_is_asked_about_before_and_owned_up_to(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 12:29")
        place.news()
        place.until("2026-01-14 12:31")
        assert place.news() == {"Luis": ["prompt"]}
        assert "14 Oak St" in place.last(LUIS)
        place.until("2026-01-14 14:44")
        assert place.news() == {}
        place.until("2026-01-14 14:46")
        assert place.news() == {"Ana": ["prompt"], "Luis": ["prompt"]}
        place.until("2026-01-14 14:59")
        assert place.news() == {}
        place.until("2026-01-14 15:01")
        assert place.news() == {"Ana": ["prompt"], "Dana": ["window_missed"]}
        said = place.last(DANA)
        assert "sorry" in said.lower()
        assert "can't see" in said
        assert not claims_nobody_came(said)
        assert "1 " in said
        assert "2 " in said
        assert "3 " in said
        assert place.visit(code) == "missed"
        assert place.states(code, "arrival") == ["open"]
        reply = place.promises(code, "reply")[0]
        assert (reply["state"], reply["due_at"][:16]) == ("open", "2026-01-14T20:25")
        assert "3:25 pm" in said


def test_1_they_are_here_settles_the_arrival_late(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.advance(minutes=5)
        place.text(DANA, "1")
        assert place.news() == {"Dana": ["choice_ack"]}
        assert place.visit(code) == "on_site"
        assert place.states(code, "arrival") == ["kept_late"]
        assert place.states(code, "reply") == ["kept"]


def test_1_that_crossed_the_word_that_they_are_done_needs_no_person(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.text(LUIS, "done, all dry")
        assert place.visit(code) == "done"
        place.news()
        place.text(DANA, "1 thanks")
        assert place.news() == {}
        assert place.states(code, "reply").count("open") == 0


def test_an_ok_to_a_visit_that_is_under_way_or_over_gets_silence(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "here")
        place.news()
        place.text(DANA, "ok")
        assert place.news() == {}
        place.text(LUIS, "done")
        place.news()
        place.text(DANA, "\N{THUMBS UP SIGN}")
        assert place.news() == {}
        assert place.states(code, "reply").count("open") == 0
        place.text(DANA, "yes")  # to "is anything not right?", perhaps
        assert place.news()["Dana"] == ["reply_ack"]


def test_2_another_day_owes_an_answer(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.text(DANA, "2")
        assert place.news() == {"Ana": ["alert"], "Dana": ["choice_ack"]}
        assert place.states(code, "reply").count("open") == 1


def test_3_call_me_owes_a_call(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.text(DANA, "3")
        assert place.news() == {"Ana": ["alert"], "Dana": ["choice_ack"]}
        assert place.states(code, "callback") == ["open"]
        assert "4 pm" in place.last(DANA) or "4:15 pm" in place.last(DANA)


def test_setting_out_after_the_end_still_informs_and_here_is_kept_late(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.advance(minutes=4)
        place.text(LUIS, "omw 20")
        assert place.news() == {"Dana": ["on_my_way"], "Luis": ["contractor_echo"]}
        assert "3:25 pm" in place.last(DANA)
        place.advance(minutes=22)
        place.text(LUIS, "here")
        assert place.visit(code) == "on_site"
        assert place.states(code, "arrival") == ["kept_late"]


def test_here_after_the_end_tells_the_customer_that_somebody_came(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.text(LUIS, "HERE")
        assert place.news() == {"Dana": ["arrived_late"], "Luis": ["contractor_echo"]}
        assert place.states(code, "arrival") == ["kept_late"]
        assert place.states(code, "reply") == ["kept"]


def test_a_crew_on_the_road_is_not_nagged(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.until("2026-01-14 12:20")
        place.text(LUIS, "omw 30")
        place.news()
        place.until("2026-01-14 12:50")
        assert place.news() == {}
        place.text(LUIS, "here")
        place.until("2026-01-14 15:30")
        assert place.news() == {"Luis": ["contractor_echo"]}


def test_a_forgotten_done_is_asked_for_then_told_to_the_office(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "here")
        place.news()
        place.until("2026-01-14 16:29")
        assert place.news() == {"Luis": ["prompt"]}
        place.until("2026-01-14 16:40")  # until tomorrow's would be longer than nine hours awake
        assert place.news() == {"Dana": ["check_in"]}
        assert "came at 1:10 pm" in place.last(DANA)
        place.until("2026-01-14 18:30")
        assert place.news() == {"Ana": ["alert"]}
        place.text(LUIS, "done")
        assert place.visit(code) == "done"


def test_late_renegotiates_before_the_window_ends(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 14:00")
        place.news()
        place.text(LUIS, "LATE 40")
        assert place.news() == {"Dana": ["running_late"], "Luis": ["contractor_echo"]}
        assert "3:40 pm" in place.last(DANA)
        assert place.states(code, "arrival") == ["moved", "open"]
        place.text(DANA, "1")
        assert place.news() == {"Dana": ["choice_ack"]}
        place.until("2026-01-14 15:30")
        place.text(LUIS, "here")
        assert place.states(code, "arrival") == ["moved", "kept"]


@pytest.mark.parametrize(("said", "kind"), [("2", "reply"), ("3", "callback")])
def test_late_and_it_does_not_suit(database_url: str, said: str, kind: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 14:00")
        place.text(LUIS, "running 40 min late")
        place.news()
        place.text(DANA, said)
        assert place.news() == {"Ana": ["alert"], "Dana": ["choice_ack"]}
        assert place.states(code, kind) == ["open"]
        assert place.visit(code) == "confirmed"


def test_a_second_slip_is_a_call_and_not_a_third_time(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 14:00")
        place.text(LUIS, "LATE 40")
        place.news()
        place.until("2026-01-14 15:20")
        place.news()
        place.text(LUIS, "LATE 30")
        news = place.news()
        assert news["Dana"] == ["late_again"]
        assert news["Luis"] == ["contractor_echo"]
        assert place.states(code, "callback") == ["open"]
        assert "4:10" not in place.last(DANA)
        place.text(LUIS, "LATE 30")
        assert "Dana" not in place.news()


def two_stops(place: Town) -> tuple[str, str]:
    """Luis has Dana 1 to 3 pm and the Foxes 3 to 5 pm tomorrow, both accepted."""
    one = place.job(contractor_phone=LUIS)
    two = place.job(
        FOX, customer_name="Kit Fox", address="3 Ivy Ln, Atlanta", contractor_phone=LUIS
    )
    place.book(one, "2026-01-14T13:00", "2026-01-14T15:00", tell_now=True)
    place.book(two, "2026-01-14T15:00", "2026-01-14T17:00", tell_now=True)
    place.until("2026-01-14 12:25")
    place.news()
    return one, two


def test_omw_with_two_houses_waits_a_minute_for_a_no(database_url: str) -> None:
    with town(database_url) as place:
        two_stops(place)
        place.text(LUIS, "OMW 20")
        assert place.news() == {"Luis": ["contractor_echo"]}
        assert "14 Oak St" in place.last(LUIS)
        assert "NO" in place.last(LUIS)
        place.minute_passes()
        assert place.news() == {"Dana": ["on_my_way"]}


def test_no_takes_back_what_the_wrong_house_has_not_heard(database_url: str) -> None:
    with town(database_url) as place:
        one, two = two_stops(place)
        place.text(LUIS, "OMW 20")
        place.news()
        place.text(LUIS, "NO")
        assert place.news() == {"Luis": ["contractor_echo"]}
        place.minute_passes()
        assert place.news() == {}
        assert place.visit(one) == "accepted"
        place.text(LUIS, f"omw 20 {two}")
        assert place.news() == {"Fox": ["on_my_way"], "Luis": ["contractor_echo"]}


def test_a_code_needs_no_waiting(database_url: str) -> None:
    with town(database_url) as place:
        one, two = two_stops(place)
        place.text(LUIS, f"OMW 20 {two}")
        assert place.news() == {"Fox": ["on_my_way"], "Luis": ["contractor_echo"]}
        assert place.visit(one) == "accepted"


def test_done_without_a_word_before_implies_it(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 14:30")
        place.news()
        place.text(LUIS, "done, 6 fans stay on")
        assert place.news() == {"Dana": ["visit_done"], "Luis": ["contractor_echo"]}
        assert place.show(code)["status"] == "done"
        assert place.states(code, "arrival") == ["kept"]


def test_done_but_coming_back(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "HERE")
        place.news()
        place.text(LUIS, "done but need to come back thurs for the fans")
        assert place.news() == {
            "Ana": ["alert"],
            "Dana": ["visit_done"],
            "Luis": ["contractor_echo"],
        }
        assert place.show(code)["status"] == "waiting"
        assert place.show(code)["waiting_on"] == "crew"
        assert place.states(code, "reply") == ["open"]


def test_nobody_home_is_kept_and_a_call_is_owed(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:20")
        place.news()
        place.text(LUIS, "nobody home, knocked twice")
        assert place.news() == {
            "Ana": ["alert"],
            "Dana": ["nobody_home"],
            "Luis": ["contractor_echo"],
        }
        assert place.states(code, "arrival") == ["kept"]
        assert place.states(code, "callback") == ["open"]
        assert place.tasks() == ["nobody_home"]


def test_sick_puts_the_day_before_the_office(database_url: str) -> None:
    with town(database_url) as place:
        one, two = two_stops(place)
        place.text(LUIS, "SICK")
        assert place.news() == {"Ana": ["alert"], "Luis": ["contractor_echo"]}
        assert one in place.last("+14045550101")
        assert two in place.last("+14045550101")
        assert "sick" in place.tasks()


def test_here_said_twice_changes_nothing(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "HERE")
        place.news()
        place.text(LUIS, "HERE")
        place.text(DANA, "they're here now")
        assert "Dana" not in place.news() or place.visit(code) == "on_site"
        assert place.states(code, "arrival") == ["kept"]


def test_thanks_reach_the_crew(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "DONE")
        place.news()
        place.text(DANA, "Luis was great, thank you so much!")
        assert place.news() == {"Luis": ["contractor_echo"]}
        assert "great" in place.last(LUIS)


def test_asleep_through_the_whole_window_only_the_end_is_said(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 12:00")
        place.news()
        place.set_time("2026-01-14 15:20")
        place.settle()
        news = place.news()
        assert news["Dana"] == ["window_missed"]
        assert "Luis" not in news
        assert place.visit(code) == "missed"
