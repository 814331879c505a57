"""The steps of a visit: asked, reminded, watched, owned up to; of those slept through, the latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fixtures.field import ANA, DANA, LUIS, MIA, Field, a_visit, local, moments_to
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.arrival.move import move_visit
from fieldcomm.domain.arrival.owed import open_arrival
from fieldcomm.domain.arrival.plan import StepName, next_step_at, steps
from fieldcomm.domain.arrival.steps import run_steps
from fieldcomm.domain.effects import Say
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.domain.visit import VisitStatus

POLICY = Policy()
QUARTER = timedelta(minutes=15)
ZONES = ["America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Apia", "Asia/Kolkata"]


def watched(status: VisitStatus = VisitStatus.ACCEPTED, **more: object) -> Field:
    """A visit on Tuesday 1 to 3 pm, booked Monday at 9."""
    field = Field().add(a_visit(status=status, **more))
    field.jobs[1] = replace(field.job, status=JobStatus.SCHEDULED)
    if status is not VisitStatus.PROPOSED:
        field.do([open_arrival(field.job, 1, field.visit.window_to, LUIS)])
    field._plan(1)
    return field


def test_a_silent_contractor_is_reported_after_half_an_hour_once() -> None:
    field = watched(VisitStatus.PROPOSED)
    assert field.clock(local(13, 9, 29)) == []
    said = field.clock(local(13, 9, 30))
    assert [(s.to, s.params["kind"]) for s in said] == [(ANA.phone, "contractor_silent")]
    assert field.clock(local(13, 16)) == []


def test_silence_counts_from_the_end_of_quiet_hours() -> None:
    field = watched(VisitStatus.PROPOSED, created_at=local(13, 22), stepped_to=local(13, 22))
    assert field.visit.next_step_at == local(14, 8, 30)


def test_the_day_before_the_office_hears_of_a_visit_nobody_took() -> None:
    field = watched(VisitStatus.PROPOSED)
    field.clock(local(13, 16))
    said = field.clock(local(13, 17))
    # The contractor is asked again by tomorrow's list, which goes out at the same hour.
    assert [(s.to, s.params["kind"]) for s in said] == [(ANA.phone, "contractor_unconfirmed")]


@pytest.mark.parametrize("status", [VisitStatus.ACCEPTED, VisitStatus.CONFIRMED])
def test_the_day_before_the_customer_is_reminded_and_asked_if_unconfirmed(
    status: VisitStatus,
) -> None:
    field = watched(status)
    (said,) = field.clock(local(13, 17))
    assert (said.to, said.moment) == (DANA, "visit_reminder")
    assert said.params["confirmed"] is (status is VisitStatus.CONFIRMED)


def test_who_was_told_just_now_is_not_reminded() -> None:
    early = {"window_from": local(14, 12, 30), "window_to": local(14, 14)}
    assert watched(told_at=local(13, 16, 30), **early).clock(local(14, 11)) == []


def test_half_an_hour_before_the_crew_is_asked_once() -> None:
    field = watched()
    field.clock(local(14, 12, 29))
    (said,) = field.clock(local(14, 14))
    assert (said.to, said.moment, said.params["step"]) == (LUIS.phone, "prompt", "before")
    assert said.params["contractor"] is None


def test_without_a_crew_the_dispatcher_is_asked_instead() -> None:
    field = watched(contractor=None)
    field.clock(local(14, 12))
    assert moments_to(field.clock(local(14, 14)), ANA) == ["alert"]


def test_nobody_is_nagged_while_driving() -> None:
    field = watched()
    field.clock(local(14, 12))
    field.texts(Intent.ON_MY_WAY, eta=local(14, 14, 50))
    assert field.clock(local(14, 14, 59)) == []


def test_a_drive_that_should_be_over_is_reported_to_the_office_only() -> None:
    field = watched()
    field.clock(local(14, 12))
    field.texts(Intent.ON_MY_WAY, eta=local(14, 13, 30))
    said = field.clock(local(14, 14, 59))
    assert [(s.to, s.moment) for s in said] == [(ANA.phone, "alert")]


def test_an_estimate_beyond_the_window_is_given_a_quarter_of_an_hour() -> None:
    field = watched()
    field.now = local(14, 14, 50)
    field.texts(Intent.ON_MY_WAY, eta=local(14, 15, 20))
    assert moments_to(field.clock(local(14, 15, 34)), DANA) == []
    assert moments_to(field.clock(local(14, 15, 35)), DANA) == ["window_missed"]


def test_at_the_end_of_the_window_we_own_up_and_owe_what_we_know() -> None:
    field = watched()
    field.clock(local(14, 14, 59))
    said = field.clock(local(14, 15))
    (told,) = [s for s in said if s.to == DANA]
    assert told.moment == "window_missed"
    assert told.params["due"] == local(14, 15, 25)
    assert moments_to(said, ANA) == ["prompt"]
    (reply,) = field.owed(PromiseKind.REPLY)
    assert (reply.owner, reply.visit_id, reply.due_at) == (ANA, 1, local(14, 15, 25))
    assert field.owed(PromiseKind.ARRIVAL), "it stays owed until somebody comes"
    assert field.visit.next_step_at is None


def test_a_window_missed_again_after_setting_out_is_not_apologised_for_twice() -> None:
    field = watched()
    field.clock(local(14, 15, 5))
    field.texts(Intent.ON_MY_WAY, eta=local(14, 15, 30))
    said = field.clock(local(14, 18))
    assert moments_to(said, DANA) == ["late_again"]
    assert field.owed(PromiseKind.CALLBACK)


def test_a_proposal_nobody_took_ends_quietly() -> None:
    field = watched(VisitStatus.PROPOSED, told_at=None)
    field.clock(local(14, 14))
    said = field.clock(local(14, 15))
    assert [(s.to, s.moment) for s in said] == [(ANA.phone, "alert")]
    assert field.visit.status is VisitStatus.CANCELLED
    assert field.job.status is JobStatus.WAITING


def test_a_window_moved_away_is_taken_back_before_it_begins_when_nobody_takes_the_new_one() -> None:
    field = watched()
    field.now = local(13, 18)
    field.do(
        move_visit(
            field.of(),
            field.job,
            field.visit,
            window_from=local(16, 9),
            window_to=local(16, 11),
            contractor=MIA,
        )
    )
    field.clock(local(14, 12, 29))
    (told,) = [s for s in field.clock(local(14, 12, 30)) if s.to == DANA]
    assert told.moment == "visit_cancelled"
    assert (told.params["window_from"], told.params["window_to"]) == (
        local(14, 13),
        local(14, 15),
    )
    assert (PromiseKind.ARRIVAL, PromiseState.MOVED) in field.settled
    assert field.owed(PromiseKind.CALLBACK)
    assert moments_to(field.clock(local(16, 8)), DANA) == []


def test_a_moved_visit_is_asked_about_again_when_its_contractor_stays_silent() -> None:
    field = watched()
    field.now = local(13, 12)
    given = {"window_from": local(16, 9), "window_to": local(16, 11)}
    field.do(move_visit(field.of(), field.job, field.visit, **given))
    said = field.clock(local(13, 12, 30))
    assert [s.params["kind"] for s in said if s.to == ANA.phone] == ["contractor_silent"]


def test_of_steps_slept_through_only_the_latest_runs() -> None:
    field = watched()
    said = field.wakes(local(14, 14, 50))
    assert {s.params["step"] for s in said} == {"closing"}
    assert field.visit.next_step_at == local(14, 15)


def test_after_eight_hours_asleep_the_end_of_the_window_is_what_is_said() -> None:
    field = watched()
    said = field.wakes(local(14, 19))
    assert moments_to(said, DANA) == ["window_missed"]
    assert moments_to(said, LUIS) == []


def test_after_a_night_asleep_we_are_sorry_in_the_morning() -> None:
    field = watched()
    assert field.wakes(local(15, 3)) == []
    assert field.visit.status is VisitStatus.ACCEPTED
    assert field.visit.next_step_at == local(15, 8)
    assert moments_to(field.clock(local(15, 8)), DANA) == ["window_missed"]


def test_steps_run_again_at_the_same_time_say_nothing() -> None:
    field = watched()
    field.clock(local(14, 15))
    said = len(field.said)
    field.wakes(local(14, 15))
    assert len(field.said) == said


@pytest.mark.parametrize(
    "status", [VisitStatus.ON_SITE, VisitStatus.DONE, VisitStatus.CANCELLED, VisitStatus.MISSED]
)
def test_a_visit_that_nobody_waits_for_is_not_watched(status: VisitStatus) -> None:
    visit = a_visit(status=status)
    assert next_step_at(visit, policy=POLICY, zone=Field().job.zone) is None


@given(
    st.integers(0, 3 * 365 * 96).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + n * QUARTER),
    st.sampled_from(ZONES),
    st.sampled_from(list(VisitStatus)),
    st.integers(-180, 180) | st.none(),
)
def test_steps_come_in_order_and_the_reminder_at_five_the_day_before_on_the_wall(
    start: datetime, zone: str, status: VisitStatus, eta: int | None
) -> None:
    site = ZoneInfo(zone)
    visit = a_visit(
        status=status,
        window_from=start,
        told_at=start - timedelta(days=3),
        eta=start + timedelta(minutes=eta) if eta is not None else None,
    )
    planned = steps(visit, POLICY, site)
    assert planned == sorted(planned)
    assert len({step.name for step in planned}) == len(planned)
    for step in planned:
        if step.name is StepName.REMIND:
            wall = step.at.astimezone(site)
            # An hour that the clocks skip has no five o'clock to be exact about; none has.
            assert (wall.hour, wall.minute) == (17, 0)
            assert wall.date() == start.astimezone(site).date() - timedelta(days=1)


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12))
def test_every_step_moves_the_visit_on(minutes: list[int]) -> None:
    field = watched()
    for passing in minutes:
        field.wakes(field.now + timedelta(minutes=passing))
        at = field.visit.next_step_at
        assert at is None or at > field.now


def test_a_forgotten_done_is_asked_for_after_three_hours_and_told_to_the_office_after_five() -> (
    None
):
    field = watched(VisitStatus.ON_SITE, arrived_at=local(14, 13), stepped_to=local(14, 13))
    (asked,) = field.clock(local(14, 16))
    assert (asked.to, asked.moment, asked.params["step"]) == (LUIS.phone, "prompt", "still_there")
    said = field.clock(local(14, 18))
    assert [(s.to, s.params["kind"]) for s in said] == [(ANA.phone, "not_left")]
    assert field.visit.next_step_at is None


def test_they_are_not_asked_in_the_night_whether_they_are_still_there() -> None:
    late = watched(VisitStatus.ON_SITE, arrived_at=local(14, 18), stepped_to=local(14, 18))
    assert late.visit.next_step_at == local(14, 19, 59)


def test_done_ends_the_watch() -> None:
    field = watched(VisitStatus.DONE, arrived_at=local(14, 13), stepped_to=local(14, 13))
    assert field.visit.next_step_at is None


def test_before_a_late_window_they_are_reminded_in_the_morning_again() -> None:
    late = {"window_from": local(14, 15), "window_to": local(14, 17)}
    field = watched(VisitStatus.CONFIRMED, **late)
    assert moments_to(field.clock(local(13, 17)), DANA) == ["visit_reminder"]
    assert moments_to(field.clock(local(14, 9, 30)), DANA) == ["visit_reminder"]
    assert moments_to(field.clock(local(14, 14)), DANA) == []


def test_before_an_early_window_once_is_enough() -> None:
    early = {"window_from": local(14, 12), "window_to": local(14, 14)}
    field = watched(VisitStatus.CONFIRMED, **early)
    assert moments_to(field.clock(local(13, 17)), DANA) == ["visit_reminder"]
    assert moments_to(field.clock(local(14, 11)), DANA) == []


def test_whoever_has_just_been_spoken_with_needs_no_morning_reminder() -> None:
    late = {"window_from": local(14, 15), "window_to": local(14, 17)}
    field = watched(VisitStatus.CONFIRMED, **late)
    field.clock(local(13, 17))
    field.now = local(14, 9, 30)
    snapshot = field.of()
    spoken = replace(snapshot, phone=replace(snapshot.phone, last_person_at=local(14, 8)))
    said = run_steps(spoken, field.job, field.visit)
    assert [effect for effect in said if isinstance(effect, Say)] == []
