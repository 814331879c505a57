"""Webhooks stored: once for ever, readable, the original beside it."""

from __future__ import annotations

import base64
import threading
from typing import Any

import pytest
from fixtures.wire import DANA, Wire
from sqlalchemy import event

from fieldcomm.services.receive import NotStored, receive_delivery, receive_text
from fieldcomm.store.engine import straight

SID = "SM" + 32 * "1"


def come(line: Wire, body: str = "hello", sid: str = SID) -> bool:
    return receive_text(line.deps, sid=sid, phone=DANA, params={"MessageSid": sid, "Body": body})


def params(line: Wire) -> dict[str, Any]:
    found: dict[str, Any] = line.sql("SELECT params FROM inbox")[0].params
    return found


def test_a_sid_counts_once_also_a_year_later(line: Wire) -> None:
    assert come(line)
    line.sql("DELETE FROM inbox")
    line.after(days=366)
    assert not come(line, "something else")
    assert line.sql("SELECT 1 FROM inbox") == []


def test_a_sid_counts_once_from_eight_threads_at_once(line: Wire) -> None:
    fresh: list[bool] = []
    gate = threading.Barrier(8)

    def replay() -> None:
        gate.wait()
        fresh.append(come(line))

    threads = [threading.Thread(target=replay) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(fresh) == [False] * 7 + [True]
    assert len(line.sql("SELECT 1 FROM inbox")) == 1


@pytest.mark.parametrize(
    ("wrote", "stored"),
    [
        ("nul \0 inside", "nul \ufffd inside"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("\udfff", "\ufffd"),
    ],
)
def test_what_postgresql_cannot_hold_is_readable_and_kept_as_it_came(
    line: Wire, wrote: str, stored: str
) -> None:
    come(line, wrote)
    assert params(line)["Body"] == stored
    raw = base64.b64decode(params(line)["Body_b64"])
    assert raw.decode("utf-8", "surrogatepass") == wrote


@pytest.mark.parametrize(
    "wrote", ["👍🏽", "👩\u200d👧", "\u202egnp.exe", "é\u0301", "", 10_000 * "x"]
)
def test_everything_else_is_kept_as_it_came(line: Wire, wrote: str) -> None:
    come(line, wrote)
    assert params(line) == {"MessageSid": SID, "Body": wrote}


def test_a_webhook_is_one_statement_and_one_transaction(line: Wire) -> None:
    come(line, sid="SM" + 32 * "0")
    # Autovacuum takes numbers too, now and then: not three times running.
    assert min(_spent(line, n) for n in range(3)) == 2


def _spent(line: Wire, n: int) -> int:
    """Transactions of a text and a report of a delivery."""
    before = committed(line)
    come(line, sid=f"SM{n + 1:032x}")
    receive_delivery(line.deps, sid=SID, token="t", params={"MessageStatus": "sent"})
    return committed(line) - before


def committed(line: Wire) -> int:
    """Transactions that wrote so far. The look itself writes nothing."""
    return int(line.sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS n")[0].n)


def test_without_a_table_it_is_not_acknowledged_and_says_nothing_of_the_text(line: Wire) -> None:
    line.sql("ALTER TABLE inbox RENAME TO gone")
    with pytest.raises(NotStored) as caught:
        come(line, "my number is +14045550199")
    assert "555" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_connections_older_than_the_server_are_replaced_without_a_lost_text(line: Wire) -> None:
    come(line)
    line.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND datname = current_database()"
    )
    assert come(line, sid="SM" + 32 * "2")


def test_it_rings_after_it_is_stored_and_not_for_a_repeat(line: Wire) -> None:
    from dataclasses import replace

    rung: list[int] = []
    stored = lambda _queue: rung.append(len(line.sql("SELECT 1 FROM inbox")))  # noqa: E731
    line.deps = replace(line.deps, ring=stored)
    come(line)
    come(line)
    assert rung == [1]


def test_it_never_waits_in_a_transaction(line: Wire) -> None:
    begun: list[object] = []
    event.listen(straight(line.deps.engine), "begin", begun.append)
    come(line)
    assert begun == []
