"""A promise is broken where nobody rang in time and nobody agreed on another, whatever we noted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storm.records import at, called, promise, record, sent

from fieldcomm.storm.measures.broken import broken_by_people
from fieldcomm.storm.world import Truth

MINUTE = timedelta(minutes=1)


def _found(promised: Any, **more: Any) -> str:
    return broken_by_people(record(promises=[promised], **more)).found


def _call(**more: Any) -> Any:
    return promise("callback", at(13), at(15), **more)


def _rang(minutes: int, *, spoke: bool = True) -> Truth:
    return Truth(calls=[called(at(15) + minutes * MINUTE, spoke=spoke)])


def test_a_call_two_days_late_is_broken_though_it_was_kept_late() -> None:
    late = _call(state="kept_late", settled_at=at(12, day=1))
    found = _found(late, truth=Truth(calls=[called(at(12, day=1))]))
    assert found == "100 % of 1, 1 of these 1 kept late"


def test_what_is_open_at_the_end_is_broken() -> None:
    assert _found(_call()) == "100 % of 1, 0 of these 1 kept late"
    assert _found(promise("callback", at(13), at(9, day=2))) == "none there were"  # still to come


def test_five_minutes_late_is_late_and_no_promise_broken() -> None:
    assert _found(_call(state="kept_late", settled_at=at(15)), truth=_rang(4)) == "0 % of 1"
    assert _found(_call(state="kept_late", settled_at=at(15)), truth=_rang(6)).startswith("100 %")


def test_held_for_kept_without_a_call_is_broken_and_a_call_never_noted_keeps() -> None:
    kept = _call(state="kept", settled_at=at(14))
    assert _found(kept).startswith("100 %")
    assert _found(kept, truth=_rang(-20, spoke=False)).startswith("100 %")
    assert _found(_call(), truth=_rang(-20)) == "0 % of 1"
    assert _found(kept, truth=_rang(-180)).startswith("100 %")  # of another time


def test_moved_in_time_is_kept_only_where_they_were_told() -> None:
    moved = _call(state="moved", settled_at=at(14.5))
    told = [sent("callback_moved", at(14.5))]
    assert _found(moved, sent=told) == "0 % of 1"
    assert _found(moved).startswith("100 %")
    assert _found(moved, sent=[sent("check_in", at(14.5))]).startswith("100 %")
    assert _found(moved, sent=[sent("callback_set", at(13))]).startswith("100 %")  # that made it
    after = _call(state="moved", settled_at=at(15.5))
    assert _found(after, sent=told).startswith("100 %")


def test_rung_in_vain_before_its_time_is_no_promise_broken_where_they_read_so_at_once() -> None:
    tried = [sent("call_tried", at(15) + MINUTE)]
    late = _call(state="broken", settled_at=at(15) + MINUTE)
    assert _found(late, sent=tried, truth=_rang(-2, spoke=False)) == "0 % of 1"
    assert _found(late, sent=tried, truth=_rang(1, spoke=False)).startswith("100 %")
    assert _found(late, truth=_rang(-2, spoke=False)).startswith("100 %")


def test_an_answer_is_kept_by_a_text_that_is_none_of_the_apology() -> None:
    answer = promise("reply", at(13), at(15), state="kept", settled_at=at(14))
    assert _found(answer, sent=[sent("manual", at(14))]) == "0 % of 1"
    for moment in ("apology", "check_in"):
        assert _found(answer, sent=[sent(moment, at(14))]).startswith("100 %")


def test_what_they_let_us_off_is_no_promise_any_more() -> None:
    assert _found(_call(state="released", settled_at=at(14))) == "none there were"


def test_a_call_that_was_just_ending_as_they_wrote_is_that_call() -> None:
    assert _found(_call(), truth=_rang(-123)) == "0 % of 1"
    assert _found(_call(), truth=_rang(-126)).startswith("100 %")


def test_the_reach_is_two_in_a_hundred() -> None:
    good = [promise("callback", at(15), at(16)) for _ in range(49)]
    rang = Truth(calls=[called(at(15.5))])
    assert broken_by_people(record(promises=[*good, _call()], truth=rang)).held
    short = broken_by_people(record(promises=[*good[1:], _call()], truth=rang))
    assert not short.held
    assert short.found.startswith("2.1 % of 49")
