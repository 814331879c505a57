"""The provider refuses our account or number: nothing leaves until a person has seen to it."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import outbox

log = get_logger(__name__)

_PAUSE = text("UPDATE senders SET paused = :why WHERE active")
# Texts cannot carry this alarm: it stands on the board, once, until somebody settles it.
_TASK = text(
    "INSERT INTO tasks (kind, words, opened_at) SELECT 'sending_stopped', :words, :now"
    " WHERE NOT EXISTS (SELECT 1 FROM tasks WHERE kind = 'sending_stopped' AND settled_at IS NULL)"
)
_GO_ON = text("UPDATE senders SET paused = NULL WHERE active AND paused IS NOT NULL")
_SETTLED = text(
    "UPDATE tasks SET settled_at = :now, settled_by = :by"
    " WHERE kind = 'sending_stopped' AND settled_at IS NULL"
)


def stop_sending(work: Unit, code: int | None) -> None:
    """Pause the sender and put it before a person. Texts wait; none is lost."""
    why = f"Twilio refuses our account or number (code {code or 'none'})"
    work.session.execute(_PAUSE, {"why": why})
    words = f"No text leaves any more: {why}. Look at the Twilio console, then resume sending"
    work.session.execute(_TASK, {"words": words, "now": work.now})
    log.error("sending_paused", code=code)


def resume_sending(deps: Deps, *, by: str) -> None:
    """A person has seen to it: what waited leaves."""
    with unit(deps) as work:
        work.session.execute(_GO_ON)
        outbox.wait_anew(work.session, work.machine)
        work.session.execute(_SETTLED, {"now": work.now, "by": by})
        work.bells.add("outbox")
