"""Backed up while everything runs, killed, restored, started again: by the local Twilio's own count
nothing goes out twice, and nobody is answered a second time."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from faults.fleet import Site, site, until

from fieldcomm.clock import SystemClock
from fieldcomm.local.backup.read import restore_backup
from fieldcomm.local.backup.write import write_backup

ALL = ("web", "clock", "inbox", "due", "outbox.1", "outbox.2")
PHONES = [f"+140455501{n:02d}" for n in range(20, 40)]
STRANGERS = [f"+140455501{n:02d}" for n in range(40, 46)]


def queue(place: Site, wave: str, n: int) -> set[tuple[str, str]]:
    texts = {(PHONES[i % len(PHONES)], f"Text {i} of wave {wave}.") for i in range(n)}
    for phone, body in sorted(texts):
        place.queue(phone, body)
    return texts


def taken(place: Site) -> Counter[tuple[str, str]]:
    return Counter((entry["to"], entry["body"]) for entry in place.twilio.ledger())


def is_settled(place: Site) -> bool:
    return not place.sql("SELECT 1 FROM restores WHERE ended_at IS NULL") and not place.busy()


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_nothing_goes_out_twice_and_nobody_is_answered_again(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    with site(database_url, redis_url, tmp_path) as place:
        place.twilio.faults("list_lag", probability=1.0, seconds=2.0)
        place.twilio.faults("drop_answer", probability=0.2)
        place.fleet.start(*ALL)
        until(place.web_is_up, 30)
        held = queue(place, "before", 120)
        time.sleep(0.5)
        write_backup(database_url, file, tmp_path)  # in the middle of the wave
        queue(place, "after", 40)
        for phone in STRANGERS:
            place.twilio.text(phone, "is anybody there?")
        place.twilio.text(PHONES[0], "STOP")
        until(lambda: set(STRANGERS) <= {to for to, _ in taken(place)}, 60, place.busy)
        for name in ALL:
            place.fleet.kill(name)
        place.deps.engine.dispose()
        place.twilio.text(PHONES[1], "stop texting me please")  # nobody is there to hear it
        restore_backup(database_url, file, SystemClock().machine(), replace=True)
        place.twilio.clear_faults()
        place.fleet.start(*ALL)
        until(lambda: is_settled(place), 120, place.busy)
        after = taken(place)
        found = place.sql("SELECT texts_out, texts_in FROM restores")
        print(f"{found[0].texts_out} texts out and {found[0].texts_in} in were found in the list")
        assert found[0].texts_out > len(STRANGERS)
        assert [text for text, n in after.items() if n > 1] == []
        assert held - set(after) <= {t for t in held if t[0] in PHONES[:2]}  # who opted out
        answers = {to: sum(n for (t, _), n in after.items() if t == to) for to in STRANGERS}
        assert answers == dict.fromkeys(STRANGERS, 1)
        stopped = place.sql("SELECT phone FROM phones WHERE consent = 'stopped' ORDER BY phone")
        assert [row.phone for row in stopped] == PHONES[:2]
