"""What a job can be, and how it moves."""

from __future__ import annotations

from enum import StrEnum


class JobStatus(StrEnum):
    WAITING = "waiting"
    SCHEDULED = "scheduled"
    EN_ROUTE = "en_route"
    ON_SITE = "on_site"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class WaitingOn(StrEnum):
    CREW = "crew"
    INSURER = "insurer"
    MATERIAL = "material"
    CUSTOMER = "customer"


class Urgency(StrEnum):
    """What makes a job worse while it waits; the most pressing first."""

    RISING_WATER = "rising_water"
    SEWAGE = "sewage"
    INFANTS = "infants"
    NO_HEAT = "no_heat"


class JobEvent(StrEnum):
    """What can happen to a job's status."""

    BOOKED = "booked"
    DECLINED = "declined"  # moved to no date
    SET_OUT = "set_out"
    TURNED_BACK = "turned_back"
    ARRIVED = "arrived"
    FINISHED = "finished"
    NEEDS_RETURN = "needs_return"
    CLOSED = "closed"
    CANCELLED = "cancelled"


S, E = JobStatus, JobEvent

# (status, event) -> status. What is absent here is refused; see HARMLESS for repeats.
TRANSITIONS: dict[tuple[JobStatus, JobEvent], JobStatus] = {
    (S.WAITING, E.BOOKED): S.SCHEDULED,
    (S.WAITING, E.SET_OUT): S.EN_ROUTE,  # OMW without a booking: the crew knows better than we do
    (S.WAITING, E.ARRIVED): S.ON_SITE,
    (S.WAITING, E.FINISHED): S.DONE,
    (S.WAITING, E.CANCELLED): S.CANCELLED,
    (S.SCHEDULED, E.DECLINED): S.WAITING,
    (S.SCHEDULED, E.SET_OUT): S.EN_ROUTE,
    (S.SCHEDULED, E.ARRIVED): S.ON_SITE,  # HERE without OMW implies it
    (S.SCHEDULED, E.FINISHED): S.DONE,  # DONE without OMW or HERE implies both
    (S.SCHEDULED, E.NEEDS_RETURN): S.WAITING,
    (S.SCHEDULED, E.CANCELLED): S.CANCELLED,
    (S.EN_ROUTE, E.TURNED_BACK): S.SCHEDULED,
    (S.EN_ROUTE, E.DECLINED): S.WAITING,
    (S.EN_ROUTE, E.ARRIVED): S.ON_SITE,
    (S.EN_ROUTE, E.FINISHED): S.DONE,
    (S.EN_ROUTE, E.NEEDS_RETURN): S.WAITING,
    (S.EN_ROUTE, E.CANCELLED): S.CANCELLED,
    (S.ON_SITE, E.FINISHED): S.DONE,
    (S.ON_SITE, E.NEEDS_RETURN): S.WAITING,
    (S.ON_SITE, E.CANCELLED): S.CANCELLED,
    (S.DONE, E.NEEDS_RETURN): S.WAITING,
    (S.DONE, E.BOOKED): S.SCHEDULED,
    (S.DONE, E.CLOSED): S.CLOSED,
}

HARMLESS: frozenset[tuple[JobStatus, JobEvent]] = frozenset(
    {
        (S.WAITING, E.NEEDS_RETURN),  # already back in line
        (S.WAITING, E.DECLINED),  # the visit that was declined had not been booked yet
        (S.SCHEDULED, E.BOOKED),  # a second visit, or the same one moved
        (S.SCHEDULED, E.TURNED_BACK),
        (S.EN_ROUTE, E.BOOKED),  # the return is booked while today's crew drives
        (S.EN_ROUTE, E.SET_OUT),  # OMW said again with a new time
        (S.ON_SITE, E.BOOKED),
        (S.ON_SITE, E.ARRIVED),  # people text HERE twice
        (S.ON_SITE, E.SET_OUT),  # an OMW that arrives late
        (S.ON_SITE, E.TURNED_BACK),  # arrived before the correction was read
        (S.ON_SITE, E.DECLINED),
        (S.DONE, E.FINISHED),  # people text DONE twice
        (S.DONE, E.ARRIVED),  # a HERE that arrives after DONE
        (S.DONE, E.SET_OUT),
        (S.DONE, E.TURNED_BACK),
        (S.DONE, E.DECLINED),
        (S.CLOSED, E.CLOSED),
        (S.CANCELLED, E.CANCELLED),
    }
)

OPEN = (S.WAITING, S.SCHEDULED, S.EN_ROUTE, S.ON_SITE, S.DONE)


def after(status: JobStatus, event: JobEvent) -> JobStatus | None:
    """The status after `event`; the same one for a harmless repeat; None where it may not happen."""
    if (status, event) in HARMLESS:
        return status
    return TRANSITIONS.get((status, event))
