"""Which steps a visit still has before it, and when: asked, reminded, watched, owned up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fieldcomm.domain.arrival.owed import deadline
from fieldcomm.domain.policy import HOUR, MINUTE, Policy
from fieldcomm.domain.silence import AS_LONG_AS, waking
from fieldcomm.domain.snapshot import VisitView
from fieldcomm.domain.visit import VisitStatus

TELL_SOON = 10 * MINUTE  # when a window about to begin was moved away and nobody has answered yet


class StepName(StrEnum):
    SILENT = "silent"  # the contractor has not answered
    OLD_WINDOW = "old_window"  # moved away from, nobody accepted yet, the customer still expects it
    REMIND = "remind"
    MORNING = "morning"  # of a late window: else nobody would hear from us between two afternoons
    BEFORE = "before"
    CLOSING = "closing"
    OVER = "over"
    STILL_THERE = "still_there"  # at the house for long: has nobody texted DONE?
    NOT_LEFT = "not_left"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    at: datetime
    name: StepName


def next_step_at(visit: VisitView, *, policy: Policy, zone: ZoneInfo) -> datetime | None:
    """When the first step after `visit.stepped_to` is due; None when nothing is left to watch.
    `zone` is the job site's. Aware UTC."""
    since = visit.stepped_to or visit.created_at
    return next((s.at for s in steps(visit, policy, zone) if since is None or s.at > since), None)


def reminds_at(visit: VisitView, *, policy: Policy, zone: ZoneInfo) -> datetime | None:
    """When the customer will be reminded of this visit; None: not any more, or not at all."""
    if visit.status not in (VisitStatus.ACCEPTED, VisitStatus.CONFIRMED):
        return None
    since = visit.stepped_to or visit.created_at
    return next(
        (
            step.at
            for step in steps(visit, policy, zone)
            if step.name is StepName.REMIND and (since is None or step.at > since)
        ),
        None,
    )


def steps(visit: VisitView, policy: Policy, zone: ZoneInfo) -> list[Step]:
    """Every step of the visit as it stands, in order."""
    if visit.status is VisitStatus.PROPOSED:
        planned = _while_proposed(visit, policy, zone)
    elif visit.status in (VisitStatus.ACCEPTED, VisitStatus.CONFIRMED):
        planned = _while_expected(visit, policy, zone)
    elif visit.status is VisitStatus.EN_ROUTE or _coming_after_all(visit):
        planned = _at_the_end(visit, policy)
    elif visit.status is VisitStatus.ON_SITE and visit.arrived_at is not None:
        planned = _while_there(visit.arrived_at, policy, zone)
    else:
        planned = []
    return sorted(planned)


def _while_proposed(visit: VisitView, policy: Policy, zone: ZoneInfo) -> list[Step]:
    over = Step(visit.window_to, StepName.OVER)
    planned = [_remind(visit, policy, zone), over]
    asked = visit.asked_at or visit.created_at
    if asked is not None and visit.contractor is not None:
        # The question itself waits for the end of quiet hours, so the silence counts from there.
        silent = policy.quiet_ends(asked, zone) + policy.accept_within
        planned.append(Step(silent, StepName.SILENT))
    if asked is not None and visit.moved_from is not None:
        soon = max(visit.moved_from - policy.ask_before_window, asked + TELL_SOON)
        planned.append(Step(soon, StepName.OLD_WINDOW))
    return [s for s in planned if s.at <= over.at]


def _while_expected(visit: VisitView, policy: Policy, zone: ZoneInfo) -> list[Step]:
    planned = _at_the_end(visit, policy)
    planned.append(Step(visit.window_from - policy.ask_before_window, StepName.BEFORE))
    remind = _remind(visit, policy, zone)
    # Somebody told an hour ago needs no reminder.
    if visit.told_at is not None and visit.told_at <= remind.at - HOUR:
        planned.append(remind)
    if (morning := _morning(visit, remind.at, policy, zone)) is not None:
        planned.append(morning)
    return planned


def _morning(visit: VisitView, since: datetime, policy: Policy, zone: ZoneInfo) -> Step | None:
    """On the day of a visit no check-in goes out: where the window ends so late that the reminder of the
    evening before would be the last word for too long, they are reminded at its time once more."""
    told_before = visit.told_at is not None and visit.told_at <= since
    if not told_before or waking(since, visit.window_to, policy, zone) <= AS_LONG_AS:
        return None
    day = visit.window_from.astimezone(zone).date()
    at = datetime.combine(day, policy.check_in_times[0], zone)
    return Step(at.astimezone(visit.window_from.tzinfo), StepName.MORNING)


def _while_there(arrived_at: datetime, policy: Policy, zone: ZoneInfo) -> list[Step]:
    """A forgotten DONE is silence for the customer: check-ins do not go to where a crew is."""
    asked = policy.quiet_starts_before(arrived_at + policy.ask_if_done, zone)
    office = policy.quiet_starts_before(arrived_at + policy.done_unheard, zone)
    return [Step(asked, StepName.STILL_THERE), Step(office, StepName.NOT_LEFT)]


def _at_the_end(visit: VisitView, policy: Policy) -> list[Step]:
    end = deadline(visit)
    return [Step(end - policy.ask_before_end, StepName.CLOSING), Step(end, StepName.OVER)]


def _coming_after_all(visit: VisitView) -> bool:
    """Missed, and then the crew gave a time: that time is watched as well."""
    return (
        visit.status is VisitStatus.MISSED and visit.eta is not None and visit.eta > visit.window_to
    )


def _remind(visit: VisitView, policy: Policy, zone: ZoneInfo) -> Step:
    """17:00 the day before, by the clock on the job site's wall."""
    day = visit.window_from.astimezone(zone).date() - timedelta(days=1)
    at = datetime.combine(day, policy.remind_at, zone)
    return Step(at.astimezone(visit.window_from.tzinfo), StepName.REMIND)
