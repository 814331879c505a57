"""Check-ins: whom, when, what they carry, and what stands in for them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fixtures.household import ATLANTA, DANA, DAY, HOUR, MINUTE, NOW, policy
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.check_in import (
    decide_check_in,
    is_promised_start,
    promised_start,
)
from fieldcomm.domain.check_in_covered import Told
from fieldcomm.domain.effects import (
    ChangePhone,
    Effect,
    Guard,
    Note,
    OpenPromise,
    OpenTask,
    Say,
    SettlePromise,
)
from fieldcomm.domain.job import JobStatus, WaitingOn
from fieldcomm.domain.news import News
from fieldcomm.domain.next_check_in import next_check_in, next_word_by
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PhoneView, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitKind, VisitStatus

MORNING = datetime(2026, 1, 13, 14, 30, tzinfo=UTC)  # 9:30 am in Atlanta


def waiting(id: int = 1, **changes: Any) -> JobView:
    usual: dict[str, Any] = {
        "code": "K7F",
        "status": JobStatus.WAITING,
        "waiting_on": WaitingOn.CREW,
        "summary": "kitchen drying",
        "customer_name": "Dana Reed",
        "address": "14 Oak St",
        "zone": ATLANTA,
        "contact_name": "Dana Reed",
        "phone": DANA,
        "contractor": None,
        "owner": None,
        "created_at": MORNING - 2 * DAY,
    }
    return JobView(id, **(usual | changes))


def promised(due: datetime) -> PromiseView:
    return PromiseView(
        5, PromiseKind.CHECK_IN, DANA, 1, None, None, "Next word", due, 1, NOW - DAY, NOW - DAY
    )


def seen(now: datetime = MORNING, *jobs: JobView, **phone: Any) -> Snapshot:
    return Snapshot(now, policy(), PhoneView(DANA, consent="given", **phone), jobs or (waiting(),))


def of(kind: type[Any], effects: list[Effect]) -> list[Any]:
    return [effect for effect in effects if isinstance(effect, kind)]


def test_a_check_in_says_when_the_next_word_comes_and_promises_it() -> None:
    effects = decide_check_in(seen(), {})
    (text,) = of(Say, effects)
    (promise,) = of(OpenPromise, effects)
    evening = MORNING + 7 * HOUR
    assert text.params["next_by"] == promise.due_at == evening + HOUR
    assert of(ChangePhone, effects)[0].fields["next_check_in_at"] == evening
    assert text.expires_at == MORNING + HOUR


def test_two_jobs_on_one_phone_make_one_text() -> None:
    other = waiting(2, code="M4P", summary="bathroom leak", created_at=MORNING - DAY)
    (text,) = of(Say, decide_check_in(seen(MORNING, waiting(), other), {}))
    assert text.params["other_jobs"] == ["bathroom leak"]


def test_the_key_holds_phone_date_and_slot_and_no_number() -> None:
    (guard,) = of(Guard, decide_check_in(seen(), {}))
    assert guard.key.endswith("/2026-01-13/1")
    assert DANA not in guard.key


@pytest.mark.parametrize(
    "state",
    [{"consent": "stopped"}, {"unreachable": "landline"}, {"chatter_off_at": NOW}],
)
def test_nobody_gets_one_who_stopped_cannot_be_reached_or_is_upset(state: dict[str, Any]) -> None:
    snapshot = seen()
    snapshot = replace(snapshot, phone=replace(snapshot.phone, **state))
    effects = decide_check_in(snapshot, {})
    assert of(Say, effects) == []
    assert of(ChangePhone, effects)[0].fields == {"next_check_in_at": None}
    assert next_check_in(snapshot.phone, snapshot.jobs, snapshot.policy, MORNING) is None


def test_a_slot_that_passed_is_a_broken_promise_with_its_cause() -> None:
    late = MORNING + HOUR + MINUTE
    job = waiting(promises=(promised(MORNING + HOUR),))
    effects = decide_check_in(seen(late, job), {})
    assert of(Say, effects) == []
    (settled,) = of(SettlePromise, effects)
    assert settled.settlement is Settlement.IMPOSSIBLE
    assert settled.cause


def test_a_persons_word_within_three_hours_covers_it_and_keeps_the_promise() -> None:
    job = waiting(promises=(promised(MORNING + HOUR),))
    effects = decide_check_in(seen(MORNING, job, last_person_at=MORNING - HOUR), {})
    assert of(Say, effects) == []
    assert of(Note, effects)[0].kind == "check_in_covered"
    assert of(SettlePromise, effects)[0].settlement is Settlement.EVIDENCE
    assert of(OpenPromise, effects)[0].due_at == MORNING + 8 * HOUR


def test_a_persons_word_longer_ago_covers_nothing() -> None:
    effects = decide_check_in(seen(last_person_at=MORNING - 3 * HOUR - MINUTE), {})
    assert len(of(Say, effects)) == 1


def test_on_the_day_of_a_visit_the_arrival_texts_replace_it() -> None:
    visit = VisitView(
        7,
        1,
        VisitKind.REPAIR,
        MORNING + 3 * HOUR,
        MORNING + 5 * HOUR,
        VisitStatus.CONFIRMED,
        1,
        None,
        told_at=MORNING - DAY,
    )
    effects = decide_check_in(seen(MORNING, waiting(visits=(visit,))), {})
    assert of(Say, effects) == []
    before = next_word_by(
        PhoneView(DANA, consent="given"),
        (waiting(visits=(visit,)),),
        policy(),
        MORNING - 12 * HOUR,
    )
    assert before is not None
    assert before == (visit.window_to, None)  # the arrival promise keeps that word


def test_the_third_with_nothing_new_puts_them_on_the_call_list_once() -> None:
    assert len(of(OpenTask, decide_check_in(seen(empty_check_ins=2), {}))) == 1
    assert of(OpenTask, decide_check_in(seen(empty_check_ins=3), {})) == []
    news = {1: News(("Two more crews land tomorrow.",))}
    (text,) = of(Say, effects := decide_check_in(seen(empty_check_ins=2), news))
    assert text.params["news"] == ["Two more crews land tomorrow."]
    assert of(OpenTask, effects) == []


def test_daily_hears_in_the_morning_only() -> None:
    effects = decide_check_in(seen(frequency="daily"), {})
    assert of(ChangePhone, effects)[0].fields["next_check_in_at"] == MORNING + DAY


def test_only_changes_hears_of_changes_and_after_two_days_all_the_same() -> None:
    quiet = seen(frequency="changes", last_check_in_at=MORNING - DAY)
    assert of(Say, decide_check_in(quiet, {})) == []
    assert len(of(Say, decide_check_in(quiet, {1: News(("The insurer agreed.",))}))) == 1
    long = seen(frequency="changes", last_check_in_at=MORNING - 2 * DAY)
    assert len(of(Say, decide_check_in(long, {}))) == 1


def test_never_within_four_hours_of_the_last() -> None:
    phone = PhoneView(DANA, consent="given", last_check_in_at=MORNING + 4 * HOUR)
    slot = next_check_in(phone, (waiting(),), policy(), MORNING + 4 * HOUR)
    assert slot is not None
    assert slot.starts == MORNING + DAY


ZONES = ["America/New_York", "America/Phoenix", "Europe/Berlin", "Australia/Lord_Howe"]


@given(
    st.sampled_from(ZONES).map(ZoneInfo),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1)),
)
def test_ten_days_bring_exactly_two_a_local_day_and_the_named_time_is_kept(
    zone: ZoneInfo, start: datetime
) -> None:
    """Played forward slot by slot, in any zone, across any change of the clocks."""
    rules = policy(zone=zone)
    now = start.replace(tzinfo=zone).astimezone(UTC)
    job = waiting(zone=zone, created_at=now - 2 * HOUR)
    phone = PhoneView(DANA, consent="given")
    sent: list[tuple[datetime, datetime]] = []
    for _ in range(20):
        slot = next_check_in(phone, (job,), rules, now)
        assert slot is not None
        now = slot.starts
        assert not rules.is_quiet(now, zone)
        (text,) = of(Say, decide_check_in(Snapshot(now, rules, phone, (job,)), {}))
        if sent:
            assert now <= sent[-1][1], "the next word came later than the last one named"
        sent.append((now, text.params["next_by"]))
        phone = replace(phone, last_check_in_at=now)
    per_day: dict[Any, int] = {}
    for at, _ in sent:
        per_day[at.astimezone(zone).date()] = per_day.get(at.astimezone(zone).date(), 0) + 1
    assert set(list(per_day.values())[1:-1]) == {2}
    assert max(per_day.values()) == 2
    assert min(b[0] - a[0] for a, b in itertools.pairwise(sent)) >= timedelta(hours=4)


# --- slots that moved after a word was promised


def later_slots(**changes: Any) -> Snapshot:
    """Promised by 5:30 pm; then the afternoon's slot moved to 6 pm."""
    due = MORNING + 8 * HOUR
    jobs = (waiting(promises=(promised(due),)),)
    rules = policy(check_in_times=(time(9, 30), time(18)))
    usual: dict[str, Any] = {
        "now": MORNING + HOUR,
        "policy": rules,
        "phone": PhoneView(DANA, last_check_in_at=MORNING),
        "jobs": jobs,
    }
    return Snapshot(**(usual | changes))


