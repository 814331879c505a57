"""Can the office keep its word: somebody works, somebody is on call, texts may leave?"""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.slot_rules import slot_in_quiet_hours
from fieldcomm.services.checks.finding import Finding, problem, right
from fieldcomm.services.vitals import Office

UNSERVED = timedelta(seconds=60)


def examine_office(office: Office) -> list[Finding]:
    return [
        _workers(office),
        _sender(office),
        _on_call(office),
        _check_ins(office.policy),
    ]


def _workers(office: Office) -> Finding:
    late = {what: age for what, age in office.waiting.items() if age > UNSERVED}
    if not late:
        return right("workers", "nothing waits unserved")
    listed = ", ".join(f"{what} for {_span(age)}" for what, age in sorted(late.items()))
    do = "see that `worker inbox`, `worker due`, `worker outbox` and `clock` run, and read their logs"
    return problem("workers", f"unserved: {listed}", do)


def _span(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def _sender(office: Office) -> Finding:
    if office.restored_at:
        do = "see that `clock` runs and Twilio answers: two minutes; or decide at the desk, Sending"
        return problem("sending", "a backup was restored and Twilio's list is not read in yet", do)
    if office.paused:
        do = "resume it at the desk when the reason is gone"
        return problem("sending", "everything but safety is paused by hand", do)
    if office.sender_paused:
        do = "correct what it names, then `fieldcomm db upgrade` resumes sending"
        return problem("sending", f"paused: {office.sender_paused}", do)
    if not office.has_sender:
        do = "set the TWILIO_ values and run `fieldcomm db upgrade`"
        return problem("sending", "there is no number to send from", do)
    return right("sending", "not paused")


def _on_call(office: Office) -> Finding:
    if office.managers_on_call:
        return right("on call", f"{office.managers_on_call} manager(s) with a phone")
    return problem(
        "on call",
        "no manager on call has a phone, so a danger alert reaches nobody",
        "fieldcomm user add NAME@EXAMPLE.COM --role manager --phone +1... --on-call",
    )


def _check_ins(policy: Policy) -> Finding:
    """A slot that begins or ends in quiet hours would be named and then not kept."""
    if (at := slot_in_quiet_hours(policy)) is not None:
        start, end = policy.quiet
        return problem(
            "check-ins",
            f"the one at {at:%H:%M} falls into the quiet hours {start:%H:%M}-{end:%H:%M}",
            "change CHECK_IN_TIMES, CHECK_IN_SPREAD or QUIET_HOURS so that it does not",
        )
    times = ", ".join(f"{at:%H:%M}" for at in policy.check_in_times)
    return right("check-ins", f"at {times}, outside quiet hours")
