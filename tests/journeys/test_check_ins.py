"""Twice a day, in their slots, by day only, never the same words, each keeping the last one's word."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from journeys.town import ANA, ATLANTA, BO, DANA, FOX, Text, Town, town

from fieldcomm.services import promise_work
from fieldcomm.services.updates import add_update

NEXT_BY = re.compile(r"by (\d+):(\d\d) ([ap])m")
SLOTS = (time(9, 30), time(16, 30))


def in_slots(texts: list[Text]) -> bool:
    """Each within the hour after its slot's beginning."""
    return all(
        any(
            timedelta() <= one.at - datetime.combine(one.at.date(), slot, one.at.tzinfo) < HOUR
            for slot in SLOTS
        )
        for one in texts
    )


HOUR = timedelta(hours=1)


def named(text: Text) -> time:
    """By when the text says that the next word comes."""
    found = NEXT_BY.search(text.body)
    assert found, text.body
    return time(int(found[1]) % 12 + 12 * (found[3] == "p"), int(found[2]))


def keeps_word(texts: list[Text]) -> None:
    """Each text comes no later than the one before it said."""
    for earlier, later in pairwise(texts):
        due = datetime.combine(later.at.date(), named(earlier), later.at.tzinfo)
        assert later.at <= due, f"{earlier.body!r} and then at {later.at}"
        assert due - later.at <= HOUR


