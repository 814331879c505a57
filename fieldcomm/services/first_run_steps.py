"""Where somebody stands in the first run: it can be left, gone on with, and skipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.sessions import session_of
from fieldcomm.services.unit import Unit, unit

STEPS = ("company", "texts", "check", "first_text")
How = Literal["done", "skipped"]
_NOTE = text(
    "UPDATE company SET first_run = coalesce(first_run, '{}'::jsonb)"
    " || jsonb_build_object(CAST(:step AS text), CAST(:how AS text))"
    " WHERE id = 1 AND first_run ->> :step IS DISTINCT FROM 'done'"
)


@dataclass(frozen=True, slots=True)
class FirstRun:
    """`steps` holds how each step ended; `led` is whether somebody is being led through."""

    led: bool
    steps: dict[str, str]
    company: Any
    zone: ZoneInfo
    connected: bool
    by_environment: bool

    @property
    def next_step(self) -> str | None:
        return next((step for step in STEPS if step not in self.steps), None)


def read_first_run(deps: Deps) -> FirstRun:
    with unit(deps) as work:
        kept: dict[str, str] | None = work.company.first_run
        if kept is not None and deps.config.twilio_ready:
            kept = {**kept, "texts": "done"}
        return FirstRun(
            led=kept is not None and any(step not in kept for step in STEPS),
            steps=kept or {},
            company=work.company,
            zone=work.policy.zone,
            connected=deps.config.twilio_ready,
            by_environment=deps.keep_provider is None,
        )


def is_led(deps: Deps, token: str) -> bool:
    """Whether whoever holds this session's token left a first run half-way."""
    who = session_of(deps, token)
    return who is not None and who.is_manager and read_first_run(deps).led


def end_step(deps: Deps, step: str, how: How) -> None:
    """A step that was done stays done, however often it is skipped later."""
    with unit(deps) as work:
        note_step(work, step, how)


def skip_the_rest(deps: Deps) -> None:
    """Nobody is led any more; the pages stay where they are."""
    with unit(deps) as work:
        for step in STEPS:
            note_step(work, step, "skipped")


def note_step(work: Unit, step: str, how: How) -> None:
    work.session.execute(_NOTE, {"step": step, "how": how})
