"""kill -9, and SIGSTOP past the lease, around each commit and each network call, on real processes:
another one carries on, and who was frozen does no harm when it goes on."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from faults.fleet import Site, site, until
from fixtures.figures import Figure

DANA = "+14045550123"
EVERYBODY = ("web", "clock", "inbox", "due", "outbox")


@pytest.fixture
def place(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Site]:
    with site(database_url, redis_url, tmp_path) as made:
        made.sql("UPDATE senders SET segments_per_second = 10000")
        yield made


def a_text(place: Site) -> None:
    place.queue(DANA, f"Text {len(place.twilio.ledger())}.")


def an_answer_lost(place: Site) -> None:
    place.twilio.faults("drop_answer", count=1)
    place.twilio.faults("lose_callbacks", count=1)
    a_text(place)


def reports_lost(place: Site) -> None:
    """Accepted, and never a word of it: it has to be asked for."""
    place.twilio.faults("lose_callbacks", count=2)
    a_text(place)


def a_text_swallowed(place: Site) -> None:
    place.fleet.kill("web")
    place.twilio.text(DANA, "thanks")


def a_text_of_theirs(place: Site) -> None:
    place.twilio.text(DANA, "thanks")


HOOKS: dict[str, tuple[str, Callable[[Site], None]]] = {
    "attempting": ("outbox", a_text),
    "before_post": ("outbox", a_text),
    "after_post": ("outbox", a_text),
    "recorded": ("outbox", a_text),
    "committing": ("inbox", a_text_of_theirs),
    "committed": ("inbox", a_text_of_theirs),
    "read": ("inbox", a_text_of_theirs),
    "delivery_recorded": ("inbox", a_text),
    "storing": ("web", a_text_of_theirs),
    "stored": ("web", a_text_of_theirs),
    "listed": ("due", an_answer_lost),
    "before_list": ("due", an_answer_lost),
    "looked": ("due", an_answer_lost),
    "before_fetch": ("due", reports_lost),
    "fetched": ("due", reports_lost),
    "before_poll": ("clock", a_text_swallowed),
    "poll_listed": ("clock", a_text_swallowed),
    "polled": ("clock", a_text_swallowed),
    "poll_marked": ("clock", a_text_swallowed),
}


def quiet(place: Site, texts: int, heard: int) -> bool:
    return (
        place.done()
        and len(place.inbound()) == heard
        and len(place.sql("SELECT 1 FROM messages WHERE direction = 'out'")) >= texts
    )


def die_at(place: Site, hook: str, heard: int) -> None:
    """One process kills itself at `hook`; then `heard` texts have come in for all that."""
    role, trouble = HOOKS[hook]
    place.fleet.everybody(*(name for name in EVERYBODY if name != role))
    if role in place.fleet.pids:
        place.fleet.kill(role)
    place.fleet.start(role, FAULT_HOOK=f"{hook}:1")
    trouble(place)
    if role == "web":  # its worker dies; gunicorn starts another, to die again
        until(lambda: len(place.inbound()) == heard, 40)
        place.fleet.kill("web")
    else:
        until(lambda: not place.fleet.alive(role), 40, lambda: "nobody died")
    place.fleet.everybody(*EVERYBODY)


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_another_process_carries_on_from_every_hook(place: Site) -> None:
    heard = texts = 0
    for hook, (_, trouble) in HOOKS.items():
        heard += trouble in (a_text_of_theirs, a_text_swallowed)
        texts += trouble in (a_text, an_answer_lost, reports_lost)
        print(hook)
        die_at(place, hook, heard)
        until(partial(quiet, place, texts, heard), 60, place.busy)
        assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}, hook
    assert place.sql("SELECT 1 FROM tasks WHERE kind IN ('sent_twice', 'unconfirmed')") == []


PAST_THE_LEASE = 4.0  # seconds; the lease is 3 here


def freeze_at(place: Site, hook: str) -> str:
    """One process stops itself at `hook`, and another of its role runs beside it. Returns its name."""
    role, trouble = HOOKS[hook]
    place.fleet.everybody(*(name for name in EVERYBODY if name != role))
    if role in place.fleet.pids:
        place.fleet.kill(role)
    place.fleet.start(role, FAULT_HOOK=f"{hook}:1:SIGSTOP")
    if role == "web":
        until(place.web_is_up, 20)
    trouble(place)
    until(lambda: place.fleet.frozen(role), 40, lambda: "nobody froze")
    if role != "web":  # it has its port
        place.fleet.start(f"{role}.2")
    return role


@pytest.mark.chaos
@pytest.mark.timeout(1800)
def test_who_freezes_at_any_hook_does_no_harm_when_it_goes_on(place: Site, figure: Figure) -> None:
    heard = texts = 0
    slowest = 0.0
    for hook, (_, trouble) in HOOKS.items():
        heard += trouble in (a_text_of_theirs, a_text_swallowed)
        texts += trouble in (a_text, an_answer_lost, reports_lost)
        print(hook)
        role = freeze_at(place, hook)
        time.sleep(PAST_THE_LEASE)
        began = time.monotonic()
        place.fleet.signal(role, signal.SIGCONT)
        place.fleet.everybody(*EVERYBODY)
        until(partial(quiet, place, texts, heard), 90, place.busy)
        slowest = max(slowest, time.monotonic() - began)
        if role != "web":
            place.fleet.kill(f"{role}.2")
        assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}, hook
    assert place.sql("SELECT 1 FROM tasks WHERE kind IN ('sent_twice', 'unconfirmed')") == []
    figure("Frozen at every hook", f"{len(HOOKS)} hooks: 0 lost, 0 twice, {slowest:.0f} s at most")
