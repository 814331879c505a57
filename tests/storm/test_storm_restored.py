"""A storm's first day is backed up, lost for twenty minutes and restored: whoever hears the same words
again has just written to us. Every person in it goes on as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from fixtures.figures import Figure, sizes

from fieldcomm.local.backup.read import restore_backup
from fieldcomm.local.backup.write import write_backup
from fieldcomm.storm.ground import Ground
from fieldcomm.storm.options import Options
from fieldcomm.storm.play import Play
from fieldcomm.storm.provider import Taken

JUST = timedelta(minutes=2)


def lose(play: Play, span: timedelta) -> None:
    """Nobody works, and webhooks find nobody; people and provider go on."""
    report, bring = play.provider.report, play.provider.bring
    play.provider.report = lambda _taken, _status: None
    play.provider.bring = lambda _written: False
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


@contextmanager
def two_days(ground: Ground, options: Options) -> Iterator[Play]:
    play = Play(ground.fresh(), options)
    try:
        play.begin()
        yield play
    finally:
        play.lives.end()


def never() -> bool:
    return False


def lost_by_restoring(play: Play, folder: Path) -> tuple[int, int]:
    """When the backup is made, and how old it is in the end, follow from the seed. Returns how many
    texts out and in were lost with what came after it."""
    seed, database_url = play.options.seed, play.deps.config.database_url
    assert database_url
    backup = folder / f"backup {seed}"
    backed_up = play.clock.machine() + timedelta(hours=6 + seed % 5, minutes=13 * seed % 60)
    play._until(backed_up, never)
    write_backup(database_url, backup, folder)
    play._until(backed_up + timedelta(hours=1 + seed % 4), never)
    lose(play, timedelta(minutes=20))
    play.deps.engine.dispose()
    sent = len(play.provider.ledger)
    restore_backup(database_url, backup, play.clock.machine(), replace=True)
    play._until(play.clock.machine() + timedelta(hours=5), never)
    assert [(t.at, t.text.to, t.text.body) for t in again(play, sent)] == [], f"seed {seed}"
    (restore,) = play.world.rows("SELECT texts_out, texts_in, ended_by FROM restores")
    assert restore.ended_by == "the provider's list", f"seed {seed}"
    return restore.texts_out, restore.texts_in


@sizes(1, 10)
def test_nobody_hears_the_same_again(
    ground: Ground, tmp_path: Path, figure: Figure, size: int
) -> None:
    out = heard = 0
    for seed in range(1, 1 + size):
        customers = 6 if size == 1 else 20
        with two_days(ground, Options(customers=customers, days=2, seed=seed)) as play:
            texts_out, texts_in = lost_by_restoring(play, tmp_path)
        print(f"seed {seed}: {texts_out} texts out and {texts_in} in were lost")
        out, heard = out + texts_out, heard + texts_in
    assert out
    assert heard
    figure(
        "Backup and restore",
        f"storms restored: {size}; {out} texts out and {heard} in were lost, 0 said again",
    )
