"""Perhaps accepted: callbacks first, then the provider's list, twice and only where it shows what was
taken later, before anything is sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fixtures.wire import FOX, OURS, TEN, Wire, wire

from fieldcomm.domain.doubt import ABSENT_ONCE
from fieldcomm.messaging.gateway import Outgoing


def unknown(line: Wire, how: str = "drop", **columns: object) -> int:
    text = line.queue(**columns)
    line.provider.how = lambda _: how
    line.send()
    line.provider.how = lambda _: "take"
    assert line.state(text) == "unknown"
    return text


def beside(line: Wire, **changed: object) -> None:
    """Another text at the provider, of somebody else's making."""
    usual = {"to": "+14045550123", "body": "We're on our way.", "from_number": OURS}
    out = Outgoing(**(usual | changed), messaging_service_sid=None, status_callback="x/other")  # type: ignore[arg-type]
    line.provider._take(out)


def test_absent_twice_from_a_list_that_shows_later_texts_it_is_queued_again(line: Wire) -> None:
    text = unknown(line)
    line.others()
    line.after(seconds=59.9)  # a lease of 30 s, and 30 s more
    line.look()
    assert line.provider.lists == []
    line.after(seconds=0.2)
    line.look()
    assert (len(line.provider.lists), line.state(text)) == (2, "unknown")
    line.after(seconds=89)
    line.look()
    assert len(line.provider.lists) == 2
    line.after(seconds=2)
    line.look()
    assert (len(line.provider.lists), line.state(text)) == (4, "queued")
    line.send()
    assert [t.text.body for t in line.taken()] == ["We're on our way."]
    tokens = line.sql("SELECT token FROM attempts WHERE message_id = :i", i=text)
    assert len(tokens) == 2


@pytest.mark.parametrize("others", [0, 2])
def test_without_later_texts_nobody_knows_and_after_four_looks_a_person_decides(
    line: Wire, others: int
) -> None:
    text = unknown(line)
    line.others(others)
    states = []
    for _ in range(4):
        line.after(seconds=61)
        line.look()
        states.append(line.state(text))
    assert states == [*3 * ["unknown"], "unconfirmed"]
    assert line.tasks() == ["unconfirmed"]
    line.after(hours=1)
    line.look()
    line.send()
    assert line.taken() == []


@pytest.mark.parametrize("lag", [100.0, 300.0, 600.0, 86_400.0])
def test_a_list_further_behind_than_we_assume_never_makes_a_second_text(
    line: Wire, lag: float
) -> None:
    """Everything is listed so late, and the office goes on texting: no look proves anything."""
    line.provider.lag = lambda: lag
    text = unknown(line, "drop_answer")
    for _ in range(30):
        line.others(2)
        line.after(seconds=30)
        line.look()
        line.send()
    assert len(line.taken()) == 1
    assert line.state(text) == ("accepted" if lag < 180 else "unconfirmed")
    assert line.tasks() == ([] if lag < 180 else ["unconfirmed"])


def test_what_was_itself_found_on_the_list_is_no_witness_for_the_list(line: Wire) -> None:
    """Five answers lost at once, listed after a minute or much later: the early ones prove nothing."""
    lags = iter([0.0, 0.0, 0.0, 0.0, 600.0])
    line.provider.lag = lambda: next(lags)
    texts = [unknown(line, "drop_answer", to=f"+140455501{n}") for n in range(60, 65)]
    for _ in range(20):
        line.after(seconds=31)
        line.look()
        line.send()
    assert [line.state(text) for text in texts] == 4 * ["accepted"] + ["unconfirmed"]
    assert len(line.provider.taken) == 5


def test_a_list_that_falls_behind_between_the_looks_proves_nothing(line: Wire) -> None:
    text = unknown(line)
    line.others()
    line.after(seconds=5)
    line.provider.lag = lambda: 600.0
    line.others()
    line.after(seconds=56)
    line.look()
    assert line.row(text).looked == ABSENT_ONCE
    line.after(seconds=91)
    line.look()
    assert (line.state(text), line.tasks()) == ("unconfirmed", ["unconfirmed"])


def test_after_an_outage_of_the_list_there_is_time_for_witnesses(line: Wire) -> None:
    text = unknown(line)
    line.provider.silent = True
    for _ in range(30):
        line.after(seconds=61)
        line.look()
    assert (line.state(text), line.row(text).looked) == ("unknown", 0)
    line.provider.silent = False
    line.others()
    line.after(seconds=61)
    line.look()
    line.after(seconds=91)
    line.look()
    assert line.state(text) == "queued"


def test_a_process_that_died_on_the_wire_is_found_out_the_same_way(line: Wire) -> None:
    from fieldcomm.services.claim import claim

    text = line.queue()
    claim(line.deps, 1)
    line.look_twice()
    assert line.state(text) == "queued"