def test_a_promise_made_before_the_slots_moved_is_still_kept_by_its_time() -> None:
    snapshot = later_slots()
    slot = next_check_in(snapshot.phone, snapshot.jobs, snapshot.policy, snapshot.now)
    assert slot is not None
    assert slot.starts == MORNING + 8 * HOUR + 30 * MINUTE
    start = promised_start(snapshot, slot)
    assert start == MORNING + 7 * HOUR
    assert is_promised_start(snapshot, start)

    due = replace(snapshot.phone, next_check_in_at=start)
    effects = decide_check_in(replace(snapshot, now=MORNING + 7 * HOUR, phone=due), {})
    said = [effect for effect in effects if isinstance(effect, Say)]
    assert [text.cause.id for text in said if text.cause] == [5]
    assert said[0].expires_at == MORNING + 8 * HOUR
    assert not any(isinstance(effect, SettlePromise) for effect in effects)
    # Less than four hours later the new slot is left out; tomorrow they hold.
    changed = next(e for e in effects if isinstance(e, ChangePhone))
    assert changed.fields["next_check_in_at"] == MORNING + DAY


def test_slots_that_moved_earlier_keep_the_promise_early() -> None:
    rules = policy(check_in_times=(time(9, 30), time(15)))
    snapshot = later_slots(policy=rules)
    slot = next_check_in(snapshot.phone, snapshot.jobs, rules, snapshot.now)
    assert promised_start(snapshot, slot) is None


