"""A window: what one may be, and how the contractor is asked and the customer told about it."""

from __future__ import annotations

from datetime import datetime

from fieldcomm.domain.arrival.owed import arrival_promise, open_arrival
from fieldcomm.domain.arrival.say import tell_customer
from fieldcomm.domain.arrival.settle import settle_with_window
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, VisitView


class ArrivalError(Exception):
    """What was asked for cannot be; the message says what would work."""


def check_window(snapshot: Snapshot, window_from: datetime, window_to: datetime) -> None:
    """Raises ArrivalError for a window nobody could come in."""
    if window_from.tzinfo is None or window_to.tzinfo is None:
        raise ArrivalError("Give the window with its zone, like 2026-01-14T13:00-05:00.")
    if window_to <= window_from:
        raise ArrivalError("The window ends before it starts; give a later end.")
    if window_to <= snapshot.now:
        raise ArrivalError("The window is in the past; give one that ends after now.")


def proposal(
    job: JobView,
    contractor: Person | None,
    kind: str,
    window_from: datetime,
    window_to: datetime,
    *,
    moved: bool,
) -> dict[str, object]:
    """The facts a contractor needs to say Y or N."""
    return {
        "name": contractor.first_name if contractor else "",
        "customer": job.customer_name,
        "code": job.code,
        "address": job.address,
        "summary": job.summary,
        "window_from": window_from,
        "window_to": window_to,
        "kind": kind,
        "moved": moved,
    }


def tell_window(
    snapshot: Snapshot,
    job: JobView,
    visit: VisitView,
    *,
    version: int | None = None,
    cause: str | None = None,
) -> list[Effect]:
    """The customer hears this window, and that somebody comes in it becomes a promise; one made
    for an earlier window is thereby moved, or broken if its time has passed."""
    old = arrival_promise(job, visit)
    label = f"arrival-{visit.id}"
    promise = open_arrival(job, visit.id, visit.window_to, visit.contractor, label=label)
    settled = settle_with_window(snapshot, job, visit, label)
    moved = visit.moved_from is not None
    params = {
        "summary": job.summary,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "contractor": visit.contractor.first_name if visit.contractor else None,
    }
    if moved:
        params |= {
            "old_from": visit.moved_from if old else None,
            "old_to": old.due_at if old and visit.moved_from else None,
            "cause": cause,
        }
    else:
        params["kind"] = visit.kind.value
    text = tell_customer(
        job,
        visit,
        "visit_moved" if moved else "visit_booked",
        params,
        version=version,
        key="booked",
        expires_at=visit.window_to,
    )
    return [promise, *settled, text]
