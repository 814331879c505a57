"""A visit will not happen: by the customer's wish, ours, or because the contractor can't."""

from __future__ import annotations

from fieldcomm.domain.arrival.move import withdraw
from fieldcomm.domain.arrival.owed import NEW_TIME, arrival_promise, know_more, owe, was_told
from fieldcomm.domain.arrival.say import alert, back_in_line, tell_customer
from fieldcomm.domain.arrival.window import ArrivalError
from fieldcomm.domain.effects import ChangeVisit, Effect, Note, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after

CUSTOMER = "customer"


def cancel_visit(
    snapshot: Snapshot, job: JobView, visit: VisitView, *, cause: str | None, by: str
) -> list[Effect]:
    """Call it off. `by` is `customer` or who in the office did it. When it is us, the customer is
    told why and by when we call with a new time. Raises ArrivalError when it is over already."""
    if after(visit.status, VisitEvent.CANCELLED) is None or not visit.is_active:
        raise ArrivalError(f"The visit is {visit.status} already; nothing to call off.")
    effects: list[Effect] = [
        ChangeVisit(visit.id, VisitEvent.CANCELLED, renew=True),
        Note("visit_cancelled", by, job.id, {"visit": visit.id, "cause": cause}),
        *back_in_line(job, visit),
        *withdraw(job, visit),
    ]
    if by == CUSTOMER:
        return [*effects, *_as_they_wished(snapshot, job, visit)]
    return [*effects, *tell_called_off(snapshot, job, visit, cause)]


def decline(snapshot: Snapshot, job: JobView, visit: VisitView, words: str) -> list[Effect]:
    """The contractor can't. The office looks for somebody else; a customer who was promised the
    window hears that it is off and by when we call. Raises ArrivalError where it is too late."""
    if after(visit.status, VisitEvent.DECLINED) is None:
        raise ArrivalError(f"The visit is {visit.status}; the office can change it.")
    if not visit.is_active:
        return []
    return [
        ChangeVisit(visit.id, VisitEvent.DECLINED, renew=True),
        Note("declined", "contractor", job.id, {"visit": visit.id, "words": words}),
        *back_in_line(job, visit),
        *alert(snapshot, job, visit, "declined", words=words),
        *tell_called_off(snapshot, job, visit, None),
    ]


def tell_called_off(
    snapshot: Snapshot,
    job: JobView,
    visit: VisitView,
    cause: str | None,
    *,
    version: int | None = None,
) -> list[Effect]:
    """Whoever was promised this visit, or the window it moved from, hears that nobody comes then
    and by when we call with a new time. `version`: of the visit after this decision."""
    arrival = arrival_promise(job, visit)
    if arrival is None and not was_told(visit):
        return []
    owed = owe(snapshot, job, visit, PromiseKind.CALLBACK, NEW_TIME)
    effects = owed.effects
    if arrival:
        effects = [
            *effects,
            SettlePromise(
                arrival.id,
                Settlement.RENEGOTIATED,
                snapshot.now,
                cause=cause or "nobody could come",
                replaced_by=owed.label,
            ),
        ]
    moved = visit.told_at is None and visit.moved_from is not None and arrival is not None
    params = {
        "window_from": visit.moved_from if moved else visit.window_from,
        "window_to": arrival.due_at if moved and arrival else visit.window_to,
        "cause": cause,
        "call_by": owed.due,
    }
    text = tell_customer(
        job, visit, "visit_cancelled", params, version=version or visit.version + 1, key="off"
    )
    return [*effects, text]


def _as_they_wished(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """A window already missed stays broken: calling it off then does not let us off."""
    effects: list[Effect] = []
    if arrival := arrival_promise(job, visit):
        late = visit.status is VisitStatus.MISSED or snapshot.now > arrival.due_at
        effects.append(
            SettlePromise(
                arrival.id,
                Settlement.IMPOSSIBLE if late else Settlement.RELEASED,
                snapshot.now,
                cause="the customer called it off",
            )
        )
    if pending := know_more(job, visit):
        effects.append(SettlePromise(pending.id, Settlement.RELEASED, snapshot.now))
    params = {
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "cause": CUSTOMER,
        "call_by": None,
    }
    text = tell_customer(
        job, visit, "visit_cancelled", params, version=visit.version + 1, key="off", answers=True
    )
    return [*effects, text]
