"""Two thousand households are told the same; what the provider holds is what we count."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from typing import Any

from journeys.town import Town, town
from sqlalchemy import text

from fieldcomm.services.broadcast_pages import Counts, read_broadcast
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.send_broadcast import (
    confirm_broadcast,
    pause_broadcast,
    resume_broadcast,
    stop_broadcast,
)
from fieldcomm.services.serve import serve

WORDS = "The roads are iced and our crews start at noon. You keep your place"
FIRST = 14040000000  # numbers nobody can have: the exchange begins with 0


def households(place: Town, n: int) -> None:
    """So many customers with one open job each, all of whom said we may text."""
    query = (
        "WITH n AS (SELECT generate_series(1, :n) AS i),"
        " c AS (INSERT INTO customers (name, address, timezone, created_at)"
        "  SELECT 'Household ' || i, i || ' Oak St, Atlanta', 'America/New_York', :at FROM n"
        "  RETURNING id, name, address),"
        " p AS (INSERT INTO phones (phone, consent, next_check_in_at)"
        "  SELECT '+' || (:first + i), 'given', :slot FROM n),"
        " k AS (INSERT INTO contacts (customer_id, name, phone, created_at)"
        "  SELECT id, name, '+' || (:first + CAST(split_part(name, ' ', 2) AS bigint)), :at FROM c"
        "  RETURNING id, customer_id)"
        " INSERT INTO jobs (code, customer_id, contact_id, summary, status, created_at, changed_at)"
        " SELECT 'K' || 2 + (id / 4056 % 8) || chr(CAST(65 + id / 156 % 26 AS int)) ||"
        " (2 + id / 26 % 6) || chr(CAST(65 + id % 26 AS int)), customer_id, id, 'drying', 'waiting',"
        " :at, :at FROM k"
    )
    with place.deps.engine.begin() as connection:
        now = place.now()
        given = {"n": n, "first": FIRST, "at": now, "slot": now + timedelta(hours=6, minutes=30)}
        connection.execute(text(query), given)


def confirmed(place: Town, n: int, **given: Any) -> int:
    usual: dict[str, Any] = {"words": WORDS, "words_es": "", "whom": {}, "by": "Ana"}
    made = save_draft(place.deps, **(usual | given))
    assert confirm_broadcast(place.deps, made, typed=str(n), role="dispatcher", by="Ana") == n
    return made


def counts(place: Town, made: int) -> Counts:
    page = read_broadcast(place.deps, made)
    assert page is not None
    return page.counts


def state(place: Town, made: int) -> str:
    return str(place.sql("SELECT state FROM broadcasts WHERE id = :id", id=made)[0].state)


def provider_has(place: Town) -> Counter[str]:
    """How often the provider took a text for each number, by its own books."""
    return Counter(entry["to"] for entry in place.twilio.ledger())


def work(place: Town, until: Any, seconds: float = 60.0) -> None:
    """Serve the queues, bit by bit, until something is so."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "never came to that"
        for queue in ("inbox", "due", "outbox"):
            serve(place.deps, queue, seconds=0.2)


def test_two_thousand_are_told_paused_in_the_middle_and_stopped_half_way(database_url: str) -> None:
    with town(database_url, delivered_after=0.0) as place:
        households(place, 2000)
        made = confirmed(place, 2000)
        work(place, lambda: counts(place, made).handed_over >= 400)
        assert len(place.sql("SELECT 1 FROM messages WHERE state IN ('queued', 'held')")) <= 750

        pause_broadcast(place.deps, made, by="Ana")
        work(place, lambda: counts(place, made).flying == 0)
        paused = counts(place, made)
        for _ in range(3):
            for queue in ("inbox", "due", "outbox"):
                serve(place.deps, queue, seconds=0.2)
        still = counts(place, made)
        assert still.handed_over == paused.handed_over == provider_has(place).total()
        assert 400 <= still.handed_over < 1200
        assert still.to_go == 2000 - still.handed_over

        resume_broadcast(place.deps, made, by="Ana")
        work(place, lambda: counts(place, made).handed_over >= 1000)
        stop_broadcast(place.deps, made, by="Ana")
        work(place, lambda: counts(place, made).flying == 0)
        place.settle()
        end = counts(place, made)
        took = provider_has(place)
        assert end.handed_over == took.total() == len(took)  # nobody twice
        assert end.handed_over + end.stopped == 2000
        assert (end.to_go, end.flying, end.failed, end.dropped) == (0, 0, 0, 0)
        assert end.delivered == end.handed_over
        assert 1000 <= end.handed_over < 1800