def test_a_promised_word_never_goes_out_in_quiet_hours() -> None:
    rules = policy(check_in_times=(time(9, 30),), quiet=(time(16), time(8)))
    snapshot = later_slots(policy=rules)
    slot = next_check_in(snapshot.phone, snapshot.jobs, rules, snapshot.now)
    start = promised_start(snapshot, slot)
    assert start is not None
    assert not rules.is_quiet(start, ATLANTA)


def test_a_promise_that_is_late_already_is_not_planned_for() -> None:
    snapshot = later_slots(now=MORNING + 9 * HOUR)
    slot = next_check_in(snapshot.phone, snapshot.jobs, snapshot.policy, snapshot.now)
    assert promised_start(snapshot, slot) is None


def told_visit(day: int) -> VisitView:
    """Tomorrow (14) or later, 1 to 3 pm, known to the customer since yesterday."""
    start = datetime(2026, 1, day, 18, tzinfo=UTC)
    return VisitView(
        3, 1, VisitKind.REPAIR, start, start + 2 * HOUR, VisitStatus.CONFIRMED, 1, None,
        told_at=MORNING - DAY, created_at=MORNING - DAY, stepped_to=MORNING - DAY,
    )  # fmt: skip


def test_a_reminder_in_the_slot_stands_in_for_the_check_in_and_keeps_its_promise_itself() -> None:
    evening = MORNING + 7 * HOUR
    job = waiting(visits=(told_visit(14),), promises=(promised(evening + HOUR),))
    effects = decide_check_in(seen(evening, job), {})
    assert of(Say, effects) == of(SettlePromise, effects) == []
    assert [note.kind for note in of(Note, effects)] == ["check_in_covered"]
    assert of(ChangePhone, effects)[0].fields["next_check_in_at"] == MORNING + DAY


