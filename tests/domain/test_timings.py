"""Timings of the ladders: bounds, what must fit together, and the policy they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.slot_rules import quiet_problem, slot_problem
from fieldcomm.domain.timings import (
    TIMINGS,
    disagreements,
    policy_values,
    read_timing,
    typed_as,
)


@pytest.mark.parametrize("timing", TIMINGS.values(), ids=TIMINGS.keys())
def test_every_default_is_within_its_own_bounds(timing) -> None:  # type: ignore[no-untyped-def]
    assert read_timing(timing, typed_as(timing, timing.default)) == timing.default


def test_the_defaults_fit_together_and_make_the_default_policy() -> None:
    defaults = {key: timing.default for key, timing in TIMINGS.items()}
    assert disagreements(defaults) == {}
    assert replace(Policy(), **policy_values(defaults)) == Policy()


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("prompt_before", "4"),
        ("prompt_before", "241"),
        ("prompt_before", "-5"),
        ("prompt_before", "30 min"),
        ("prompt_before", ""),
        ("prompt_before", "٣٠"),
        ("prompt_before", "1e3"),
        ("prompt_before", "9" * 40),
        ("remind_at", "25:00"),
        ("remind_at", "11:59"),
        ("remind_at", "5 pm"),
        ("empty_check_ins", "0"),
    ],
)
def test_what_no_ladder_could_use_is_refused(key: str, raw: str) -> None:
    with pytest.raises(ValueError, match="needs"):
        read_timing(TIMINGS[key], raw)


def test_hours_and_days_are_kept_in_minutes() -> None:
    assert read_timing(TIMINGS["changes_floor"], "24") == 24 * 60
    assert read_timing(TIMINGS["close_after_quiet"], "7") == 7 * 24 * 60
    made = policy_values({"changes_floor": 1440, "remind_at": "18:30", "empty_check_ins": 2})
    assert made["changes_floor"] == timedelta(days=1)
    assert made["remind_at"] == time(18, 30)
    assert made["empty_check_ins"] == 2


def test_a_board_mark_before_the_prompt_does_not_fit() -> None:
    assert list(disagreements({"prompt_before": 10, "board_before": 10})) == ["board_before"]
    assert list(disagreements({"manager_after": 5})) == ["apologise_after"]


def test_what_no_page_wrote_changes_no_policy() -> None:
    assert policy_values({"company": "Evil", "unheard_of": 3}) == {}


def test_slots_lie_apart_and_outside_quiet_hours() -> None:
    def with_slots(*times: time) -> str | None:
        return slot_problem(Policy(check_in_times=times))

    assert with_slots(time(9, 30), time(16, 30)) is None
    assert with_slots(time(8), time(19)) is None
    assert "19:30" in str(with_slots(time(9), time(19, 30)))
    assert "4 hours apart" in str(with_slots(time(9), time(12, 59)))
    assert "at most 4" in str(with_slots(*(time(hour) for hour in (8, 9, 10, 11, 12))))


@pytest.mark.parametrize(
    ("quiet", "fits"),
    [
        ((time(20), time(8)), True),
        ((time(21), time(8)), True),
        ((time(21, 30), time(8)), False),
        ((time(20), time(7)), False),
        ((time(1), time(5)), False),
        ((time(16), time(9)), False),
    ],
)
def test_quiet_hours_cover_the_night_and_leave_a_day(quiet: tuple[time, time], fits: bool) -> None:
    assert (quiet_problem(quiet) is None) is fits
