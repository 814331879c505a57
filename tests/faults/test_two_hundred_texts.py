"""Two hundred texts through a provider that drops answers, throttles, fails and lists late, with real
processes killed and frozen at random: each arrives once, by the local Twilio's own count."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

import pytest
from faults.fleet import Site, site, until

from fieldcomm.local.redis import start_redis

SEED = int(os.environ.get("FAULT_SEED", "20"))
ALL = ("web", "clock", "inbox", "due", "outbox.1", "outbox.2")
PHONES = [f"+140455501{n:02d}" for n in range(20, 40)]
WORDS = ("Yes?", "Thank you!", "We're on our way.")


def misbehave(place: Site) -> None:
    """What the provider does to calls, with what probability."""
    for kind, probability, how in (
        ("drop_answer", 0.2, {}),
        ("drop_request", 0.06, {}),
        ("throttle", 0.06, {}),
        ("server_error", 0.04, {}),
        ("server_error", 0.04, {"accepted": True}),
        ("html", 0.03, {"accepted": True}),
        ("html", 0.03, {}),
        ("slow", 0.05, {"ms": 1800}),
        ("early_callback", 0.1, {}),
        ("duplicate_callbacks", 0.2, {}),
        ("reorder_callbacks", 0.2, {}),
        ("lose_callbacks", 0.2, {}),
        ("list_lag", 1.0, {"seconds": 2.0}),
    ):
        place.twilio.faults(kind, probability=probability, **how)
    place.twilio.faults("server_error", on="list", probability=0.1)
    place.twilio.faults("server_error", on="fetch", probability=0.1)


def havoc(place: Site, dice: Random, seconds: float) -> dict[str, int]:
    """Kill and freeze whoever runs; the frozen wake up past their leases, the dead come back."""
    done = {"killed": 0, "frozen": 0}
    thaw: dict[str, float] = {}
    revive: dict[str, float] = {}
    end = time.monotonic() + seconds
    while (now := time.monotonic()) < end:
        for name in [name for name, at in thaw.items() if at <= now]:
            place.fleet.signal(name, signal.SIGCONT)
            del thaw[name]
        for name in [name for name, at in revive.items() if at <= now]:
            place.fleet.start(name)
            del revive[name]
        running = [name for name in ALL if name not in thaw and name not in revive]
        if running and dice.random() < 0.35:
            name = dice.choice(running)
            if dice.random() < 0.6:
                place.fleet.kill(name)
                revive[name] = now + dice.uniform(0.0, 1.5)
                done["killed"] += 1
            else:
                place.fleet.signal(name, signal.SIGSTOP)
                thaw[name] = now + dice.choice((0.3, 1.0, 4.5))
                done["frozen"] += 1
        time.sleep(0.1)
    return done


def write(place: Site, dice: Random, texts: int) -> None:
    for n in range(texts):
        body = dice.choice(WORDS) if n % 2 else f"Text {n} of this wave."
        place.queue(dice.choice(PHONES), body, priority=dice.randrange(5))


def run(place: Site, seed: int, trouble: list[object]) -> None:
    dice = Random(seed)
    place.fleet.start(*ALL)
    misbehave(place)
    sids = []
    for wave in range(4):
        write(place, dice, 50)
        sids += [place.twilio.text(dice.choice(PHONES), f"thanks {wave}{n}") for n in range(5)]
        done = havoc(place, dice, 5.0)
        assert sum(done.values())
        if trouble and wave % 2 == 0:
            trouble[wave // 2]()  # type: ignore[operator]
    place.twilio.clear_faults()
    place.fleet.everybody(*ALL)
    until(place.done, 150, place.busy)
    until(lambda: set(sids) <= set(place.inbound()), 30, lambda: set(sids) - set(place.inbound()))
    assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}
    assert sorted(place.inbound()) == sorted(sids)
    assert place.sql("SELECT kind FROM tasks WHERE kind = 'sent_twice'") == []


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_each_arrives_once(database_url: str, redis_url: str, tmp_path: Path) -> None:
    print(f"FAULT_SEED={SEED}")
    with site(database_url, redis_url, tmp_path, SEED) as place:
        run(place, SEED, [])


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_each_arrives_once_while_redis_dies_too(
    database_url: str, data_folder: Path, tmp_path: Path
) -> None:
    print(f"FAULT_SEED={SEED + 1}")
    redis = start_redis(data_folder)
    again: list[object] = []

    def die() -> None:
        redis.process.kill()
        redis.process.wait()

    with site(database_url, redis.url, tmp_path, SEED + 1) as place:
        try:
            run(place, SEED + 1, [die, lambda: again.append(start_redis(data_folder))])
        finally:
            for server in again:
                server.stop()  # type: ignore[attr-defined]
