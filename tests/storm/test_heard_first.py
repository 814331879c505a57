"""News that something comes late is what names it, said after the promise and before they ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storm.records import DANA, VISIT, arrived, at, called, promise, record, said, sent

from fieldcomm.storm.measures.arrivals import heard_first
from fieldcomm.storm.record import Sent
from fieldcomm.storm.world import Truth

MINUTE = timedelta(minutes=1)
CALL = promise("callback", at(14), at(15))
ARRIVAL = promise("arrival", at(9), at(15))
OF_CALL, OF_VISIT = ("promise", CALL.id), ("visit", VISIT)


def _held(promised: Any, *texts: Sent, **more: Any) -> bool | None:
    return heard_first(record(promises=[promised], sent=list(texts), **more)).held


def test_what_makes_the_promise_is_no_news_that_it_is_late() -> None:
    made = sent("callback_set", at(14), cause=OF_CALL)
    assert not _held(CALL, made)
    assert _held(CALL, made, sent("apology", at(15) + 5 * MINUTE, cause=OF_CALL))


def test_an_acknowledgement_a_check_in_and_an_answer_are_no_news_either() -> None:
    for moment in ("choice_ack", "visit_change_ack", "check_in", "answer_when", "complaint_ack"):
        assert not _held(CALL, sent(moment, at(14.9), cause=OF_CALL))
        assert not _held(ARRIVAL, sent(moment, at(14.9), cause=OF_VISIT))


def test_a_text_about_another_visit_says_nothing_of_this_one() -> None:
    assert not _held(ARRIVAL, sent("running_late", at(14), cause=("visit", VISIT + 1)))
    assert _held(ARRIVAL, sent("running_late", at(14), cause=OF_VISIT))


def test_on_my_way_counts_where_the_time_it_names_is_past_the_window() -> None:
    for eta, held in ((at(14.9), False), (at(15.2), True)):
        text = sent("on_my_way", at(14.5), cause=OF_VISIT, eta=eta)
        assert _held(ARRIVAL, text) is held


def test_who_asks_before_our_word_had_to_ask_however_we_read_it() -> None:
    ours = sent("window_missed", at(15) + 4 * MINUTE, cause=OF_VISIT)
    assert _held(ARRIVAL, ours)
    asks = said("nobody came!!", at(15) + 2 * MINUTE, intent="thanks")
    assert not _held(ARRIVAL, ours, said=[asks])
    thanks = said("thanks", at(15) + 2 * MINUTE, intent="ask_when")
    assert _held(ARRIVAL, ours, said=[thanks])


def test_late_is_what_the_street_saw_whatever_we_hold_for_kept() -> None:
    kept = promise("arrival", at(9), at(15), state="kept", settled_at=at(14))
    assert not _held(kept, truth=arrived(at(16)))
    assert _held(kept, truth=arrived(at(14.5)))


def test_moved_without_a_word_to_them_is_late() -> None:
    moved = promise("arrival", at(9), at(15), state="moved", settled_at=at(12))
    assert not _held(moved)
    assert _held(moved, sent("visit_moved", at(12), cause=OF_VISIT))


def test_moved_by_their_own_words_needs_none_of_ours_and_a_thank_you_moves_nothing() -> None:
    moved = promise("arrival", at(9), at(15), state="moved", settled_at=at(12))
    assert _held(moved, said=[said("that day doesn't work for us", at(12))])
    assert not _held(moved, said=[said("thanks", at(12), intent="change")])


def test_a_call_with_a_new_time_is_replaced_by_that_time_in_a_text() -> None:
    moved = promise("callback", at(14), at(15), state="moved", settled_at=at(14.5))
    assert _held(moved, sent("visit_booked", at(14.5)))
    assert not _held(moved, sent("visit_booked", at(14.2)))
    assert not _held(CALL, sent("visit_booked", at(14.5)))


def test_sorry_for_another_promise_before_this_one_was_late_is_not_about_it() -> None:
    other = promise("reply", at(13), at(14.5))
    for minutes, held in ((-5, False), (5, True)):
        sorry = sent("apology", at(15) + minutes * MINUTE, cause=("promise", other.id))
        assert heard_first(record(promises=[CALL, other], sent=[sorry])).held is held


def test_who_asked_for_fewer_texts_still_hears_of_what_comes_late() -> None:
    assert not _held(ARRIVAL, said=[said("just once a day please", at(10))])
    assert _held(ARRIVAL, said=[said("STOP", at(10))])


def test_a_call_a_little_late_is_our_word_unless_they_asked_first() -> None:
    truth = Truth(calls=[called(at(15) + 8 * MINUTE, spoke=False)])
    assert _held(CALL, truth=truth)
    asks = said("when are you coming?", at(15) + 3 * MINUTE, phone=DANA)
    assert not _held(CALL, truth=truth, said=[asks])
    assert not _held(CALL, truth=Truth(calls=[called(at(15) + 12 * MINUTE)]))


def test_a_call_that_was_just_ending_as_they_asked_for_it_is_that_call() -> None:
    for minutes, held in ((-2, True), (-6, False)):
        assert _held(CALL, truth=Truth(calls=[called(at(14) + minutes * MINUTE)])) is held
    assert not _held(CALL, truth=Truth(calls=[called(at(14) - 2 * MINUTE, spoke=False)]))


def test_a_call_they_said_we_had_made_is_not_late() -> None:
    kept = promise("callback", at(14), at(15), state="kept", settled_at=at(14.1))
    assert _held(kept, said=[said("we already spoke", at(14.1))])
    assert not _held(kept)
