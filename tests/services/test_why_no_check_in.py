"""A check-in that never went out says why, and not what became of an earlier one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fixtures.wire import DANA, TEN, wire

from fieldcomm.services.add_job import add_job
from fieldcomm.services.run_ladders import run_ladders


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
    with wire(database_url) as line:
        add_job(
            line.deps,
            customer_name="Dana Reed",
            customer_phone=DANA,
            address="14 Oak St",
            summary="kitchen drying",
        )
        line.queue(moment="check_in", state="suppressed", why="an earlier one")
        (promise,) = line.sql("SELECT id FROM promises WHERE kind = 'check_in'")
        if cause:
            about = {"cause_kind": "promise", "cause_id": promise.id}
            line.queue(moment="check_in", state="failed", why="no such number", **about)
        line.sql("UPDATE promises SET due_at = :at, next_step_at = :at", at=TEN)
        line.clock.move(timedelta(hours=1))
        run_ladders(line.deps)
        (kept,) = line.sql("SELECT state, cause FROM promises WHERE id = :id", id=promise.id)
        assert tuple(kept) == ("broken", said)
