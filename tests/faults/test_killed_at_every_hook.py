"""kill -9, and SIGSTOP past the lease, around each commit and each network call, on real processes:
another one carries on, and who was frozen does no harm when it goes on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
import requests
from faults.fleet import Site, site, until
from faults.troubles import BROUGHT_BY_TIME, COMMITS, DANA, HEARD, HOOKS, Trouble, people_at_work
from fixtures.figures import Figure

from fieldcomm.services.due import look
from fieldcomm.services.hooks import Hook

EVERYBODY = ("web", "clock", "inbox", "due", "outbox")
ALL = (*HOOKS.items(), *COMMITS)
ROW = "Killed and frozen at every hook"
PAST_THE_LEASE = 4.0  # seconds; the lease is 3 here
Fault = Callable[[Site, Hook, Trouble], float]


@pytest.fixture
def place(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Site]:
    with site(database_url, redis_url, tmp_path) as made:
        made.sql("UPDATE senders SET segments_per_second = 10000")
        people_at_work(made)
        yield made


def others_run(place: Site, role: str) -> None:
    place.fleet.everybody(*(name for name in EVERYBODY if name != role))
    if role in place.fleet.pids:
        place.fleet.kill(role)


def strike(place: Site, hook: Hook, trouble: Trouble, how: str = "SIGKILL") -> set[int]:
    """A process starts that gets this signal at `hook`; and what makes it pass there happens. Returns
    the processes one of which has to get it."""
    role = trouble.role
    place.fleet.start(role, FAULT_HOOK=f"{hook}:{trouble.nth}:{how}")
    if role == "web":  # its worker; gunicorn starts another, to die again
        until(place.web_is_up, 20)
    running = place.fleet.running(role) if role == "web" else {place.fleet.pids[role]}
    with suppress(requests.RequestException):  # who knocks gets no answer
        trouble.happens(place)
    return running


def die_at(place: Site, hook: Hook, trouble: Trouble) -> float:
    """Returns when (monotonic) somebody had died at `hook`, and everybody ran again."""
    role = trouble.role
    others_run(place, role)
    running = strike(place, hook, trouble)
    until(lambda: running - place.fleet.running(role), 40, lambda: f"nobody died at {hook}")
    place.fleet.kill(role)
    place.fleet.everybody(*EVERYBODY)
    return time.monotonic()


def freeze_at(place: Site, hook: Hook, trouble: Trouble) -> float:
    """One stops at `hook`, and another of its role runs beside it, until the lease is over and it
    goes on. Returns when (monotonic)."""
    role = trouble.role
    others_run(place, role)
    strike(place, hook, trouble, "SIGSTOP")
    until(lambda: place.fleet.frozen(role), 40, lambda: f"nobody froze at {hook}")
    if role != "web":  # it has its port
        place.fleet.start(f"{role}.2")
    time.sleep(PAST_THE_LEASE)
    place.fleet.everybody(*EVERYBODY)
    return time.monotonic()


def quiet(place: Site, heard: int) -> bool:
    """Nothing is due, under way or still to be fetched."""
    return (
        not look(place.deps).heads
        and place.done()
        and len(place.inbound()) == heard
        and not place.sql("SELECT 1 FROM photos WHERE state <> 'kept'")
    )


def at_each(place: Site, fault: Fault, hooks: Iterable[tuple[Hook, Trouble]]) -> str:
    """Each time all of it is done in the end, and once. Returns what was counted, in words."""
    heard = times = 0
    slowest = 0.0
    for hook, trouble in hooks:
        began = fault(place, hook, trouble)
        heard += trouble.happens in HEARD
        until(partial(quiet, place, heard), 90, lambda: (look(place.deps).heads, place.busy()))
        took = time.monotonic() - began
        print(f"{hook} in {trouble.role} ({trouble.nth}): {took:.1f} s")
        times, slowest = times + 1, max(slowest, took)
        if f"{trouble.role}.2" in place.fleet.pids:
            place.fleet.kill(f"{trouble.role}.2")
        assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}, hook
        assert said_again(place) == [], hook
    assert place.sql("SELECT 1 FROM tasks WHERE kind IN ('sent_twice', 'unconfirmed')") == []
    return f"{times} in all: 0 lost, 0 twice, recovered within {slowest:.1f} s"


def said_again(place: Site) -> list[tuple[str, str]]:
    """What was decided twice goes out as two texts. Dana thanks us again and again, and hears the same."""
    times = Counter((entry["to"], entry["body"]) for entry in place.twilio.ledger())
    return [text for text, n in times.items() if n > 1 and text[0] != DANA]


def said(place: Site) -> set[tuple[str, str]]:
    """Which kind of text went to whom."""
    rows = place.sql("SELECT moment, phone FROM messages WHERE state IN ('sent', 'delivered')")
    return {(row.moment, row.phone) for row in rows}


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_another_process_carries_on_from_every_hook(place: Site, figure: Figure) -> None:
    figure(ROW, f"killed at {len(HOOKS)} hooks: {at_each(place, die_at, HOOKS.items())}")
    assert said(place) >= BROUGHT_BY_TIME


@pytest.mark.chaos
@pytest.mark.timeout(1800)
def test_another_process_carries_on_from_every_commit_of_each(place: Site, figure: Figure) -> None:
    figure(ROW, f"killed at more commits: {at_each(place, die_at, COMMITS)}")


@pytest.mark.chaos
@pytest.mark.timeout(1800)
def test_who_freezes_at_any_hook_does_no_harm_when_it_goes_on(place: Site, figure: Figure) -> None:
    figure(ROW, f"frozen at {len(HOOKS)} hooks and more commits: {at_each(place, freeze_at, ALL)}")
    assert said(place) >= BROUGHT_BY_TIME
