"""Let a broadcast go, pause it, resume it, stop it. Whoever is quicker wins; nothing is half-done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fieldcomm.domain.broadcast import MAY_SEND, Filter
from fieldcomm.domain.leaving import BROADCAST_STOPPED
from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.draft_broadcast import GONE
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import broadcasts as rows

log = get_logger(__name__)

# After the last moment of the undo, so that nothing is made that could be taken back.
AFTER_UNDO = timedelta(seconds=1)
_CHANGED = ("state", "confirmed_at", "confirmed_by", "changed_by", "next_at")


def confirm_broadcast(deps: Deps, id_: int, *, typed: str, role: str, by: str) -> int:
    """Fix the recipients and let it begin; returns how many. Raises Refused where `typed` is not
    their number, so that nobody tells 2,000 people by one wrong click."""
    if role not in MAY_SEND:
        raise Refused("You may write it; let somebody who may send read it and confirm.")
    with unit(deps) as work:
        row = rows.read(work.session, id_, lock=True)
        if row is None or row.state != "draft":
            raise Refused(GONE)
        if work.deed is not None:
            work.deed.changing("broadcasts", id_, _CHANGED)
        n = rows.fix_recipients(work.session, id_, Filter.parse(row.filter))
        if n == 0:
            raise Refused("Nobody is left to tell: widen whom it goes to.")
        if typed.strip().replace(",", "") != str(n):
            raise Refused(f"It goes to {n} phones now. Type {n} to confirm.")
        starts = work.deed.undo_until + AFTER_UNDO if work.deed is not None else work.machine
        rows.start(work.session, id_, by=by, now=work.now, starts=starts)
        work.bells.add("due")
        log.info("broadcast_confirmed", broadcast=id_, recipients=n)
        return n


def pause_broadcast(deps: Deps, id_: int, *, by: str) -> None:
    """From this moment no text of it is handed over; what is with the provider stays there."""

    def pause(work: Unit, row: Any) -> None:
        rows.set_state(work.session, id_, "paused", by=by)
        rows.hold_texts(work.session, id_)

    _change(deps, id_, ("running",), pause)


def resume_broadcast(deps: Deps, id_: int, *, by: str) -> None:
    def resume(work: Unit, row: Any) -> None:
        rows.set_state(work.session, id_, "running", by=by, next_at=work.machine)
        rows.let_texts_go(work.session, id_, work.machine)
        work.bells.update({"due", "outbox"})

    _change(deps, id_, ("paused",), resume)


def stop_broadcast(deps: Deps, id_: int, *, by: str) -> None:
    """For good: what has not been handed over never will be."""

    def stop(work: Unit, row: Any) -> None:
        rows.set_state(work.session, id_, "stopped", by=by, finished=work.now)
        rows.stop_texts(work.session, id_, BROADCAST_STOPPED)

    _change(deps, id_, ("running", "paused"), stop)


def _change(
    deps: Deps, id_: int, states: tuple[str, ...], change: Callable[[Unit, Any], None]
) -> None:
    def run() -> None:
        with unit(deps) as work:
            row = rows.read(work.session, id_, lock=True)
            if row is None:
                raise Refused("There is no such broadcast.")
            if row.state not in states:
                raise Refused(f"Too late: it is {row.state} already.")
            change(work, row)
            log.info("broadcast_changed", broadcast=id_, was=row.state)

    retrying(run)
