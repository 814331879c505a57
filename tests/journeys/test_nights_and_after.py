"""Quiet hours spare people, except whoever must know; and what we say the day after it went wrong."""

from __future__ import annotations

from journeys.test_booking import booked
from journeys.test_the_day_of_a_visit import no_show
from journeys.town import ANA, DANA, FOX, LUIS, town

from fieldcomm.services import visits


def test_a_crew_that_backs_out_at_night_wakes_whoever_is_on_call(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T08:00", "2026-01-14T10:00", tell_now=True)
        place.text(LUIS, "Y")
        place.until("2026-01-13 22:30")
        place.news()
        place.text(LUIS, f"N {code}")
        assert place.news() == {"Ana": ["alert"], "Luis": ["contractor_echo"]}
        place.until("2026-01-14 08:01")
        assert place.news()["Dana"] == ["visit_cancelled"]


def test_whoever_is_not_on_call_sleeps(database_url: str) -> None:
    with town(database_url) as place:
        booked(place)
        place.change("UPDATE users SET on_call = false")
        place.until("2026-01-13 22:30")
        place.news()
        place.text(LUIS, "purple monkey dishwasher")
        assert place.news() == {"Luis": ["contractor_unread"]}
        place.until("2026-01-14 08:01")
        assert "Ana" in place.news()


def test_a_visit_called_off_at_night_wakes_its_crew_only_where_it_is_of_that_morning(
    database_url: str,
) -> None:
    with town(database_url) as place:
        early, late = place.job(contractor_phone=LUIS), place.job(FOX, contractor_phone=LUIS)
        place.book(early, "2026-01-14T08:00", "2026-01-14T10:00", tell_now=True)
        place.book(late, "2026-01-14T13:00", "2026-01-14T15:00", tell_now=True)
        place.until("2026-01-13 22:30")
        place.news()
        for code in (early, late):
            visits.call_off(place.deps, code, place.visit_id(code), cause=None, by="Ana Ruiz")
        place.settle()
        assert place.news() == {"Luis": ["visit_withdrawn"]}
        assert early in place.last(LUIS)
        place.until("2026-01-14 07:59")
        place.news()
        place.until("2026-01-14 08:01")
        assert "visit_withdrawn" in place.news()["Luis"]
        assert late in place.last(LUIS)


def test_an_early_crew_is_asked_before_its_window_not_after(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T08:00", "2026-01-14T10:00")
        place.text(LUIS, "Y")
        place.until("2026-01-14 07:29")
        place.news()
        place.until("2026-01-14 07:31")
        assert place.news() == {"Luis": ["prompt"]}
        place.text(LUIS, "omw 20")
        assert place.news() == {"Dana": ["on_my_way"], "Luis": ["contractor_echo"]}


def test_the_day_after_a_missed_window_nobody_hears_that_it_is_planned(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.until("2026-01-14 16:35")
        place.set_time("2026-01-15 09:20")
        place.until("2026-01-15 10:31")
        assert place.visit(code) == "missed"
        for text in place.got(DANA, "check_in")[-1:]:
            assert text.at.day == 15
            assert "Wed" not in text.body
            assert "yesterday" not in text.body
            assert "1 and 3 pm" not in text.body


def test_when_after_a_missed_window_is_honest(database_url: str) -> None:
    with town(database_url) as place:
        no_show(place)
        place.text(DANA, "so when are you coming??")
        said = place.last(DANA)
        assert "planned" not in said
        assert "3:25 pm" in said or "Ana" in said


def test_a_missed_visit_moved_to_a_new_day_starts_over(database_url: str) -> None:
    with town(database_url) as place:
        code = no_show(place)
        place.text(DANA, "2")
        visits.move(
            place.deps,
            code,
            place.visit_id(code),
            window_from="2026-01-16T09:00",
            window_to="2026-01-16T11:00",
        )
        place.settle()
        place.news()
        place.text(LUIS, "Y")
        assert place.news()["Dana"] == ["visit_moved"]
        assert place.states(code, "arrival") == ["broken", "open"]
        place.until("2026-01-15 17:01")
        assert place.moments(DANA)[-1] == "visit_reminder"
        place.until("2026-01-16 09:10")
        place.text(LUIS, "here")
        assert place.states(code, "arrival") == ["broken", "kept"]


def test_moved_twice_before_anybody_heard_the_customer_hears_once(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        for day in (15, 16):
            visits.move(
                place.deps,
                code,
                place.visit_id(code),
                window_from=f"2026-01-{day}T09:00",
                window_to=f"2026-01-{day}T11:00",
            )
            place.settle()
        place.text(LUIS, "Y")
        assert place.moments(DANA).count("visit_moved") == 1
        assert "Fri" in place.last(DANA)
        assert place.states(code, "arrival") == ["moved", "open"]


def test_a_visit_the_customer_still_expects_is_taken_back_in_time(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 09:00")
        visits.move(
            place.deps,
            code,
            place.visit_id(code),
            window_from="2026-01-16T09:00",
            window_to="2026-01-16T11:00",
        )
        place.settle()
        place.until("2026-01-14 12:59")
        assert "visit_cancelled" in place.moments(DANA)
        assert place.states(code, "callback") == ["open"]
        assert place.states(code, "arrival") == ["moved"]
        assert "alert" in place.moments(ANA)


def test_after_done_the_customers_word_still_reaches_a_person(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "done")
        place.news()
        place.text(DANA, "one of the fans makes a weird noise")
        assert place.news()["Dana"] == ["reply_ack"]
        assert place.states(code, "reply") == ["open"]
        assert place.show(code)["status"] == "done"


def test_a_job_done_and_quiet_is_closed(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "done")
        place.set_time("2026-01-29 13:00")
        place.advance(minutes=15)
        assert place.show(code)["status"] == "closed"


def test_a_return_visit_brings_check_ins_back(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        place.until("2026-01-14 13:10")
        place.text(LUIS, "done but need to come back thurs for the fans")
        assert place.show(code)["next_check_in_at"]
        place.until("2026-01-15 12:00")
        assert place.got(DANA, "check_in")[-1].at.day == 15
