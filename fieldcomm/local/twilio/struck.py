"""What a fault turns an answer into."""

from __future__ import annotations

from dataclasses import replace

from fieldcomm.local.twilio.errors import refusal
from fieldcomm.local.twilio.faults import ANSWERS, Fault, Kind
from fieldcomm.local.twilio.wire import Answer

_PAGE = b"<html><body><h1>Bad Gateway</h1><p>Please try again.</p></body></html>"


def before(faults: list[Fault]) -> Answer | None:
    """The answer of a fault that strikes before anything is taken or looked up."""
    fault = _answering(faults)
    if fault is None or fault.accepted or fault.kind is Kind.DROP_ANSWER:
        return None
    return _slowed(faults, _wrong(fault))


def instead(faults: list[Fault], right: Answer) -> Answer:
    """The answer after everything was done: the right one, unless a fault strikes here."""
    fault = _answering(faults)
    return _slowed(faults, _wrong(fault) if fault else right)


def _answering(faults: list[Fault]) -> Fault | None:
    return next((fault for fault in faults if fault.kind in ANSWERS), None)


def _wrong(fault: Fault) -> Answer:
    if fault.kind in (Kind.DROP_ANSWER, Kind.DROP_REQUEST):
        return Answer(hang_up=True)
    if fault.kind is Kind.THROTTLE:
        return refusal(20429)
    if fault.kind is Kind.SERVER_ERROR:
        return refusal(fault.code or 20500, fault.status or 500)
    if fault.kind is Kind.HTML:
        return Answer(fault.status or 502, _PAGE, "text/html")
    return refusal(fault.code or 21211, fault.status)


def _slowed(faults: list[Fault], answer: Answer) -> Answer:
    slow = sum(fault.ms for fault in faults if fault.kind is Kind.SLOW)
    return replace(answer, delay=answer.delay + slow / 1000) if slow else answer
