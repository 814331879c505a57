"""Python's cycle collector, told how a worker lives: much made at once, all of it let go together."""

from __future__ import annotations

import gc

MADE = 50_000  # objects made and not yet gone before the young ones are looked through


def collect_rarely() -> None:
    """Once, after the imports: they stay, and a wave of check-ins is a fifth quicker.

    Reference counts free nearly everything anyway; what is in cycles waits a little longer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE, 20, 20)
