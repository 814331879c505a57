"""What a visit can be, and how it moves."""

from __future__ import annotations

from enum import StrEnum


class VisitKind(StrEnum):
    ESTIMATE = "estimate"
    REPAIR = "repair"
    PICKUP = "pickup"
    RETURN = "return"


class VisitStatus(StrEnum):
    PROPOSED = "proposed"  # the contractor has been asked
    ACCEPTED = "accepted"  # the contractor said Y, or the dispatcher said so; the customer is asked
    CONFIRMED = "confirmed"  # the customer said C
    EN_ROUTE = "en_route"
    ON_SITE = "on_site"
    DONE = "done"
    MISSED = "missed"  # the window ended and we cannot see that anybody came
    CANCELLED = "cancelled"


class VisitEvent(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    SET_OUT = "set_out"
    TURNED_BACK = "turned_back"
    ARRIVED = "arrived"
    FINISHED = "finished"
    WINDOW_OVER = "window_over"
    CANCELLED = "cancelled"


S, E = VisitStatus, VisitEvent

TRANSITIONS: dict[tuple[VisitStatus, VisitEvent], VisitStatus] = {
    (S.PROPOSED, E.ACCEPTED): S.ACCEPTED,
    (S.PROPOSED, E.DECLINED): S.CANCELLED,
    (S.PROPOSED, E.SET_OUT): S.EN_ROUTE,  # driving there says yes louder than Y
    (S.PROPOSED, E.ARRIVED): S.ON_SITE,
    (S.PROPOSED, E.FINISHED): S.DONE,
    (S.PROPOSED, E.CANCELLED): S.CANCELLED,
    (S.PROPOSED, E.WINDOW_OVER): S.CANCELLED,  # nobody promised it to the customer
    (S.ACCEPTED, E.CONFIRMED): S.CONFIRMED,
    (S.CANCELLED, E.MOVED): S.PROPOSED,
    (S.MISSED, E.MOVED): S.PROPOSED,
    **{(s, E.MOVED): S.PROPOSED for s in (S.PROPOSED, S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE)},
    **{(s, E.DECLINED): S.CANCELLED for s in (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE)},
    **{(s, E.SET_OUT): S.EN_ROUTE for s in (S.ACCEPTED, S.CONFIRMED, S.MISSED)},
    **{(s, E.ARRIVED): S.ON_SITE for s in (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE, S.MISSED)},
    **{(s, E.FINISHED): S.DONE for s in (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE, S.ON_SITE, S.MISSED)},
    **{(s, E.WINDOW_OVER): S.MISSED for s in (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE)},
    **{
        (s, E.CANCELLED): S.CANCELLED
        for s in (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE, S.ON_SITE, S.MISSED)
    },
    (S.EN_ROUTE, E.TURNED_BACK): S.ACCEPTED,
}

HARMLESS: frozenset[tuple[VisitStatus, VisitEvent]] = frozenset(
    {
        (S.ACCEPTED, E.ACCEPTED),  # Y said twice
        (S.CONFIRMED, E.ACCEPTED),
        (S.CONFIRMED, E.CONFIRMED),  # C said twice
        (S.EN_ROUTE, E.ACCEPTED),
        (S.EN_ROUTE, E.CONFIRMED),  # "C" after the crew has set out
        (S.EN_ROUTE, E.SET_OUT),  # a new estimate
        (S.ON_SITE, E.ARRIVED),
        (S.ON_SITE, E.SET_OUT),  # an OMW that arrives late
        (S.ON_SITE, E.CONFIRMED),
        (S.ON_SITE, E.ACCEPTED),
        (S.ON_SITE, E.WINDOW_OVER),
        (S.DONE, E.FINISHED),
        (S.DONE, E.ARRIVED),
        (S.DONE, E.SET_OUT),
        (S.DONE, E.WINDOW_OVER),
        (S.MISSED, E.WINDOW_OVER),
        (S.CANCELLED, E.CANCELLED),
        (S.CANCELLED, E.DECLINED),
        (S.CANCELLED, E.WINDOW_OVER),
    }
)

# Statuses in which the customer has been told a window and nobody has come yet.
AWAITED = (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE, S.MISSED)
ACTIVE = (S.PROPOSED, *AWAITED, S.ON_SITE)


def after(status: VisitStatus, event: VisitEvent) -> VisitStatus | None:
    """The status after `event`; the same one for a harmless repeat; None where it may not happen."""
    if (status, event) in HARMLESS:
        return status
    return TRANSITIONS.get((status, event))