def test_what_the_list_shows_is_adopted_at_the_first_look(line: Wire) -> None:
    text = unknown(line, "drop_answer")
    line.provider.taken[0].status = "delivered"
    line.after(seconds=61)
    line.look()
    row = line.row(text)
    assert (row.state, row.provider_sid) == ("delivered", line.provider.taken[0].sid)


def test_a_list_that_lags_is_asked_again(line: Wire) -> None:
    line.provider.lag = lambda: 100.0
    text = unknown(line, "drop_answer")
    line.after(seconds=61)
    line.look()
    assert line.state(text) == "unknown"
    line.after(seconds=61)
    line.look()
    assert line.state(text) == "accepted"
    line.send()
    assert len(line.provider.taken) == 1


@pytest.mark.parametrize(
    "changed", [{"to": FOX}, {"body": "Another"}, {"from_number": "+14045550109"}]
)
def test_texts_of_other_words_people_or_senders_are_not_taken_for_it(
    line: Wire, changed: dict[str, object]
) -> None:
    text = unknown(line)
    beside(line, **changed)
    line.look_twice()
    assert line.state(text) == "queued"


def test_an_older_text_alike_that_is_somebodys_is_not_taken_for_it(line: Wire) -> None:
    first = line.queue()
    line.send()
    text = unknown(line)
    line.look_twice()
    assert (line.state(first), line.state(text)) == ("accepted", "queued")


def test_a_service_that_picked_the_number_itself_is_asked_without_it(database_url: str) -> None:
    with wire(database_url, TWILIO_MESSAGING_SERVICE_SID="MG" + "b" * 32) as line:
        text = unknown(line, "drop_answer")
        assert line.provider.taken[0].text.from_number is None
        line.after(seconds=61)
        line.look()
        assert line.state(text) == "accepted"


def test_of_several_nobody_can_say_so_a_person_decides(line: Wire) -> None:
    text = unknown(line, "drop_answer")
    beside(line)
    line.after(seconds=61)
    line.look()
    assert (line.state(text), line.tasks()) == ("unconfirmed", ["unconfirmed"])
    line.after(hours=1)
    line.look()
    line.send()
    assert len(line.provider.taken) == 2


def test_a_report_settles_it_before_any_look(line: Wire) -> None:
    text = unknown(line, "drop_answer")
    line.report(0, "sent")
    line.reports()
    line.after(seconds=61)
    line.look()
    assert (line.state(text), line.provider.lists) == ("sent", [])


def test_a_report_between_the_looks_keeps_it_from_being_sent_again(line: Wire) -> None:
    text = unknown(line, "drop_answer")
    line.provider.taken[0].listed_after += timedelta(seconds=1000)  # out of turn
    line.look_twice()
    assert line.state(text) == "queued"
    line.report(0, "delivered")
    line.reports()
    line.send()
    assert (line.state(text), len(line.taken())) == ("delivered", 1)


def test_what_is_not_useful_any_more_is_not_sent_again(line: Wire) -> None:
    text = unknown(line, expires_at=TEN + timedelta(minutes=1))
    line.look_twice()
    line.send()
    assert (line.state(text), line.taken()) == ("expired", [])


def test_what_a_stop_has_overtaken_is_suppressed_and_did_not_cross_it(line: Wire) -> None:
    text = unknown(line)
    line.sql("UPDATE phones SET consent = 'stopped'")
    line.sql("UPDATE messages SET crossed = true")
    line.look_twice()
    line.send()
    assert (line.state(text), line.row(text).crossed) == ("suppressed", False)


def test_accepted_without_a_word_for_ten_minutes_is_fetched(line: Wire) -> None:
    text = line.queue()
    line.send()
    line.provider.taken[0].status = "delivered"
    line.after(minutes=9, seconds=59)
    line.look()
    assert line.state(text) == "accepted"
    line.after(seconds=1)
    line.look()
    assert line.state(text) == "delivered"


def test_fetching_grows_rarer_and_ends_after_a_day(line: Wire) -> None:
    text = line.queue()
    line.send()
    line.provider.silent = True
    fetched = []
    while (due := line.row(text).look_at) is not None:
        line.clock.move(due - line.clock.machine())
        fetched.append(due - TEN)
        line.look()
    assert fetched == [timedelta(minutes=10 * 2**n) for n in range(len(fetched))]
    assert timedelta(days=1) < fetched[-1] < timedelta(days=3)


def test_somebody_else_does_not_look_at_the_same_text_meanwhile(line: Wire) -> None:
    unknown(line)
    line.after(seconds=61)
    line.hooks.doing = lambda name: line.look() if name == "listed" else None
    line.look()
    assert len(line.provider.lists) == 1
