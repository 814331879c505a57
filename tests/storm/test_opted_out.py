"""Nobody is texted between their STOP and their START, by what they meant and not by our reading."""

from __future__ import annotations

import pytest
from storm.records import DANA, at, record, said, sent

from fieldcomm.storm.measures.opted_out import to_opted_out
from fieldcomm.storm.record import TurnedAway

CHECK_IN = sent("check_in", at(12))


@pytest.mark.parametrize("words", ["STOP", "stop", "please stop texting me", "wrong number", "END"])
def test_a_text_after_their_stop_is_found_however_we_read_it(words: str) -> None:
    stop = said(words, at(10), intent="thanks")
    assert len(to_opted_out(record(said=[stop], sent=[CHECK_IN]))) == 1


def test_also_where_polling_brought_it() -> None:
    stop = said("STOP", at(10), reached_at=None, had_at=at(10.1))
    assert len(to_opted_out(record(said=[stop], sent=[CHECK_IN]))) == 1
    later = said("STOP", at(10), reached_at=None, had_at=at(12.1))
    assert to_opted_out(record(said=[later], sent=[CHECK_IN])) == []


def test_what_the_provider_had_to_refuse_was_tried_all_the_same() -> None:
    tried = TurnedAway(at(12), DANA, "check_in")
    found = to_opted_out(record(said=[said("STOP", at(10))], turned_away=[tried]))
    assert found == [f"opted out: check_in, refused, to {DANA} at Mon 12:00"]
    before = TurnedAway(at(9.99), DANA, "check_in")  # it knew before we did
    assert to_opted_out(record(said=[said("STOP", at(10))], turned_away=[before])) == []


def test_after_their_start_they_are_texted_again_and_what_went_before_is_still_wrong() -> None:
    words = [said("STOP", at(10)), said("START", at(14))]
    again = sent("check_in", at(15))
    assert to_opted_out(record(said=words, sent=[again])) == []
    assert len(to_opted_out(record(said=words, sent=[CHECK_IN, again]))) == 1


def test_one_confirmation_is_allowed_and_no_second() -> None:
    stop = said("please stop texting me", at(10))
    confirmed = [sent("opted_out", at(10.1)), sent("opted_out", at(10.2))]
    assert to_opted_out(record(said=[stop], sent=confirmed[:1])) == []
    assert len(to_opted_out(record(said=[stop], sent=confirmed))) == 1


def test_who_opted_in_by_never_opting_out_is_nobodys_matter() -> None:
    assert to_opted_out(record(said=[said("thanks", at(10), intent="stop")], sent=[CHECK_IN])) == []
