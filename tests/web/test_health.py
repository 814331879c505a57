"""`/healthz` is the process alone; `/readyz` means that the work gets done, and says what is in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from web.office import DANA, Office, office

from fieldcomm.local.postgres import start_postgres
from fieldcomm.local.redis import start_redis
from fieldcomm.services.big_pause import pull_big_pause
from fieldcomm.services.heartbeat import Pulse
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_text
from fieldcomm.store.migrate import upgrade
from fieldcomm.web import make_web
from fieldcomm.worker.bell import answers, connect
from fieldcomm.worker.clock_loop import ClockLoop


@pytest.fixture
def place(database_url: str) -> Iterator[Office]:
    with office(database_url) as made:
        ticks(made)
        yield made


def ticks(place: Office) -> None:
    Pulse(place.deps, "clock").beat()


def asked(place: Office) -> tuple[int, dict[str, Any]]:
    answer = place.browser().get("/readyz")
    assert answer.json["ready"] is (answer.status_code == 200)
    return answer.status_code, answer.json


def test_everything_at_work_is_ready(place: Office) -> None:
    status, said = asked(place)
    assert status == 200
    assert [said[name] for name in ("database", "schema", "clock", "inbox")] == ["ok"] * 4


def test_a_clocks_tick_is_what_counts(database_url: str) -> None:
    with office(database_url) as place:
        assert asked(place)[1]["clock"] == "has never ticked: start `fieldcomm clock`"
        with ClockLoop(replace(place.deps, gateway=None)) as clock:
            clock.tick()
        assert asked(place)[0] == 200
        place.clock.move(timedelta(seconds=61))
        status, said = asked(place)
        assert (status, said["clock"]) == (503, "has not ticked for 61 s")
        ticks(place)
        assert asked(place)[0] == 200


def test_a_text_nobody_reads_is_not_ready(place: Office) -> None:
    sid = "SM" + "1" * 32
    receive_text(place.deps, sid=sid, phone=DANA, params={"Body": "hello?"})
    place.clock.move(timedelta(minutes=5, seconds=1))
    ticks(place)
    status, said = asked(place)
    assert (status, said["inbox"]) == (503, "a text has been unread for 301 s")
    read_inbox(place.deps)
    assert asked(place)[0] == 200


def test_what_is_paused_on_purpose_is_no_alarm_and_says_why(place: Office) -> None:
    assert (asked(place)[1]["sending"], asked(place)[1]["paused"]) == (False, None)
    receive_text(place.deps, sid="SM" + "1" * 32, phone=DANA, params={"Body": "hello?"})
    pull_big_pause(place.deps, reason="Dana Reed complained", by="Ana Ruiz")
    status, said = asked(place)
    assert (status, said["paused"]) == (
        200,
        "by a person of the office, since 2026-01-13 17:00 UTC",
    )
    place.clock.move(timedelta(hours=1))
    at = place.clock.machine()
    place.sql("INSERT INTO restores (restored_at, look_at) VALUES (:at, :at)", at=at)
    ticks(place)
    status, said = asked(place)  # the text is of the backup: it waits for what we will find out
    assert (status, said["sending"]) == (200, False)
    assert said["paused"].startswith("since the restore of 2026-01-13 18:00 UTC: until")
    receive_text(place.deps, sid="SM" + "2" * 32, phone=DANA, params={"Body": "and now?"})
    place.clock.move(timedelta(minutes=5, seconds=1))
    ticks(place)
    assert asked(place)[1]["inbox"] == "a text has been unread for 301 s"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("0001", "older (0001) than this code"),
        ("9999", "newer (9999) than this code"),
    ],
)
def test_another_schema_is_not_ready(place: Office, number: str, says: str) -> None:
    with place.deps.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
    status, said = asked(place)
    assert status == 503
    assert said["schema"].startswith(says)


def test_a_database_nobody_set_up_is_not_ready(place: Office, empty_database_url: str) -> None:
    from fieldcomm.store.engine import make_engine

    engine = make_engine(empty_database_url, pool=1)
    app = make_web(replace(place.deps, engine=engine))
    answer = app.test_client().get("/readyz")
    engine.dispose()
    assert answer.status_code == 503
    assert answer.json["schema"] == "empty: run `fieldcomm db upgrade`"


def test_a_database_that_is_stopped_is_not_ready_and_the_process_is_alive(
    used_folder: Path,
) -> None:
    server = start_postgres(used_folder, fast=True)
    upgrade(server.url)
    with office(server.url) as place:
        ticks(place)
        assert asked(place)[0] == 200
        server.stop()
        status, said = asked(place)
        assert (status, said["database"]) == (503, "not reachable (OperationalError)")
        assert place.browser().get("/healthz").status_code == 200
        server = start_postgres(used_folder, fast=True)
        place.deps.engine.dispose()
        assert asked(place)[0] == 200
    server.stop()


def test_redis_away_is_ready_and_degraded(database_url: str, data_folder: Path) -> None:
    redis = start_redis(data_folder)
    with office(database_url) as place, connect(redis.url) as client:
        deps = replace(place.deps, redis_answers=partial(answers, client))
        place.app.extensions["fieldcomm"] = deps
        ticks(place)
        assert (asked(place)[1]["redis"], asked(place)[1]["degraded"]) == ("ok", False)
        client.config_set("min-replicas-to-write", 1)  # answers, and takes no bell
        assert asked(place)[1]["degraded"] is True
        redis.stop()
        status, said = asked(place)
        assert (status, said["degraded"]) == (200, True)
        assert said["redis"].startswith("away")