def test_a_visit_after_tomorrow_or_a_reminder_that_has_gone_covers_nothing() -> None:
    evening = MORNING + 7 * HOUR
    gone = replace(told_visit(14), stepped_to=evening + HOUR)
    for visit in (told_visit(15), gone):
        assert of(Say, decide_check_in(seen(evening, waiting(visits=(visit,))), {}))


def test_whoever_waits_for_something_else_too_gets_both() -> None:
    evening = MORNING + 7 * HOUR
    other = waiting(2, code="M4P", created_at=MORNING - DAY)
    assert of(Say, decide_check_in(seen(evening, waiting(visits=(told_visit(14),)), other), {}))


@pytest.mark.parametrize("status", [JobStatus.ON_SITE, JobStatus.EN_ROUTE])
def test_whose_crew_never_texted_the_end_hears_from_us_the_day_after(status: JobStatus) -> None:
    visit = replace(
        told_visit(13),
        status=VisitStatus(status.value),
        window_from=MORNING,
        window_to=MORNING + 2 * HOUR,
    )
    job = waiting(status=status, visits=(visit,))
    slot = next_check_in(seen().phone, (job,), policy(), MORNING + HOUR)
    assert slot is not None
    assert slot.starts == MORNING + DAY
    (text,) = of(Say, decide_check_in(seen(MORNING + DAY, job), {}))
    assert text.params["visit_from"] is None
    assert of(Say, decide_check_in(seen(MORNING, job), {})) == []


def test_whose_crew_set_out_and_was_missed_all_the_same_hears_from_us_that_day() -> None:
    visit = replace(told_visit(13), status=VisitStatus.MISSED, window_from=MORNING)
    job = waiting(status=JobStatus.EN_ROUTE, visits=(visit,))
    slot = next_check_in(seen().phone, (job,), policy(), MORNING + HOUR)
    assert slot is not None
    assert slot.starts == MORNING + 7 * HOUR
    early = seen(slot.starts, job, last_told_at=MORNING + 3 * HOUR)
    (text,) = of(Say, decide_check_in(early, {}))
    assert text.params["visit_from"] is None
    late = seen(slot.starts, job, last_told_at=MORNING + 6 * HOUR)  # tomorrow's is soon enough
    assert of(Say, decide_check_in(late, {})) == []


def seen_on_site(arrived: datetime) -> JobView:
    visit = replace(
        told_visit(13),
        status=VisitStatus.ON_SITE,
        window_from=arrived - HOUR,
        window_to=arrived + HOUR,
        arrived_at=arrived,
    )
    return waiting(status=JobStatus.ON_SITE, visits=(visit,))


def test_a_crew_that_came_in_the_morning_and_said_nothing_since_leaves_nobody_without_a_word() -> (
    None
):
    job = seen_on_site(MORNING)
    slot = next_check_in(seen().phone, (job,), policy(), MORNING + HOUR)
    assert slot is not None
    assert slot.day == MORNING.astimezone(job.zone).date()
    (text,) = of(Say, decide_check_in(seen(slot.starts, job), {}))
    assert text.params["came_at"] == MORNING


