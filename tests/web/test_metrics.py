"""`/metrics`: what waits, how long texts took to leave, what became of promises; for us alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fixtures.wire import DANA, TEN, Wire, wire
from flask.testing import FlaskClient
from sqlalchemy import event, text
from web.office import office

from fieldcomm.services.heartbeat import Pulse
from fieldcomm.web import make_web

MINUTE = timedelta(minutes=1)


@pytest.fixture
def line(database_url: str) -> Iterator[Wire]:
    with wire(database_url, SECRET_KEY="a secret key for tests") as made:
        yield made


@pytest.fixture
def client(line: Wire) -> FlaskClient:
    return make_web(line.deps).test_client()


def scraped(client: FlaskClient, **given: Any) -> dict[str, float]:
    answer = client.get("/metrics", **given)
    assert answer.status_code == 200
    lines = (row.rpartition(" ") for row in answer.text.splitlines() if not row.startswith("#"))
    return {name.removeprefix("fieldcomm_"): float(value) for name, _, value in lines}


def promise(line: Wire, state: str, due: timedelta) -> None:
    line.sql(
        "INSERT INTO phones (phone) VALUES (:p) ON CONFLICT DO NOTHING",
        p=DANA,
    )
    line.sql(
        "INSERT INTO promises (kind, phone, words, due_at, state, cause, settled_at, created_at,"
        " stepped_to) VALUES ('callback', :p, 'a call', :due, :state, 'x', :settled, :due, :due)",
        p=DANA,
        due=TEN + due,
        state=state,
        settled=None if state == "open" else TEN,
    )


def test_how_long_texts_waited_for_their_turn_is_told_by_priority(
    line: Wire, client: FlaskClient
) -> None:
    for waited in (1, 2, 30):
        at = TEN - timedelta(seconds=waited)
        line.queue(f"after {waited}", queued_at=at, to=f"+140455501{50 + waited}")
    line.send()
    said = scraped(client)
    assert said['handed_over{priority="reply"}'] == 3
    assert said['hand_over_seconds{priority="reply",quantile="0.5"}'] == 2
    assert said['hand_over_seconds{priority="reply",quantile="1"}'] == 30
    line.after(minutes=16)
    assert not [name for name in scraped(client) if name.startswith("hand")]


def test_what_waits_is_told_with_the_age_of_the_oldest(line: Wire, client: FlaskClient) -> None:
    line.texts("hello?")
    line.queue("a check-in", priority=3, queued_at=TEN)
    line.queue("for tonight", state="held", not_before=TEN + 600 * MINUTE)
    line.after(minutes=7)
    said = scraped(client)
    assert said['inbox_unread{kind="text"}'] == 1
    assert said['inbox_oldest_seconds{kind="text"}'] == 420
    assert said['inbox_unread{kind="delivery"}'] == 0
    assert said['outbox{priority="check_in",state="queued"}'] == 1
    assert said['outbox_oldest_seconds{priority="check_in",state="queued"}'] == 420
    assert said['outbox{priority="reply",state="held"}'] == 1
    assert said['behind_seconds{part="unread"}'] == 420


def test_promises_are_told_by_what_became_of_them(line: Wire, client: FlaskClient) -> None:
    for state, due in (
        ("open", 10),
        ("open", -5),
        ("kept", -30),
        ("kept_late", -40),
        ("broken", -50),
        ("broken", -60 * 25),
    ):
        promise(line, state, due * MINUTE)
    said = scraped(client)
    assert said['promises_open{kind="callback"}'] == 2
    assert said['promises_late{kind="callback"}'] == 1
    for state in ("open", "kept", "kept_late", "broken"):
        assert said[f'promises_due_24h{{kind="callback",state="{state}"}}'] == 1


def test_what_the_provider_refused_is_told_by_its_code(line: Wire, client: FlaskClient) -> None:
    line.provider.how = lambda _text: 21211
    line.queue()
    line.send()
    assert scraped(client)['provider_errors{code="21211"}'] == 1
    line.after(minutes=61)
    assert 'provider_errors{code="21211"}' not in scraped(client)


def test_a_number_the_provider_refuses_and_a_pause_are_told(
    line: Wire, client: FlaskClient
) -> None:
    assert (scraped(client)["senders_paused"], scraped(client)["paused"]) == (0, 0)
    line.provider.how = lambda _text: 20003
    line.queue()
    line.send()
    line.sql("UPDATE company SET paused = true")
    assert (scraped(client)["senders_paused"], scraped(client)["paused"]) == (1, 1)


def test_since_when_a_restore_is_looked_into_is_told_and_nothing_of_it_is_late(
    line: Wire, client: FlaskClient
) -> None:
    line.sql("INSERT INTO phones (phone, next_check_in_at) VALUES (:p, :at)", p=DANA, at=TEN)
    line.queue("an answer", queued_at=TEN)
    line.after(minutes=30)
    late = scraped(client)
    assert late["check_ins_late_seconds"] == 1800
    assert late['behind_seconds{part="texts"}'] == 1800
    assert "restoring_seconds" not in late
    at = line.clock.machine()
    line.sql("INSERT INTO restores (restored_at, look_at) VALUES (:at, :at)", at=at)
    line.after(minutes=2)
    found = scraped(client)
    assert (found["restoring_seconds"], found["check_ins_late_seconds"]) == (120, 0)
    assert [name for name in found if name.startswith("behind")] == []


def test_who_was_last_seen_at_work_is_told(line: Wire, client: FlaskClient) -> None:
    Pulse(line.deps, "clock").beat()
    line.after(seconds=40)
    Pulse(line.deps, "worker-due").beat()
    said = scraped(client)
    assert said['last_seen_seconds{process="clock"}'] == 40
    assert said['last_seen_seconds{process="worker-due"}'] == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "status"),
    [
        ("127.0.0.1", None, 200),
        ("10.1.2.3", None, 200),
        ("10.1.2.3", "10.9.9.9", 200),
        ("8.8.8.8", None, 404),
        ("127.0.0.1", "8.8.8.8", 404),
        ("10.1.2.3", "10.9.9.9, 8.8.8.8", 404),
        ("8.8.8.8", "10.9.9.9", 404),
    ],
)
def test_only_our_own_network_may_read_it(
    client: FlaskClient, peer: str, forwarded: str | None, status: int
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.get("/metrics", environ_overrides={"REMOTE_ADDR": peer}, headers=headers)
    assert answer.status_code == status


def test_it_names_nobody(database_url: str) -> None:
    with office(database_url) as place:
        place.job(customer_name="Canary Quincy", address="99 Canary Ct, Atlanta")
        page = place.app.test_client().get("/metrics").text
    assert 'promises_open{kind="' in page
    assert not re.search(r"[Cc]anary|Quincy|Luis|Ana|555|kitchen", page)


HISTORY = """
WITH made AS (
 INSERT INTO messages (direction, state, phone, moment, body, segments, priority, provider_sid,
  created_at, queued_at, sent_at, accepted_at)
 SELECT 'out', 'delivered', :p, 'check_in', 'Nothing new, and we have not forgotten you.', 1, 3,
  'SM' || lpad(to_hex(:from_ + n), 32, '0'), at, at, at, at
 FROM generate_series(1, :n) n, LATERAL (SELECT CAST(:at AS timestamptz) + n * interval '1 s' AS at) t
 RETURNING id, provider_sid, created_at),
