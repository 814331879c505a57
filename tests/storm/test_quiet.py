"""What may wake people is a short list; our own columns are not asked."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from storm.records import ANA, DANA, LUIS, VISIT, at, record, said, sent

from fieldcomm.storm.measures.quiet import in_quiet_hours
from fieldcomm.storm.record import Sent

NIGHT, MORNING = at(22), at(7.5)


def _quiet(text: Sent, *words: object) -> bool:
    return in_quiet_hours(record(sent=[text], said=list(words))) == []


@pytest.mark.parametrize("moment", ["check_in", "visit_booked", "apology", "broadcast", "update"])
def test_what_can_wait_wakes_nobody(moment: str) -> None:
    assert not _quiet(sent(moment, NIGHT))
    assert not _quiet(sent(moment, MORNING))
    assert _quiet(sent(moment, at(19.9)))


def test_safety_and_the_end_of_texting_leave_at_any_time() -> None:
    assert _quiet(sent("safety", NIGHT))
    assert _quiet(sent("opted_out", NIGHT))


def test_an_arrival_text_is_for_a_visit_that_morning() -> None:
    assert _quiet(sent("on_my_way", MORNING, window_from=at(9)))
    assert not _quiet(sent("on_my_way", MORNING, window_from=at(13)))
    assert not _quiet(sent("on_my_way", NIGHT, window_from=at(18)))
    assert not _quiet(sent("on_my_way", at(7.5, day=1), window_from=at(9)))
    assert not _quiet(sent("on_my_way", MORNING))


def test_the_visit_it_is_caused_by_says_when_where_its_words_do_not() -> None:
    for window, quiet in ((at(9), True), (at(13), False)):
        visits = {VISIT: SimpleNamespace(id=VISIT, window_from=window)}
        text = sent("on_my_way", MORNING, cause=("visit", VISIT))
        assert (in_quiet_hours(record(sent=[text], visits=visits)) == []) is quiet


def test_an_answer_leaves_within_half_an_hour_of_their_own_text() -> None:
    asked = said("when are you coming?", at(21.6))
    assert _quiet(sent("answer_when", NIGHT), asked)
    assert not _quiet(sent("answer_when", at(22.2)), asked)
    assert not _quiet(sent("answer_when", NIGHT), said("any", at(21.6), phone=LUIS))
    assert not _quiet(sent("check_in", NIGHT), asked)  # is no answer


def test_who_is_on_call_is_woken_and_a_crew_is_not() -> None:
    assert _quiet(sent("alert", NIGHT, ANA))
    assert not _quiet(sent("prompt", NIGHT, ANA))
    assert not _quiet(sent("alert", NIGHT, LUIS))
    assert not _quiet(sent("alert", NIGHT, DANA))


def test_a_crew_hears_of_its_morning_and_of_no_other_day() -> None:
    assert _quiet(sent("list", at(7), LUIS))
    assert not _quiet(sent("list", at(6.5), LUIS))
    for moment in ("prompt", "visit_withdrawn"):
        assert _quiet(sent(moment, MORNING, LUIS, window_from=at(8)))
        assert _quiet(sent(moment, NIGHT, LUIS, window_from=at(8, day=1)))
        assert not _quiet(sent(moment, NIGHT, LUIS, window_from=at(13, day=1)))
        assert not _quiet(sent(moment, MORNING, LUIS, window_from=at(8, day=2)))
    assert not _quiet(sent("visit_proposed", MORNING, LUIS, window_from=at(8)))
