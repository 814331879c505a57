"""A number and its words go all the way through, errors included, and leave no trace in logs or Redis."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from faults.fleet import Site, site, until
from redis import Redis

CANARY = "+14045550177"
DIGITS = "5550177"
WORDS = "zanzibar heron"
EVERYBODY = ("web", "clock", "inbox", "due", "outbox")


@contextmanager
def listening(url: str) -> Iterator[Listener]:
    listener = Listener(url)
    try:
        yield listener
    finally:
        listener.stop()


class Listener:
    """Everything anybody tells Redis."""

    def __init__(self, url: str) -> None:
        self.heard: list[str] = []
        self._redis = Redis.from_url(url, socket_timeout=None)
        self._stop = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self._ready.wait(5)

    def _listen(self) -> None:
        with self._redis.monitor() as monitor:
            self._ready.set()
            while not self._stop.is_set():
                self.heard.append(str(monitor.connection.read_response()))

    def stop(self) -> None:
        self._stop.set()
        self._redis.ping()  # one more thing to hear
        self._thread.join(5)
        self._redis.close()


def troubles(place: Site) -> None:
    """A webhook the database refuses, a row it will not have, a provider that says no."""
    place.sql("ALTER TABLE inbox RENAME TO gone")
    place.twilio.text(CANARY, f"{WORDS} one")
    until(lambda: 503 in [w["answer"] for w in place.twilio.webhooks()], 20)
    time.sleep(1)  # and the workers and the clock trip over it too
    place.sql("ALTER TABLE gone RENAME TO inbox")
    place.sql(
        "ALTER TABLE messages ADD CONSTRAINT no_heron CHECK (body NOT LIKE '%heron two%') NOT VALID"
    )
    place.twilio.text(CANARY, f"{WORDS} two")
    until(lambda: place.sql("SELECT 1 FROM inbox WHERE tries > 0"), 20)
    place.sql("ALTER TABLE messages DROP CONSTRAINT no_heron")
    place.twilio.faults("refuse", code=21611, count=1)
    place.twilio.faults("html", count=1)
    place.twilio.faults("undelivered", code=30006, count=1)
    place.queue(CANARY, f"{WORDS} from us")
    place.queue(CANARY, f"{WORDS} again from us")


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_a_number_leaves_no_trace(database_url: str, redis_url: str, tmp_path: Path) -> None:
    with listening(redis_url) as listener, site(database_url, redis_url, tmp_path) as place:
        place.fleet.start(*EVERYBODY)
        until(place.web_is_up, 30)
        place.twilio.text(CANARY, f"hello, {WORDS}")
        troubles(place)
        until(lambda: not place.busy() and len(place.inbound()) >= 3, 60, place.busy)
        with Redis.from_url(redis_url) as redis:
            kept = [str(key) for key in redis.scan_iter()]
        said = place.fleet.log.read_text(errors="replace")
    assert "webhook_not_stored" in said
    assert "text_failed" in said
    told = "\n".join([*listener.heard, *kept])
    assert "EVAL" in told
    for trace in (DIGITS, "heron", "404-555", "%2B1404"):
        assert trace not in said, [line for line in said.splitlines() if trace in line][:5]
        assert trace not in told
