"""fieldcomm watches itself, on a real database and a clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fixtures.wire import DANA, FOX, TEN, Wire, wire

from fieldcomm.services import people
from fieldcomm.services.big_pause import end_big_pause, pull_big_pause
from fieldcomm.services.heartbeat import Pulse
from fieldcomm.services.release_held import release_held
from fieldcomm.services.restored.settle import settle_lost_time
from fieldcomm.services.tasks import settle_task
from fieldcomm.services.watch import Deputy, Watch

BO, ANA = "+14045550111", "+14045550112"


@pytest.fixture
def line(database_url: str) -> Iterator[Wire]:
    """Bo, a manager, and Ana are on call; our number sends one segment a second."""
    with wire(database_url, SEGMENTS_PER_SECOND="1") as made:
        given: dict[str, Any] = {"on_call": True}
        people.add_user(
            made.deps, email="bo@example.com", role="manager", name="Bo Lind", phone=BO, **given
        )
        people.add_user(
            made.deps, email="ana@example.com", role="dispatcher", name="Ana", phone=ANA, **given
        )
        yield made


@pytest.fixture
def watch(line: Wire) -> Watch:
    return Watch(line.deps)


def passes(line: Wire, watch: Watch, ticking: Pulse | None = None, **span: float) -> None:
    """Time passes, and the clock looks every twenty seconds."""
    end = line.clock.machine() + timedelta(**span)
    while line.clock.machine() < end:
        line.after(seconds=20)
        if ticking is not None:
            ticking.beat()
        watch.look()


def alerts(line: Wire) -> list[tuple[str, str]]:
    rows = line.sql("SELECT phone, body FROM messages WHERE moment = 'behind' ORDER BY id")
    return [(row.phone, row.body) for row in rows]


def due(line: Wire, minutes: float) -> None:
    """A check-in fell due so long ago, and nobody looked at it."""
    line.sql("INSERT INTO phones (phone) VALUES (:p) ON CONFLICT DO NOTHING", p=DANA)
    at = line.clock.machine() - timedelta(minutes=minutes)
    line.sql("UPDATE phones SET next_check_in_at = :at WHERE phone = :p", at=at, p=DANA)


def test_check_ins_nobody_decides_alert_the_manager_on_call_once(line: Wire, watch: Watch) -> None:
    due(line, 19)
    passes(line, watch, minutes=5)
    assert alerts(line) == [
        (
            BO,
            "We're falling behind: check-ins are 20 min late. Please get whoever runs fieldcomm to"
            " look now, and call where it can't wait.",
        )
    ]
    assert line.tasks() == ["behind"]
    [task] = line.sql("SELECT words FROM tasks")
    assert task.words == "Check-ins are 24 min late"  # as it is by now


def test_it_overtakes_whatever_else_waits_to_leave(line: Wire, watch: Watch) -> None:
    line.queue("an answer", priority=1)
    due(line, 10)
    passes(line, watch, minutes=2)
    line.send(seconds=0.1)
    assert line.provider.taken[0].text.to == BO


def test_while_it_lasts_the_next_on_call_hears_and_then_the_first_again(
    line: Wire, watch: Watch
) -> None:
    due(line, 10)
    passes(line, watch, hours=2)
    assert [to for to, _ in alerts(line)] == [BO, ANA, BO]


def test_once_caught_up_everybody_alerted_hears_it_and_the_board_is_clear(
    line: Wire, watch: Watch
) -> None:
    due(line, 10)
    passes(line, watch, minutes=35)
    line.send(seconds=0.1)
    line.sql("UPDATE phones SET next_check_in_at = NULL")
    passes(line, watch, minutes=5)
    over = [to for to, body in alerts(line) if body.startswith("All caught up")]
    assert sorted(over) == [BO, ANA]
    assert line.tasks() == []
    due(line, 10)
    passes(line, watch, minutes=2)
    assert alerts(line)[-1][1].startswith("We're falling behind")  # another episode


def test_a_person_who_settles_it_is_left_alone_for_an_hour(line: Wire, watch: Watch) -> None:
    due(line, 10)
    passes(line, watch, minutes=2)
    [task] = line.sql("SELECT id FROM tasks")
    settle_task(line.deps, task.id, by="Bo Lind")
    passes(line, watch, minutes=55)
    assert len(alerts(line)) == 1
    passes(line, watch, minutes=10)
    assert len(alerts(line)) == 2


def test_a_text_nobody_reads_is_told_and_one_just_read_is_not(line: Wire, watch: Watch) -> None:
    line.texts("hello?")
    passes(line, watch, minutes=5)
    assert alerts(line) == []
    passes(line, watch, minutes=2)
    assert "texts to us have been unread for" in alerts(line)[0][1]


def test_texts_the_provider_never_takes_are_told(line: Wire, watch: Watch) -> None:
    line.provider.how = lambda _text: "not_sent"
    line.queue("an answer", queued_at=TEN)
    for _ in range(10):
        line.send(seconds=0.1)
        passes(line, watch, minutes=1)
    assert [to for to, _ in alerts(line)] == [BO]
    assert "our texts leave" in alerts(line)[0][1]


def test_texts_that_wait_for_the_pace_of_a_busy_number_are_not(line: Wire, watch: Watch) -> None:
    for n in range(60):
        line.queue(f"answer {n}", to=f"+140455501{n:02d}", segments=10, queued_at=TEN)
    for _ in range(55):
        line.after(seconds=10)
        line.send(seconds=0.0001)
        watch.look()
    assert 50 < len(line.provider.taken) < 60  # the last have waited for nine minutes
    assert alerts(line) == []


def test_a_wave_our_number_cannot_send_in_time_is_told_before_it_is_late(
    line: Wire, watch: Watch
) -> None:
    ends = TEN + timedelta(minutes=5)
    line.sql("INSERT INTO phones (phone) VALUES (:p)", p=FOX)
    line.sql(
        "INSERT INTO messages (direction, state, phone, moment, body, segments, priority,"
        " created_at, queued_at, expires_at) SELECT 'out', 'queued', :p, 'check_in', 'word ' || n,"
        " 2, 3, :at, :at, :ends FROM generate_series(1, 600) n",
        p=FOX,
        at=TEN,
        ends=ends,
    )
    passes(line, watch, minutes=2)
    [(to, body)] = alerts(line)
    assert to == BO
    assert "check-ins are 16 min late. Our number can't send any faster" in body


def test_nothing_is_told_while_sending_is_paused_on_purpose_nor_right_after(
    line: Wire, watch: Watch
) -> None:
    pull_big_pause(line.deps, reason="wrong price in the last text", by="Bo Lind")
    line.queue("an answer", queued_at=TEN)
    passes(line, watch, minutes=40)
    end_big_pause(line.deps)
    passes(line, watch, minutes=4)
    assert alerts(line) == []
    passes(line, watch, minutes=4)  # and nobody sends it
    assert len(alerts(line)) == 1


def test_nothing_is_told_while_a_restore_is_looked_into_nor_right_after(
    line: Wire, watch: Watch
) -> None:
    due(line, minutes=200)
    line.queue("an answer", queued_at=TEN)
    line.after(minutes=90)
    at = line.clock.machine()
    line.sql("INSERT INTO restores (restored_at, look_at) VALUES (:at, :at)", at=at)
    passes(line, watch, minutes=40)
    assert alerts(line) == []
    line.queue("another", queued_at=TEN)
    settle_lost_time(line.deps, [])
    line.sql("UPDATE phones SET next_check_in_at = NULL")
    passes(line, watch, minutes=4)
    assert alerts(line) == []


def test_a_text_held_all_night_has_not_been_late_all_night(line: Wire, watch: Watch) -> None:
    id_ = line.queue("an answer", state="held", not_before=TEN + timedelta(minutes=30))
    line.after(minutes=30, seconds=1)
    release_held(line.deps)
    assert line.state(id_) == "queued"
    passes(line, watch, minutes=3)
    assert alerts(line) == []


def test_a_clock_moved_over_a_slot_tells_nobody(line: Wire, watch: Watch) -> None:
    due(line, 0)
    watch.look()
    line.sql("UPDATE company SET clock_offset_ms = clock_offset_ms + 8 * 3600 * 1000")
    passes(line, watch, seconds=40)  # the workers are at it
    line.sql("UPDATE phones SET next_check_in_at = NULL")
    passes(line, watch, minutes=5)
    assert alerts(line) == []


def test_without_anybody_to_text_it_stands_on_the_board(line: Wire, watch: Watch) -> None:
    line.sql("UPDATE users SET phone = NULL, on_call = false")
    due(line, 10)
    passes(line, watch, minutes=2)
    assert alerts(line) == []
    assert line.tasks() == ["behind"]


def test_two_clocks_tell_it_once(line: Wire, watch: Watch) -> None:
    other = Watch(line.deps)
    due(line, 10)
    for _ in range(9):
        line.after(seconds=20)
        watch.look()
        other.look()
    assert len(alerts(line)) == 1
    line.sql("UPDATE phones SET next_check_in_at = NULL")
    for _ in range(9):
        line.after(seconds=20)
        other.look()
        watch.look()
    assert len(alerts(line)) == 2
    due(line, 10)
    for _ in range(9):
        line.after(seconds=20)
        other.look()
        watch.look()
    assert len(alerts(line)) == 3  # what one clock settled, the other does not take for a person


def test_a_clock_that_has_stopped_is_told_by_a_worker(line: Wire) -> None:
    deputy, pulse = Deputy(line.deps), Pulse(line.deps, "clock")
    pulse.beat()
    for _ in range(5):
        line.after(seconds=45)
        deputy.look()
    [(to, body)] = alerts(line)
    assert to == BO
    assert "the clock stopped 4 min ago" in body
    pulse.beat()
    for _ in range(10):  # it is back, and the rest is its own business
        line.after(seconds=5)
        deputy.look()
    assert line.tasks() == ["behind"]
    line.send(seconds=0.1)
    passes(line, Watch(line.deps), minutes=3, ticking=pulse)
    assert line.tasks() == []


def test_a_worker_leaves_the_watch_to_a_clock_that_ticks(line: Wire) -> None:
    deputy, pulse = Deputy(line.deps), Pulse(line.deps, "clock")
    due(line, 10)
    for _ in range(10):
        line.after(seconds=45)
        pulse.beat()
        deputy.look()
    assert alerts(line) == []
