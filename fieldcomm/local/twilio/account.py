"""The account this local Twilio plays: its parts, held together. Touched on the loop's thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from fieldcomm.clock import Clock, Entropy, SystemClock
from fieldcomm.local.twilio.faults import Faults
from fieldcomm.local.twilio.journal import Journal
from fieldcomm.local.twilio.ledger import Ledger
from fieldcomm.local.twilio.progress import Progress
from fieldcomm.local.twilio.settings import Settings
from fieldcomm.local.twilio.webhooks import Webhooks


@dataclass(slots=True)
class Account:
    settings: Settings
    loop: asyncio.AbstractEventLoop
    clock: Clock
    entropy: Entropy
    journal: Journal
    ledger: Ledger
    faults: Faults
    webhooks: Webhooks
    progress: Progress
    home: str = ""  # our own address, known once we listen

    def now(self) -> datetime:
        return self.clock.machine()

    def new_sid(self, prefix: str = "SM") -> str:
        return f"{prefix}{self.entropy.below(1 << 128):032x}"

    def close(self) -> None:
        self.progress.forget()
        self.webhooks.close()
        self.journal.close()


def open_account(settings: Settings, loop: asyncio.AbstractEventLoop) -> Account:
    """Reads the journal, and goes on with the texts it left unfinished."""
    clock, journal = SystemClock(), Journal(settings.journal)
    ledger = Ledger(journal)
    webhooks = Webhooks(settings, Entropy())
    progress = Progress(loop, settings, ledger, webhooks, clock)
    for message in ledger.unfinished():
        progress.start(message)
    # Each reader draws from entropy of its own, so that one does not disturb the other's replay.
    return Account(
        settings,
        loop,
        clock,
        Entropy(settings.seed),
        journal,
        ledger,
        Faults(Entropy(settings.seed)),
        webhooks,
        progress,
    )
