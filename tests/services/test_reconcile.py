"""Perhaps accepted: callbacks first, then the provider's list, twice, before anything is sent again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fixtures.wire import FOX, OURS, TEN, Wire, wire

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


def test_absent_twice_it_is_queued_again(line: Wire) -> None:
    text = unknown(line)
    line.after(seconds=59.9)  # a lease of 30 s, and 30 s more
    line.look()
    assert line.provider.lists == []
    line.after(seconds=0.2)
    line.look()
    assert (len(line.provider.lists), line.state(text)) == (1, "unknown")
    line.after(seconds=59)
    line.look()
    assert len(line.provider.lists) == 1
    line.after(seconds=2)
    line.look()
    assert (len(line.provider.lists), line.state(text)) == (2, "queued")
    line.send()
    assert [t.text.body for t in line.provider.taken] == ["We're on our way."]
    tokens = line.sql("SELECT token FROM attempts WHERE message_id = :i", i=text)
    assert len(tokens) == 2


def test_a_process_that_died_on_the_wire_is_found_out_the_same_way(line: Wire) -> None:
    from fieldcomm.services.claim import claim

    text = line.queue()
    claim(line.deps, 1)
    for _ in range(2):
        line.after(seconds=61)
        line.look()
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
    for _ in range(2):
        line.after(seconds=61)
        line.look()
    assert line.state(text) == "queued"


def test_an_older_text_alike_that_is_somebodys_is_not_taken_for_it(line: Wire) -> None:
    first = line.queue()
    line.send()
    text = unknown(line)
    for _ in range(2):
        line.after(seconds=61)
        line.look()
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


def test_a_provider_that_does_not_answer_was_not_asked(line: Wire) -> None:
    text = unknown(line)
    line.provider.silent = True
    for _ in range(5):
        line.after(seconds=61)
        line.look()
    assert (line.state(text), line.row(text).looked) == ("unknown", 0)
    line.provider.silent = False
    for _ in range(2):
        line.after(seconds=61)
        line.look()
    assert line.state(text) == "queued"


def test_a_report_settles_it_before_any_look(line: Wire) -> None:
    text = unknown(line, "drop_answer")
    line.report(0, "sent")
    line.reports()
    line.after(seconds=61)
    line.look()
    assert (line.state(text), line.provider.lists) == ("sent", [])


def test_a_report_between_the_looks_keeps_it_from_being_sent_again(line: Wire) -> None:
    line.provider.lag = lambda: 1000.0
    text = unknown(line, "drop_answer")
    for _ in range(2):
        line.after(seconds=61)
        line.look()
    assert line.state(text) == "queued"
    line.report(0, "delivered")
    line.reports()
    line.send()
    assert (line.state(text), len(line.provider.taken)) == ("delivered", 1)


def test_what_is_not_useful_any_more_is_not_sent_again(line: Wire) -> None:
    text = unknown(line, expires_at=TEN + timedelta(minutes=1))
    for _ in range(2):
        line.after(seconds=61)
        line.look()
    line.send()
    assert (line.state(text), line.provider.taken) == ("expired", [])


def test_what_a_stop_has_overtaken_is_suppressed_and_did_not_cross_it(line: Wire) -> None:
    text = unknown(line)
    line.sql("UPDATE phones SET consent = 'stopped'")
    line.sql("UPDATE messages SET crossed = true")
    for _ in range(2):
        line.after(seconds=61)
        line.look()
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
