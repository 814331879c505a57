"""What a use case needs from outside, put together once by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from fieldcomm.clock import Clock, Entropy
from fieldcomm.config import Config
from fieldcomm.messaging.gateway import Gateway
from fieldcomm.messaging.render import Renderer
from fieldcomm.services.acting import Acting
from fieldcomm.services.hooks import Hook
from fieldcomm.services.presence import InProcess, Presence
from fieldcomm.services.timing import Timing

if TYPE_CHECKING:
    from fieldcomm.services.rehearsal import Rehearsal

Ring = Callable[[str], None]  # rings the bell of a queue; never raises, never waits


@dataclass(frozen=True)
class Deps:
    """`gateway` is None while no provider is configured: texts wait, nothing is lost."""

    engine: Engine
    clock: Clock
    entropy: Entropy
    gateway: Gateway | None
    renderer: Renderer
    ring: Ring
    config: Config
    our_phone: str | None  # the number people text, as E.164
    timing: Timing = field(default_factory=Timing)
    acting: Acting | None = None  # who at the desk does what the next unit of work does
    presence: Presence = field(default_factory=InProcess)  # who is writing right now
    rehearsal: Rehearsal | None = None  # nothing is kept; what would be said is shown
    # Keeps the provider's values and has every process read them; whether that could be done at
    # once. None: the environment names the provider, or no data folder to keep them in.
    keep_provider: Callable[[Mapping[str, str]], bool] | None = None
    # A simulation: one thing after the other in one thread, and nobody waits for machine time.
    in_order: bool = False
    redis_answers: Callable[[], bool] | None = None  # None: there is no Redis
    hook: Callable[[Hook], None] = lambda _name: None  # faults are put in here: services.hooks
