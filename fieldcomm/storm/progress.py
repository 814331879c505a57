"""How far a storm is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.play import Progress

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

STEPS = 400  # redrawn so often, not at every tick of the storm


@contextmanager
def progress(wanted: bool) -> Iterator[Progress | None]:
    """A bar on stderr that names the storm's own time; None where stderr is no terminal."""
    if not (wanted and sys.stderr.isatty()):
        yield None
        return
    made: ProgressBar[datetime] = click.progressbar(
        length=STEPS,
        label="A storm",
        file=sys.stderr,
        item_show_func=lambda at: clock(at) if at else "",
    )
    with made as bar:

        def seen(first: datetime, now: datetime, last: datetime) -> None:
            done = min(STEPS, int(STEPS * ((now - first) / (last - first))))
            if done > bar.pos:
                bar.update(done - bar.pos, now)

        yield seen