def test_a_crew_that_came_so_late_that_the_morning_is_soon_enough_is_left_to_its_work() -> None:
    job = seen_on_site(MORNING + 4 * HOUR)  # 1:30 pm to 10:30 am are nine waking hours
    slot = next_check_in(seen().phone, (job,), policy(), MORNING + 5 * HOUR)
    assert slot is not None
    assert slot.starts == MORNING + DAY


EVENING = MORNING + 7 * HOUR


def after(told: Told, now: datetime = EVENING, *jobs: JobView, **phone: Any) -> list[Effect]:
    """What becomes of a check-in due now, where `told` was the last text sent."""
    return decide_check_in(seen(now, *jobs, last_told_at=told.at, **phone), {}, told)


def test_a_text_within_the_hour_leaves_a_check_in_nothing_to_add_and_keeps_its_promise() -> None:
    job = waiting(promises=(promised(EVENING + HOUR),))
    told = Told(1, EVENING - HOUR + MINUTE)
    effects = after(told, EVENING, job)
    assert of(Say, effects) == []
    assert [note.kind for note in of(Note, effects)] == ["check_in_covered"]
    (settled,) = of(SettlePromise, effects)
    assert (settled.settlement, settled.at) == (Settlement.EVIDENCE, told.at)
    assert of(OpenPromise, effects)[0].due_at == MORNING + DAY + HOUR
    assert of(ChangePhone, effects)[0].fields["next_check_in_at"] == MORNING + DAY


@pytest.mark.parametrize(
    "told",
    [
        Told(1, EVENING - HOUR),  # too long ago
        Told(2, EVENING - MINUTE),  # about another job
        Told(1, EVENING - MINUTE, next_by=EVENING + HOUR),  # named this very slot
        Told(1, NOW - DAY),  # said before the promise was made
    ],
)
def test_it_goes_out_all_the_same_after_a_text_that_is_not_its_word(told: Told) -> None:
    job = waiting(promises=(promised(EVENING + HOUR),))
    assert of(Say, after(told, EVENING, job))


def test_it_goes_out_all_the_same_where_it_has_something_to_add() -> None:
    told = Told(1, EVENING - MINUTE)
    news = {1: News(("Two more crews land tomorrow.",))}
    assert of(Say, decide_check_in(seen(EVENING), news, told))
    assert of(Say, after(told, EVENING, waiting(), waiting(2, code="M4P")))
    assert of(Say, after(told, EVENING, seen_on_site(MORNING)))  # whether they are done


def test_who_hears_less_is_not_left_longer() -> None:
    told = Told(1, MORNING - MINUTE)
    long_ago = MORNING - 3 * DAY
    assert of(Say, after(told, MORNING, frequency="daily"))
    assert of(Say, after(told, MORNING, frequency="changes", last_check_in_at=long_ago))


def test_on_the_day_a_crew_came_its_texts_were_the_word_as_long_as_nobody_waits_too_long() -> None:
    came = replace(told_visit(13), status=VisitStatus.DONE, arrived_at=MORNING + 4 * HOUR)
    job = waiting(visits=(came,))
    assert of(Say, after(Told(1, MORNING + 5 * HOUR), EVENING, job)) == []
    assert of(Say, after(Told(1, MORNING + 3 * HOUR), EVENING, job))
    yesterday = waiting(visits=(replace(came, arrived_at=MORNING - DAY),))
    assert of(Say, after(Told(1, MORNING + 5 * HOUR), EVENING, yesterday))


def test_a_persons_word_comes_first_and_names_the_next() -> None:
    job = waiting(promises=(promised(EVENING + HOUR),))
    spoken = EVENING - 30 * MINUTE
    effects = after(Told(1, EVENING - MINUTE), EVENING, job, last_person_at=spoken)
    assert of(SettlePromise, effects)[0].at == spoken
    assert of(OpenPromise, effects)
