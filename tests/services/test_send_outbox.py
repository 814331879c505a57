"""From the outbox to the provider: what was perhaps taken is never tried again unasked."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from fixtures.wire import DANA, FOX, TEN, Wire

from fieldcomm.messaging.gateway import Outgoing, ProviderMessage
from fieldcomm.services.claim import claim
from fieldcomm.services.record_send import Outcome, record
from fieldcomm.services.send_outbox import send_outbox
from fieldcomm.services.stop_sending import resume_sending


def bodies(line: Wire) -> list[str]:
    return [taken.text.body for taken in line.provider.taken]


def late(line: Wire, answer: str = "take") -> tuple[int, Outcome]:
    """A text whose answer came back to a process that was frozen meanwhile."""
    text = line.queue()
    (one,), _ = claim(line.deps, 1)
    callback = f"https://texts.example.com/twilio/status/{one.token}"
    line.provider.how = lambda _: answer
    taken = line.provider.send(
        Outgoing(DANA, one.body, one.from_number, None, callback), lambda: True
    )
    line.provider.how = lambda _: "take"
    return text, Outcome(one, taken, None)


def test_what_the_provider_took_is_accepted_under_its_sid(line: Wire) -> None:
    text = line.queue("one")
    assert line.send() is False
    row = line.row(text)
    assert (row.state, row.provider_sid) == ("accepted", line.provider.taken[0].sid)
    assert row.look_at == TEN + timedelta(minutes=10)
    token = line.sql("SELECT token, provider_sid FROM attempts")[0]
    assert tuple(token) == (line.provider.taken[0].token, row.provider_sid)


def test_the_provider_drops_what_it_could_not_deliver_in_time(line: Wire) -> None:
    line.queue(expires_at=TEN + timedelta(minutes=20))
    line.queue("stays useful", expires_at=TEN + timedelta(days=3))
    line.send()
    assert [t.text.validity_seconds for t in line.provider.taken] == [1200, 36000]


@pytest.mark.parametrize("how", ["not_sent", "throttle"])
def test_what_was_never_processed_is_tried_again_after_a_while(line: Wire, how: str) -> None:
    text = line.queue()
    line.provider.how = lambda _: how
    line.send()
    assert line.state(text) == "queued"
    assert line.row(text).retry_at > TEN
    line.provider.how = lambda _: "take"
    line.send()
    assert bodies(line) == []
    line.after(seconds=5)
    line.send()
    assert len(bodies(line)) == 1


@pytest.mark.parametrize("how", ["drop_answer", "error", "drop", "odd"])
def test_what_was_perhaps_taken_is_never_tried_again_blindly(line: Wire, how: str) -> None:
    text = line.queue()
    line.provider.how = lambda _: how
    line.send()
    assert line.state(text) == "unknown"
    line.after(hours=5)
    line.send()
    assert len(line.provider.offered) == 1


def test_a_number_that_is_none_is_put_before_a_person_once(line: Wire) -> None:
    text = line.queue()
    line.provider.how = lambda _: 21211
    line.send()
    assert (line.row(text).state, line.row(text).error_code) == ("failed", 21211)
    assert line.phone().unreachable == "code 21211"
    assert line.tasks() == ["failed_delivery"]


def test_an_opt_out_only_the_provider_knew_of_is_recorded(line: Wire) -> None:
    text, other = line.queue("one"), line.queue("two")
    line.provider.how = lambda _: 21610
    line.send()
    assert line.state(text) == "failed"
    assert line.phone().consent == "stopped"
    assert line.state(other) in ("suppressed", "failed")
    history = line.sql("SELECT state, source FROM consents")
    assert [tuple(row) for row in history] == [("stopped", "provider")]
    assert len(line.provider.offered) <= 2


def test_a_closed_account_stops_everything_and_pages_once(line: Wire) -> None:
    texts = [line.queue(f"text {n}") for n in range(3)]
    line.provider.how = lambda _: 20003
    line.send()
    line.after(minutes=1)
    line.send()
    assert {line.state(text) for text in texts} == {"queued"}
    assert line.tasks() == ["sending_stopped"]
    line.provider.how = lambda _: "take"
    line.send()
    assert bodies(line) == []
    resume_sending(line.deps, by="Bo")
    line.after(minutes=10)
    line.send()
    assert len(bodies(line)) == 3
    assert line.tasks() == []


def test_a_text_whose_lease_is_half_gone_does_not_leave_any_more(line: Wire) -> None:
    text = line.queue()
    line.hooks.doing = lambda name: line.after(seconds=16) if name == "before_post" else None
    line.send()
    assert line.provider.offered == []
    assert line.state(text) == "queued"


def test_one_slow_answer_keeps_no_other_text_from_leaving(line: Wire) -> None:
    line.queue("slow", to=FOX)
    slow, others = threading.Event(), threading.Event()
    right = line.provider.send

    def send(out: Outgoing, still_ours: object) -> ProviderMessage:
        if out.body == "slow":
            slow.set()
            assert others.wait(10), "the others waited for the slow one"
        else:
            others.set()
        return right(out, lambda: True)

    line.provider.send = send  # type: ignore[method-assign]
    worker = threading.Thread(target=send_outbox, args=(line.deps,), kwargs={"seconds": 10.0})
    worker.start()
    assert slow.wait(5)
    later = line.queue("decided while the first is on the wire")
    worker.join(timeout=15)
    assert line.state(later) == "accepted"


def test_texts_alike_to_one_phone_leave_one_after_the_other_in_one_drain(line: Wire) -> None:
    for _ in range(3):
        line.queue("Thank you!")
    send_outbox(line.deps, seconds=10.0)
    assert bodies(line) == 3 * ["Thank you!"]


def test_an_answer_after_the_lease_fills_in_what_is_still_empty(line: Wire) -> None:
    text, outcome = late(line)
    line.provider.taken[0].listed_after += timedelta(days=1)  # out of turn
    line.look_twice()
    assert line.state(text) == "queued"
    record(line.deps, [outcome])
    assert (line.state(text), line.row(text).provider_sid) == ("accepted", outcome.taken.sid)
    line.send()
    assert len(line.taken()) == 1
    assert line.tasks() == []


def test_a_second_sid_for_one_text_is_an_alarm(line: Wire) -> None:
    text, outcome = late(line)
    line.provider.taken[0].listed_after += timedelta(days=1)
    line.look_twice()
    line.send()
    for _ in range(2):
        record(line.deps, [outcome])
    assert line.row(text).provider_sid == line.taken()[1].sid
    assert line.tasks() == ["sent_twice"]


def test_a_second_attempt_under_way_does_not_hide_the_firsts_answer(line: Wire) -> None:
    text, first = late(line)
    line.provider.taken[0].listed_after += timedelta(days=1)
    line.look_twice()
    (again,), _ = claim(line.deps, 1)
    record(line.deps, [first])
    assert (line.state(text), line.row(text).provider_sid) == ("accepted", first.taken.sid)
    second = line.provider._take(
        Outgoing(DANA, again.body, again.from_number, None, f"https://x/{again.token}")
    )
    record(line.deps, [Outcome(again, second.shown(), None)])
    assert line.row(text).provider_sid == first.taken.sid
    assert line.tasks() == ["sent_twice"]


def test_a_refusal_after_the_lease_changes_nothing(line: Wire) -> None:
    from fieldcomm.messaging.gateway import NotSent

    text = line.queue()
    (one,), _ = claim(line.deps, 1)
    line.after(seconds=61)
    line.look()
    record(line.deps, [Outcome(one, None, NotSent("no"))])
    assert line.state(text) == "unknown"
