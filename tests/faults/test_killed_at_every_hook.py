"""kill -9 between each commit and each network call, on real processes: another one carries on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from faults.fleet import Site, site, until

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
    "committed": ("inbox", a_text_of_theirs),
    "read": ("inbox", a_text_of_theirs),
    "delivery_recorded": ("inbox", a_text),
    "stored": ("web", a_text_of_theirs),
    "listed": ("due", an_answer_lost),
    "looked": ("due", an_answer_lost),
    "polled": ("clock", a_text_swallowed),
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
@pytest.mark.timeout(240)
def test_another_process_carries_on_from_every_hook(place: Site) -> None:
    heard = texts = 0
    for hook, (_, trouble) in HOOKS.items():
        heard += trouble in (a_text_of_theirs, a_text_swallowed)
        texts += trouble in (a_text, an_answer_lost)
        print(hook)
        die_at(place, hook, heard)
        until(partial(quiet, place, texts, heard), 60, place.busy)
        assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}, hook
    assert place.sql("SELECT 1 FROM tasks WHERE kind IN ('sent_twice', 'unconfirmed')") == []