def days(texts: list[Text]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in texts:
        found[f"{one.at:%m-%d}"] = found.get(f"{one.at:%m-%d}", 0) + 1
    return found


def test_two_days_of_waiting_are_two_check_ins_a_day_each_keeping_its_word(
    database_url: str,
) -> None:
    with town(database_url) as place:
        place.set_time("2026-01-12 18:40")
        code = place.job()
        place.until("2026-01-15 12:00")
        texts = place.got(DANA)
        check_ins = place.got(DANA, "check_in")
        assert days(check_ins) == {"01-13": 2, "01-14": 2, "01-15": 1}
        assert [t.moment for t in texts] == ["job_opened", *["check_in"] * 5]
        assert in_slots(check_ins)
        keeps_word(texts)
        assert place.states(code, "check_in") == [*["kept"] * 5, "open"]
        assert place.news().keys() == {"Dana"}


@pytest.mark.parametrize(
    ("opened", "until", "zone", "expected"),
    [
        ("2026-03-06 11:00", "2026-03-09 20:30", "America/New_York", [2, 2, 2]),
        ("2026-10-30 11:00", "2026-11-02 20:30", "America/New_York", [2, 2, 2]),
        ("2026-03-06 11:00", "2026-03-09 23:30", "America/Los_Angeles", [2, 2, 2]),
        ("2026-03-06 11:00", "2026-03-09 23:30", "America/Phoenix", [2, 2, 2]),
        ("2026-04-02 19:00", "2026-04-06 06:00", "Pacific/Auckland", [2, 2, 2]),
    ],
)
def test_a_daylight_saving_change_alters_nothing(
    database_url: str, opened: str, until: str, zone: str, expected: list[int]
) -> None:
    with town(database_url) as place:
        place.set_time(opened)
        code = place.job(timezone=zone)
        place.until(until)
        here = ZoneInfo(zone)
        texts = place.got(DANA, zone=here)
        check_ins = [t for t in texts if t.moment == "check_in"]
        first = texts[0].at.date()
        after = [n for day, n in days(check_ins).items() if day > f"{first:%m-%d}"]
        assert after[: len(expected)] == expected
        assert in_slots(check_ins)
        keeps_word(texts)
        assert set(place.states(code, "check_in")[:-1]) == {"kept"}


def test_two_jobs_on_one_phone_make_no_more_check_ins(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.job(address="9 Elm St, Atlanta", summary="basement pump")
        place.until("2026-01-14 20:00")
        check_ins = place.got(DANA, "check_in")
        assert days(check_ins) == {"01-13": 1, "01-14": 2}
        assert all("basement" in t.body or "other job" in t.body for t in check_ins)
        keeps_word(place.got(DANA)[1:])


def test_neighbours_hear_for_themselves(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.job(FOX, customer_name="Kit Fox", address="3 Ivy Ln, Atlanta")
        place.until("2026-01-13 18:00")
        assert "Dana" in place.last(DANA)
        assert "Kit" in place.last(FOX)
        assert place.news() == {
            "Dana": ["job_opened", "check_in"],
            "Fox": ["job_opened", "check_in"],
        }


def test_a_job_opened_at_night_is_announced_in_the_morning(database_url: str) -> None:
    with town(database_url) as place:
        place.set_time("2026-01-13 22:15")
        place.job()
        assert place.news() == {}
        place.until("2026-01-14 07:59")
        assert place.news() == {}
        place.until("2026-01-14 08:01")
        assert place.news() == {"Dana": ["job_opened"]}
        assert "10:30 am" in place.last(DANA)
        assert "tomorrow" not in place.last(DANA)
        place.until("2026-01-14 18:00")
        assert days(place.got(DANA, "check_in")) == {"01-14": 2}
        keeps_word(place.got(DANA))


def test_an_update_is_carried_once(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.advance(hours=1)
        add_update(place.deps, code, "The pump crew is back from Macon.")
        assert place.moments(DANA) == ["job_opened"]
        place.until("2026-01-13 17:00")
        assert "The pump crew is back from Macon." in place.last(DANA)
        place.until("2026-01-14 10:30")
        assert "Macon" not in place.last(DANA)


def test_three_with_nothing_new_bring_a_person(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.until("2026-01-14 12:00")
        assert "call_list" not in place.tasks()
        place.until("2026-01-15 17:00")
        assert place.tasks().count("call_list") == 1


def test_news_in_between_spares_the_call_list(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        for day in ("13", "14", "15"):
            place.until(f"2026-01-{day} 12:00")
            add_update(place.deps, code, f"News of the {day}th.")
            place.until(f"2026-01-{day} 17:00")
        assert place.tasks() == []


def test_a_persons_text_covers_the_next_slot(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.until("2026-01-14 08:30")
        promise_work.send_manual(
            place.deps, code, body="Dana, your crew is set for Friday. More by 5 pm.", by="Ana Ruiz"
        )
        place.settle()
        place.until("2026-01-14 12:00")
        assert place.moments(DANA)[-1] == "manual"
        assert set(place.states(code, "check_in")) == {"kept", "open"}
        place.until("2026-01-14 20:00")
        assert days(place.got(DANA, "check_in")) == {"01-13": 1, "01-14": 1}


def test_a_call_covers_the_next_slot(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.until("2026-01-13 15:30")
        promise_work.log_call(place.deps, code, heard="spoke", by="Ana Ruiz")
        place.until("2026-01-13 20:00")
        assert place.got(DANA, "check_in") == []
        place.until("2026-01-14 20:00")
        assert days(place.got(DANA, "check_in")) == {"01-14": 2}


def test_a_voicemail_covers_nothing(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.until("2026-01-13 15:30")
        promise_work.log_call(place.deps, code, heard="voicemail", by="Ana Ruiz")
        place.until("2026-01-13 20:00")
        assert days(place.got(DANA, "check_in")) == {"01-13": 1}


def test_on_the_day_of_a_visit_the_arrival_texts_replace_it(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.book(code, "2026-01-15T13:00", "2026-01-15T15:00", contractor_phone="+14045550111")
        place.text("+14045550111", "Y")
        place.until("2026-01-15 12:00")
        # On the evening before, the reminder goes out in the check-in's slot and stands in for it.
        assert days(place.got(DANA, "check_in")) == {"01-13": 1, "01-14": 1}
        # The window ends late, so they are reminded in the morning too; no check-in on that day.
        assert [text.at.hour for text in place.got(DANA, "visit_reminder")] == [17, 9]
        assert set(place.states(code, "check_in")) == {"kept"}


def test_a_text_about_their_visit_shortly_before_covers_the_slot_and_one_about_help_does_not(
    database_url: str,
) -> None:
    with town(database_url) as place:
        code = place.job()
        place.book(code, "2026-01-16T13:00", "2026-01-16T15:00", contractor_phone="+14045550111")
        place.text("+14045550111", "Y")
        place.until("2026-01-13 16:05")
        place.text(DANA, "C")
        assert place.moments(DANA)[-1] == "visit_confirmed"
        place.until("2026-01-13 20:00")
        assert place.got(DANA, "check_in") == []
        place.until("2026-01-14 16:05")
        place.text(DANA, "en español por favor")
        assert place.moments(DANA)[-1] == "language_set"
        place.until("2026-01-14 20:00")
        assert days(place.got(DANA, "check_in")) == {"01-14": 2}
        assert set(place.states(code, "check_in")) == {"kept", "open"}


def test_less_is_daily_and_changes_still_has_a_floor(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.until("2026-01-13 12:00")
        place.text(DANA, "can you text just once a day please")
        assert place.moments(DANA)[-1] == "frequency_set"
        place.until("2026-01-16 08:00")
        assert days(place.got(DANA, "check_in")) == {"01-14": 1, "01-15": 1}
        place.text(DANA, "only text me if something changes")
        assert place.moments(DANA)[-1] == "frequency_set"
        place.until("2026-01-20 20:00")
        check_ins = place.got(DANA, "check_in")
        for earlier, later in pairwise(check_ins):
            assert later.at - earlier.at <= timedelta(hours=48, minutes=59)
        assert 4 <= len(check_ins) <= 5


def test_changes_only_hears_of_a_change_in_the_next_slot(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.text(DANA, "only text me if something changes")
        place.until("2026-01-14 11:00")
        assert place.got(DANA, "check_in") == []
        add_update(place.deps, code, "Your crew is booked for Friday.")
        place.until("2026-01-14 17:00")
        assert "Friday" in place.got(DANA, "check_in")[0].body


def test_a_slot_slept_through_is_a_broken_promise_with_its_cause(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.set_time("2026-01-13 21:00")  # nothing ran all day
        place.settle()
        broken = place.sql("SELECT state, cause FROM promises WHERE kind = 'check_in' ORDER BY id")
        assert broken[0].state == "broken"
        assert broken[0].cause
        place.until("2026-01-14 12:00")
        assert days(place.got(DANA, "check_in")) == {"01-14": 1}
        assert place.show(code)["next_check_in_at"]


def test_waking_within_the_slot_still_keeps_the_word(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        place.set_time("2026-01-13 17:20")
        place.settle()
        assert place.moments(DANA) == ["job_opened", "check_in"]
        assert place.states(code, "check_in")[0] == "kept"


def test_an_upset_customer_gets_none(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(
            DANA, "this is ridiculous, three days and nobody has come. you people are useless"
        )
        assert place.moments(DANA)[-1] == "complaint_ack"
        place.until("2026-01-13 17:35")
        place.set_time("2026-01-14 09:20")
        place.until("2026-01-14 10:35")
        assert place.got(DANA, "check_in") == []


def test_nobody_is_texted_before_a_job_is_an_hour_old(database_url: str) -> None:
    with town(database_url) as place:
        place.set_time("2026-01-13 16:10")
        place.job()
        place.until("2026-01-13 20:00")
        assert place.moments(DANA) == ["job_opened"]
        assert named(place.got(DANA)[0]) == time(10, 30)


def test_the_office_is_left_alone_by_check_ins(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.until("2026-01-15 20:00")
        assert place.got(ANA) == []
        assert place.got(BO) == []
        assert place.now().astimezone(ATLANTA).day == 15


def slots(place: Town, times: str) -> None:
    """The company changes its check-in times."""
    from fieldcomm.services.set_up import set_up

    place.configure(CHECK_IN_TIMES=times)
    set_up(place.deps)


def test_changed_slots_count_at_once(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        slots(place, "12:00,17:00")
        assert place.show(code)["next_check_in_at"] == "2026-01-13T17:00:00Z"
        place.until("2026-01-14 20:00")
        at = [f"{t.at:%d %H:%M}" for t in place.got(DANA, "check_in")]
        assert at == ["13 12:00", "13 17:00", "14 12:00", "14 17:00"]
        assert "broken" not in place.states(code, "check_in")
