"""A check-in is owed as long as they wait; silence is measured against nine hours written here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from storm.records import CODE, DANA, JOB, arrived, at, called, promise, record, said, sent

from fieldcomm.storm.measures.check_ins import handed_over_in_time, longest_silence
from fieldcomm.storm.world import Truth


def _held(promised: Any, **more: Any) -> bool | None:
    return handed_over_in_time(record(promises=[promised], **more)).held


@pytest.mark.parametrize("state", ["moved", "released", "kept", "broken"])
def test_it_is_owed_whatever_we_made_of_it_since(state: str) -> None:
    check_in = promise("check_in", at(9.5), at(16.5), state=state, settled_at=at(12))
    assert not _held(check_in)
    assert _held(check_in, sent=[sent("check_in", at(16))])
    assert not _held(check_in, sent=[sent("check_in", at(17))])
    assert not _held(check_in, sent=[sent("check_in", at(9.5))])  # that is what named the time


def test_a_person_on_the_telephone_or_at_the_door_is_word_from_us() -> None:
    check_in = promise("check_in", at(9.5), at(16.5), state="released", settled_at=at(12))
    assert _held(check_in, truth=Truth(calls=[called(at(12))]))
    assert not _held(check_in, truth=Truth(calls=[called(at(12), spoke=False)]))
    visited = promise("arrival", at(9), at(15))
    both = record(promises=[check_in, visited], truth=arrived(at(13)))
    assert handed_over_in_time(both).held


def test_who_opted_out_or_whose_work_is_done_is_owed_none() -> None:
    check_in = promise("check_in", at(9.5), at(16.5), state="released", settled_at=at(12))
    assert _held(check_in, said=[said("STOP", at(12))])
    done = SimpleNamespace(
        id=JOB, code=CODE, phone=DANA, status="done", created_at=at(8), finished_at=at(12),
        closed_at=None,
    )  # fmt: skip
    assert _held(check_in, jobs=[done])


def test_who_wants_one_text_a_day_is_owed_it_each_day() -> None:
    less = said("just once a day please", at(11))
    daily = [sent("check_in", at(16, day=1))]
    assert handed_over_in_time(record(said=[less], sent=daily)).held
    missed = handed_over_in_time(record(said=[less]))
    assert missed.cases == [f"{DANA} by Tue 20:00: one a day"]


def test_nine_hours_of_silence_are_allowed_and_no_minute_more() -> None:
    second = [sent("check_in", at(hour, day=1)) for hour in (9, 17)]
    for hour, held in ((17, True), (17.1, False)):
        assert longest_silence(record(sent=[sent("check_in", at(hour)), *second])).held is held


def test_silence_is_not_counted_for_who_asked_for_less() -> None:
    words = [sent("check_in", at(12))]
    less = said("only text me when something changes please", at(12.5))
    assert longest_silence(record(sent=words, said=[less])).held
    assert not longest_silence(record(sent=words)).held
