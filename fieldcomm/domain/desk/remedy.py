"""The one click that most likely keeps the promise a job's row is about."""

from __future__ import annotations

from enum import StrEnum

from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.risk import Risk
from fieldcomm.domain.visit import VisitStatus


class Remedy(StrEnum):
    CALL = "call"  # log the call
    ANSWER = "answer"
    ASK_CREW = "ask_crew"
    ASK_CUSTOMER = "ask_customer"
    REBOOK = "rebook"
    OPEN = "open"


_ARRIVAL = {
    VisitStatus.PROPOSED: Remedy.ASK_CREW,
    VisitStatus.ACCEPTED: Remedy.ASK_CUSTOMER,
    VisitStatus.CONFIRMED: Remedy.ASK_CREW,
    VisitStatus.EN_ROUTE: Remedy.ASK_CREW,
}
_OWED = {
    PromiseKind.CALLBACK: Remedy.CALL,
    PromiseKind.REPLY: Remedy.ANSWER,
    PromiseKind.RESULT: Remedy.ANSWER,
}


def remedy_of(
    risk: Risk, owed: PromiseKind | None, visit: VisitStatus | None, *, can_text: bool
) -> Remedy:
    """`owed`: of the soonest promise; `can_text`: whether the customer gets texts from us."""
    found = Remedy.OPEN
    if risk is not Risk.CALM and owed in _OWED:
        found = _OWED[owed]
    elif visit is VisitStatus.MISSED:
        found = Remedy.REBOOK
    elif visit is not None and (risk is Risk.ARRIVAL or owed is PromiseKind.ARRIVAL):
        found = _ARRIVAL.get(visit, Remedy.OPEN) if risk is not Risk.CALM else Remedy.OPEN
    elif owed is PromiseKind.CALLBACK:
        found = Remedy.CALL
    if not can_text and found in (Remedy.ANSWER, Remedy.ASK_CUSTOMER):
        return Remedy.CALL
    return found
