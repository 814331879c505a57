"""A bare number answers the last numbered list, which is stored (DESIGN 3.4)."""

from __future__ import annotations

from fieldcomm.domain.arrival.customer_says import (
    chooses_after_late,
    chooses_after_missed,
    chooses_after_moved,
)
from fieldcomm.domain.customer.about_visit import asked_visit, came_already
from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import asked_of, likely_job
from fieldcomm.domain.customer.we_spoke import decide_we_spoke
from fieldcomm.domain.effects import Effect, Note, SettlePromise
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

HERE = 1  # what it chooses of both lists about a visit


def decide_choice(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    asked, n = asked_of(snapshot.phone), reading.n or 0
    about = asked_visit(snapshot)
    if 1 <= n <= len(snapshot.phone.choices):
        if asked == "apology":
            return [*_settled(snapshot), *decide_we_spoke(snapshot, reading, text)]
        if about is not None and asked == "late":
            return chooses_after_late(snapshot, *about, n)
        if about is not None and asked == "missed":
            return chooses_after_missed(snapshot, *about, n)
        if about is not None and asked == "visit":
            return chooses_after_moved(snapshot, *about, n)
    missed = _missed(snapshot)
    if missed is not None and asked == "apology" and n in (2, 3):
        return chooses_after_missed(snapshot, *missed, n)
    job = likely_job(snapshot, reading)
    if n == HERE and asked in ("late", "missed") and about is None and job and came_already(job):
        # Fine, or "they're here": it crossed our word that the crew is done.
        return [Note("they_arrived", "customer", job.id, {"words": text})]
    return to_a_person(snapshot, job, text, moment="not_understood")


def _missed(snapshot: Snapshot) -> tuple[JobView, VisitView] | None:
    """A missed window whose 1, 2, 3 they may still mean: our sorry came between."""
    return next((jv for jv in snapshot.visits() if jv[1].status is VisitStatus.MISSED), None)


def _settled(snapshot: Snapshot) -> list[Effect]:
    """An arrival we said sorry for: their 1 says that we have been."""
    asked = snapshot.phone.asked_refs.get("promise")
    return [
        SettlePromise(promise.id, Settlement.EVIDENCE, snapshot.now)
        for promise in snapshot.all_promises()
        if promise.id == asked and promise.kind is PromiseKind.ARRIVAL
    ]
