"""The clock: rings, does itself what nobody serves, and is held up by nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from fixtures.wire import Wire, wire

from fieldcomm.clock import monotonic, sleep
from fieldcomm.services.timing import Timing
from fieldcomm.worker.clock_loop import ClockLoop

QUICK = Timing(unserved=timedelta(seconds=0.2), tick=timedelta(seconds=0.05))


@pytest.fixture
def line(database_url: str) -> Iterator[Wire]:
    with wire(database_url) as made:
        made.deps = replace(made.deps, timing=QUICK)
        yield made


def running(line: Wire) -> tuple[ClockLoop, threading.Event, threading.Thread]:
    loop, stop = ClockLoop(line.deps), threading.Event()
    thread = threading.Thread(target=loop.run, args=(stop.is_set,))
    thread.start()
    return loop, stop, thread


def soon(true: object, seconds: float = 10.0) -> None:
    end = monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert monotonic() < end, "it did not come to that"
        sleep(0.02)


def test_it_rings_for_what_waits_and_leaves_it_to_the_workers(line: Wire) -> None:
    rung: list[str] = []
    line.deps = replace(line.deps, ring=rung.append, timing=Timing())
    line.queue()
    line.texts("hello")
    rung.clear()
    with ClockLoop(line.deps) as loop:
        loop.tick()
        loop.tick()
    assert rung == ["inbox", "outbox"] * 2
    assert line.provider.taken == []


def test_what_nobody_serves_it_does_itself(line: Wire) -> None:
    _, stop, thread = running(line)
    try:
        line.queue()
        line.texts("hello?")
        soon(lambda: len(line.provider.taken) >= 2)  # the text, and the answer to theirs
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def impatient(line: Wire, asked: list[bool], redis_answers: bool) -> None:
    """Two hundred times less patient where no worker can hear a bell."""

    def ask() -> bool:
        asked.append(redis_answers)
        return redis_answers

    timing = replace(QUICK, unserved=timedelta(seconds=60), unheard=timedelta(seconds=0.3))
    line.deps = replace(line.deps, timing=timing, redis_answers=ask)


def test_without_redis_it_does_not_wait_for_workers_who_cannot_hear(line: Wire) -> None:
    impatient(line, [], redis_answers=False)
    _, stop, thread = running(line)
    try:
        line.queue()
        soon(lambda: line.provider.taken)
    finally:
        stop.set()
        thread.join(10)


def test_while_redis_answers_a_busy_worker_is_waited_for(line: Wire) -> None:
    asked: list[bool] = []
    impatient(line, asked, redis_answers=True)
    _, stop, thread = running(line)
    try:
        line.queue()
        soon(lambda: len(asked) >= 3)
    finally:
        stop.set()
        thread.join(10)
    assert line.provider.taken == []


def test_what_moves_on_by_itself_is_left_alone(line: Wire) -> None:
    with ClockLoop(line.deps) as loop:
        for _ in range(6):
            line.sql("DELETE FROM messages")
            line.queue()
            loop.tick()
            sleep(0.1)
    assert line.provider.taken == []


def test_a_provider_that_hangs_keeps_no_text_unread(line: Wire) -> None:
    hanging, free = threading.Event(), threading.Event()
    right = line.provider.send

    def send(out, still_ours):  # type: ignore[no-untyped-def]
        hanging.set()
        free.wait(20)
        return right(out, still_ours)

    line.provider.send = send  # type: ignore[method-assign]
    _, stop, thread = running(line)
    try:
        line.queue()
        assert hanging.wait(10)
        line.texts("I smell gas")
        soon(lambda: line.sql("SELECT 1 FROM inbox WHERE state = 'read'"))
    finally:
        free.set()
        stop.set()
        thread.join(15)


def test_after_a_database_outage_it_fetches_what_webhooks_could_not_store(line: Wire) -> None:
    _, stop, thread = running(line)
    try:
        soon(lambda: line.provider.lists)
        line.sql("ALTER TABLE company RENAME TO gone")
        sleep(0.3)
        line.provider.texted("anybody there?")
        line.sql("ALTER TABLE gone RENAME TO company")
        soon(lambda: line.sql("SELECT 1 FROM inbox"))
    finally:
        stop.set()
        thread.join(10)


def test_it_ends_within_a_slice_when_told_to(line: Wire) -> None:
    for n in range(5):
        line.queue(f"text {n}")
    _, stop, thread = running(line)
    sleep(0.3)
    began = monotonic()
    stop.set()
    thread.join(10)
    assert monotonic() - began < 5


def test_it_sleeps_until_the_next_thing_is_due(line: Wire) -> None:
    line.deps = replace(line.deps, timing=Timing())
    with ClockLoop(line.deps) as loop:
        assert loop.tick() == 5.0
        line.queue(state="held", not_before=line.clock.machine() + timedelta(seconds=2))
        assert loop.tick() == pytest.approx(2.0)


def test_it_sleeps_until_what_waits_has_waited_too_long(line: Wire) -> None:
    line.deps = replace(line.deps, timing=Timing(tick=timedelta(minutes=1)))
    line.queue()
    with ClockLoop(line.deps) as loop:
        assert 0.05 < loop.tick() <= 2.0  # workers who cannot hear
        sleep(2.1)
        loop.deps = replace(line.deps, redis_answers=lambda: True)
        assert 4.0 < loop.tick() <= 8.0  # busy ones


def test_an_answer_it_had_to_decide_itself_leaves_at_once(line: Wire) -> None:
    """Due, decided and sent within 15 seconds without Redis: the ten it waits count once."""
    line.texts("hello?")
    with ClockLoop(line.deps) as loop:
        loop._serve("inbox")
    assert len(line.provider.taken) == 1
