"""Whether we fall behind: what counts as late, what does not, whom it is told, how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fieldcomm.domain.behind import (
    Lag,
    Line,
    Measured,
    Part,
    Patience,
    catch_up,
    fall_behind,
    in_words,
    lags,
)
from fieldcomm.domain.effects import Effect, OpenTask, Say, SettleTask, StepTask
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import Person, PhoneView, Snapshot, TaskView

NOW = datetime(2026, 1, 13, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BO = Person(1, "Bo Lind", "+14045550111", False, on_call=True, is_manager=True)
ANA = Person(2, "Ana Ruiz", "+14045550112", False, on_call=True)
EVE = Person(3, "Eve Moss", "+14045550113", False, is_manager=True)
LATE = [Lag(Part.CHECK_INS, 20 * MINUTE)]


def office(*people: Person, now: datetime = NOW) -> Snapshot:
    return Snapshot(now, Policy(), PhoneView(""), office=people)


def episode(step: int = 0) -> TaskView:
    return TaskView(7, "behind", None, None, "late", step, NOW)


def said(effects: list[Effect]) -> list[tuple[str, str]]:
    return [(e.to, str(e.params["step"])) for e in effects if isinstance(e, Say)]


def parts(**found: object) -> list[Part]:
    return [lag.part for lag in lags(Measured().but(**found))]


@pytest.mark.parametrize(
    ("found", "late"),
    [
        ({}, []),
        ({"unread": 4 * MINUTE}, []),
        ({"unread": 6 * MINUTE}, [Part.UNREAD]),
        ({"silent": 3 * MINUTE}, [Part.CLOCK]),
        ({"undecided": 6 * MINUTE}, [Part.CHECK_INS]),
        ({"due": 6 * MINUTE}, [Part.DUE]),
        ({"prompt": Line(6 * MINUTE)}, [Part.TEXTS]),
        ({"check_ins": Line(6 * MINUTE)}, [Part.CHECK_INS]),
    ],
)
def test_what_waits_too_long_is_late_and_what_waits_a_little_is_not(
    found: dict[str, object], late: list[Part]
) -> None:
    assert parts(**found) == late


def test_the_pace_of_a_number_that_was_busy_all_the_while_is_no_delay() -> None:
    assert parts(prompt=Line(12 * MINUTE, busy=11 * MINUTE)) == []
    assert parts(check_ins=Line(50 * MINUTE, busy=50 * MINUTE)) == []


def test_a_number_that_was_busy_for_a_part_of_it_is_stuck_since() -> None:
    assert parts(prompt=Line(12 * MINUTE, busy=4 * MINUTE)) == [Part.TEXTS]


def test_more_than_the_number_can_send_is_said_after_twenty_minutes_and_called_so() -> None:
    found = lags(Measured(prompt=Line(21 * MINUTE, busy=21 * MINUTE)))
    assert found == [Lag(Part.TEXTS, 21 * MINUTE, paced=True)]


def test_a_wave_that_will_miss_its_time_is_late_before_it_has_missed_it() -> None:
    fits = ((50 * MINUTE, 49 * MINUTE),)
    assert parts(named=fits) == []
    [lag] = lags(Measured(named=(*fits, (60 * MINUTE, 80 * MINUTE))))
    assert lag == Lag(Part.CHECK_INS, 20 * MINUTE, paced=True)


def test_what_is_held_back_on_purpose_is_not_late_but_texts_to_us_still_are() -> None:
    waits = {"prompt": Line(60 * MINUTE), "check_ins": Line(60 * MINUTE)}
    assert parts(stopped=True, **waits) == []
    assert parts(stopped=True, unread=6 * MINUTE, **waits) == [Part.UNREAD]


def test_the_most_urgent_comes_first_and_each_part_once() -> None:
    found = lags(
        Measured(
            unread=6 * MINUTE,
            undecided=30 * MINUTE,
            due=9 * MINUTE,
            prompt=Line(8 * MINUTE),
            check_ins=Line(7 * MINUTE),
        )
    )
    assert [(lag.part, lag.minutes) for lag in found] == [
        (Part.UNREAD, 6),
        (Part.TEXTS, 8),
        (Part.CHECK_INS, 30),
        (Part.DUE, 9),
    ]


def test_what_lasts_less_than_a_minute_of_machine_time_is_not_spoken_of() -> None:
    patience = Patience()
    assert patience.lasting(LATE, NOW) == []
    assert patience.lasting([], NOW + 0.5 * MINUTE) == []
    assert patience.lasting(LATE, NOW + 0.7 * MINUTE) == []
    assert patience.lasting(LATE, NOW + 1.2 * MINUTE) == []
    assert patience.lasting(LATE, NOW + 1.8 * MINUTE) == LATE


def test_calm_is_two_minutes_without_any_delay() -> None:
    patience = Patience()
    patience.lasting([], NOW)
    assert not patience.is_calm(NOW + MINUTE)
    patience.lasting([], NOW + MINUTE)
    assert patience.is_calm(NOW + 2 * MINUTE)
    patience.lasting(LATE, NOW + 2 * MINUTE)
    assert not patience.is_calm(NOW + 5 * MINUTE)


def test_the_manager_on_call_hears_once_and_it_stands_on_the_board() -> None:
    effects = fall_behind(office(ANA, EVE, BO), None, LATE)
    assert said(effects) == [(BO.phone, "first")]
    [task] = [e for e in effects if isinstance(e, OpenTask)]
    assert task.words == "Check-ins are 20 min late"
    assert fall_behind(office(ANA, BO, now=NOW + 29 * MINUTE), episode(), LATE) == []


def test_while_it_lasts_others_on_call_hear_in_turn_after_half_an_hour_and_then_every_hour() -> (
    None
):
    def after(minutes: int, step: int) -> list[tuple[str, str]]:
        return said(
            fall_behind(office(ANA, EVE, BO, now=NOW + minutes * MINUTE), episode(step), LATE)
        )

    assert after(30, 0) == [(ANA.phone, "again")]
    assert after(31, 1) == []
    assert after(90, 1) == [(BO.phone, "again")]
    assert after(150, 2) == [(ANA.phone, "again")]


def test_each_alert_moves_the_episode_on() -> None:
    effects = fall_behind(office(BO, now=NOW + 30 * MINUTE), episode(), LATE)
    assert StepTask(7, 1, None) in effects


def test_without_anybody_on_call_whoever_comes_first_hears_and_without_anybody_only_the_board() -> (
    None
):
    off = replace(ANA, on_call=False)
    assert said(fall_behind(office(off, EVE), None, LATE)) == [(EVE.phone, "first")]
    [effect] = fall_behind(office(replace(BO, phone=None)), None, LATE)
    assert isinstance(effect, OpenTask)


def test_whoever_was_alerted_hears_that_we_have_caught_up() -> None:
    effects = catch_up(office(ANA, EVE, BO), episode(1))
    assert said(effects) == [(BO.phone, "over"), (ANA.phone, "over")]
    assert SettleTask(7, "fieldcomm") in effects
    assert said(catch_up(office(ANA, EVE, BO), episode(0))) == [(BO.phone, "over")]


def test_the_board_says_what_is_late_and_whether_the_number_is_why() -> None:
    both = [Lag(Part.UNREAD, 6.4 * MINUTE), Lag(Part.TEXTS, 21 * MINUTE, paced=True)]
    assert in_words(both) == (
        "A text to us has been unread for 6 min;"
        " Texts from us leave 21 min late (our number can send no faster)"
    )
