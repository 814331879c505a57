"""What becomes of the promise of a check-in that did not go out: let go, kept otherwise, or broken with the cause
of its own text, and not of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from fixtures.wire import DANA, TEN, Wire, wire

from fieldcomm.services.add_job import add_job
from fieldcomm.services.run_ladders import run_ladders

DUE = TEN + timedelta(minutes=30)
SID = {"provider_sid": "SM" + "1" * 32}


@contextmanager
def promised(database_url: str) -> Iterator[Wire]:
    with wire(database_url) as line:
        add_job(
            line.deps,
            customer_name="Dana Reed",
            customer_phone=DANA,
            address="14 Oak St",
            summary="kitchen drying",
        )
        line.sql("UPDATE promises SET due_at = :at, next_step_at = :at", at=DUE)
        yield line


def ended(line: Wire) -> tuple[str, str | None]:
    line.clock.move(timedelta(hours=1))
    run_ladders(line.deps)
    ((state, cause),) = line.sql("SELECT state, cause FROM promises WHERE kind = 'check_in'")
    return state, cause


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (None, "no check-in was made"),
        ("this promise", "the check-in was failed: no such number"),
    ],
)
def test_the_cause_is_of_the_text_that_was_to_keep_it(
    database_url: str, cause: str | None, said: str
) -> None:
    with promised(database_url) as line:
        line.queue(moment="check_in", state="suppressed", why="an earlier one")
        (promise,) = line.sql("SELECT id FROM promises WHERE kind = 'check_in'")
        if cause:
            about = {"cause_kind": "promise", "cause_id": promise.id}
            line.queue(moment="check_in", state="failed", why="no such number", **about)
        assert ended(line) == ("broken", said)


def test_a_landline_is_the_cause(database_url: str) -> None:
    with promised(database_url) as line:
        line.sql("UPDATE phones SET unreachable = 'landline' WHERE phone = :phone", phone=DANA)
        assert ended(line) == ("broken", "cannot be reached by text: landline")


def test_whoever_waits_no_more_is_owed_none(database_url: str) -> None:
    with promised(database_url) as line:
        line.sql("UPDATE jobs SET status = 'done', finished_at = :at", at=TEN)
        assert ended(line) == ("released", None)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ({"moment": "on_my_way", "priority": 2, "state": "delivered", **SID}, "kept"),
        ({"moment": "on_my_way", "priority": 2, "state": "suppressed"}, "broken"),
        ({"moment": "reply_ack", "priority": 1, "state": "delivered", **SID}, "broken"),
    ],
)
def test_a_text_about_the_visit_was_the_next_word_and_an_acknowledgement_was_not(
    database_url: str, text: dict[str, object], state: str
) -> None:
    with promised(database_url) as line:
        line.queue(created_at=TEN + timedelta(minutes=10), **text)
        assert ended(line)[0] == state


def test_a_text_after_its_time_was_not_in_time(database_url: str) -> None:
    with promised(database_url) as line:
        line.queue(
            created_at=DUE + timedelta(minutes=1),
            moment="on_my_way",
            priority=2,
            state="sent",
            **SID,
        )
        assert ended(line)[0] == "broken"
