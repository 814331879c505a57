"""HERE: evidence that we came."""

from __future__ import annotations

from fieldcomm.domain.arrival.here import arrives, can_arrive
from fieldcomm.domain.arrival.say import tell_customer
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.refuse import refuse, unusual
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitStatus


def is_here(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """A customer who was told that the window was missed hears that somebody came after all."""
    visit = stop.visit
    if visit is not None and not can_arrive(visit):
        return refuse(snapshot, stop, reading, text)
    came = arrives(snapshot, stop.job, visit, by="contractor")
    if not came:
        return [echo(snapshot, "already", stop)]
    missed = visit is not None and visit.status is VisitStatus.MISSED
    effects = [*came, *unusual(snapshot, stop, reading, text)]
    if visit is not None and missed:
        params = {"contractor": snapshot.speaker.first_name if snapshot.speaker else "Our crew"}
        version = visit.version + 1
        effects.append(
            tell_customer(
                stop.job, visit, "arrived_late", params, version=version, key="arrived_late"
            )
        )
    return [*effects, echo(snapshot, "arrived", stop, told=missed)]
