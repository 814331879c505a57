"""A question is answered by what answers, not by whatever text or older promise there was."""

from __future__ import annotations

from typing import Any

from storm.records import at, called, promise, record, said, sent

from fieldcomm.storm.measures.questions import unanswered
from fieldcomm.storm.world import Truth

ASKED = said("when are you coming?", at(10), intent="thanks")  # misread


def _held(**more: Any) -> bool | None:
    return unanswered(record(said=[ASKED], **more)).held


def test_a_check_in_or_an_update_that_happens_by_is_no_answer() -> None:
    for moment in ("check_in", "broadcast", "visit_reminder", "apology"):
        assert not _held(sent=[sent(moment, at(10.1))])
    for moment in ("answer_when", "reply_ack", "complaint_ack", "safety"):
        assert _held(sent=[sent(moment, at(10.1))])


def test_an_answer_decided_before_they_asked_or_long_after_is_none() -> None:
    assert not _held(sent=[sent("answer_when", at(10.1), decided_at=at(9.9))])
    assert not _held(sent=[sent("answer_when", at(11))])


def test_a_promise_made_before_they_asked_is_of_something_else() -> None:
    assert not _held(promises=[promise("callback", at(9), at(15))])
    assert not _held(promises=[promise("reply", at(8), at(11), state="kept_late")])
    assert _held(promises=[promise("reply", at(10), at(11))])
    assert not _held(promises=[promise("check_in", at(10), at(16))])


def test_somebody_on_the_telephone_answers() -> None:
    assert _held(truth=Truth(calls=[called(at(10.1))]))
    assert not _held(truth=Truth(calls=[called(at(10.1), spoke=False)]))


def test_who_asks_more_of_a_person_that_owes_an_answer_is_answered_when_they_speak() -> None:
    owed = promise("reply", at(9.5), at(11), state="kept", settled_at=at(10.8))
    assert _held(promises=[owed], truth=Truth(calls=[called(at(10.8))]))
    assert not _held(promises=[owed], truth=Truth(calls=[called(at(10.8), spoke=False)]))
    assert not _held(promises=[owed], truth=Truth(calls=[called(at(12.5))]))
    over = promise("reply", at(8), at(11), state="kept", settled_at=at(9.8))
    assert not _held(promises=[over], truth=Truth(calls=[called(at(10.8))]))