texts AS (
 INSERT INTO attempts (token, message_id, number, started_at, provider_sid)
 SELECT provider_sid, id, 1, created_at, provider_sid FROM made),
promises AS (
 INSERT INTO promises (kind, phone, words, due_at, state, settled_at, created_at, stepped_to)
 SELECT 'check_in', :p, 'Next word', created_at, 'kept', created_at, created_at, created_at FROM made)
INSERT INTO inbox (kind, sid, phone, params, received_at, arrived_at, state)
 SELECT 'text', provider_sid, :p, '{}', created_at, created_at, 'read' FROM made
"""
QUEUES = ("messages", "promises", "inbox", "attempts", "phones", "tasks")


def history(line: Wire, start: int, rows: int) -> None:
    """Texts of weeks ago, all done with, and the tables as autovacuum leaves them."""
    at = TEN - timedelta(days=30) + timedelta(seconds=start)
    line.sql("INSERT INTO phones (phone) VALUES (:p) ON CONFLICT DO NOTHING", p=DANA)
    line.sql(HISTORY, p=DANA, n=rows, from_=start, at=at)
    with line.deps.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as database:
        database.exec_driver_sql(f"VACUUM (ANALYZE) {', '.join(QUEUES)}")


def cost(line: Wire, client: FlaskClient) -> tuple[int, int]:
    """Statements of one scrape, and the pages they touch once plans are made."""
    said: list[tuple[str, Any]] = []

    def hear(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, _many: bool) -> None:
        said.append((statement, given))

    event.listen(line.deps.engine, "before_cursor_execute", hear)
    scraped(client)
    event.remove(line.deps.engine, "before_cursor_execute", hear)
    with line.deps.engine.connect() as database:
        found = []
        for _ in range(2):
            found = [
                database.exec_driver_sql(
                    f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", given or ()
                ).scalar()
                for statement, given in said
            ]
        database.execute(text("ROLLBACK"))
    plans = [json.loads(one) if isinstance(one, str) else one for one in found]
    pages = sum(
        p[0]["Plan"]["Shared Hit Blocks"] + p[0]["Plan"]["Shared Read Blocks"] for p in plans
    )
    return len(said), pages


def test_what_it_costs_does_not_grow_with_history(line: Wire, client: FlaskClient) -> None:
    history(line, 1, 4_000)
    statements, few = cost(line, client)
    history(line, 4_001, 36_000)
    _, many = cost(line, client)
    assert statements <= 20
    assert many <= few + 40, (few, many)
    assert many <= 150, many
