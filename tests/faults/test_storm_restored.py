"""A storm's first day is backed up, lost for twenty minutes and restored: whoever hears the same words
again has just written to us. Every person in it goes on as if nothing had happened."""

from __future__ import annotations

import os
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from fieldcomm.local.backup.read import restore_backup
from fieldcomm.local.backup.write import write_backup
from fieldcomm.storm.options import FIRST_MORNING, Options
from fieldcomm.storm.play import Play
from fieldcomm.storm.provider import Taken

SEEDS = range(1, 1 + int(os.environ.get("RESTORE_SEEDS", "10")))
JUST = timedelta(minutes=2)


def lose(play: Play, span: timedelta) -> None:
    """Nobody works, and webhooks find nobody; people and provider go on."""
    report, bring = play.provider.report, play.provider.bring
    play.provider.report = lambda _taken, _status: None
    play.provider.bring = lambda _written: None
    end = play.clock.machine() + span
    while play.agenda.next_at is not None and play.agenda.next_at < end:
        play.clock.move(max(play.agenda.next_at - play.clock.machine(), timedelta()))
        play.agenda.do_until(play.clock.machine())
    play.clock.move(end - play.clock.machine())
    play.provider.report, play.provider.bring = report, bring


def again(play: Play, since: int) -> list[Taken]:
    """Texts from the `since`th on that had been sent in these words to this phone before, but for
    answers and for what a manager is told every hour."""
    ledger = play.provider.ledger
    before = {(t.text.to, t.text.body) for t in ledger[:since]}
    return [
        taken
        for taken in ledger[since:]
        if (taken.text.to, taken.text.body) in before
        and not taken.text.body.startswith("Still open")
        and not any(
            w.phone == taken.text.to and taken.at - JUST <= w.at <= taken.at
            for w in play.provider.written
        )
    ]


@pytest.mark.chaos
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_hears_the_same_again(database_url: str, tmp_path: Path, seed: int) -> None:
    play = Play(database_url, Options(customers=20, days=2, seed=seed))
    morning = FIRST_MORNING.astimezone(UTC)
    backed_up = morning + timedelta(hours=6 + seed % 5, minutes=13 * seed % 60)
    try:
        play.begin()
        play._until(backed_up, lambda: None)
        write_backup(database_url, tmp_path / "backup", tmp_path)
        play._until(backed_up + timedelta(hours=1 + seed % 4), lambda: None)
        lose(play, timedelta(minutes=20))
        play.deps.engine.dispose()
        sent = len(play.provider.ledger)
        restore_backup(database_url, tmp_path / "backup", play.clock.machine(), replace=True)
        play._until(play.clock.machine() + timedelta(hours=5), lambda: None)
        assert [(t.at, t.text.to, t.text.body) for t in again(play, sent)] == []
        (restore,) = play.world.rows("SELECT texts_out, texts_in, ended_by FROM restores")
        assert restore.ended_by == "the provider's list"
        print(f"seed {seed}: {restore.texts_out} texts out and {restore.texts_in} in were lost")
    finally:
        play.deps.engine.dispose()
