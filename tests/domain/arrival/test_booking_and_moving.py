"""Booking, accepting, moving and calling off: who is asked, who is told, what is promised."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fixtures.field import ANA, DANA, LUIS, MIA, Field, a_visit, local, moments_to

from fieldcomm.domain.arrival.book import accept, book_visit
from fieldcomm.domain.arrival.cancel import cancel_visit, decline
from fieldcomm.domain.arrival.move import move_visit
from fieldcomm.domain.arrival.owed import KNOW_MORE, open_arrival
from fieldcomm.domain.arrival.window import ArrivalError
from fieldcomm.domain.effects import OpenPromise, Say
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus, WaitingOn
from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.domain.visit import VisitStatus

FROM, TO = local(14, 13), local(14, 15)
WED_FROM, WED_TO = local(15, 9), local(15, 11)


def booking(field: Field, **more: object) -> list[Say]:
    given = {
        "kind": "repair",
        "window_from": FROM,
        "window_to": TO,
        "contractor": LUIS,
        "tell_now": False,
    } | more
    return field.do(book_visit(field.of(), field.job, **given))


def accepted() -> Field:
    field = Field()
    booking(field)
    field.do(accept(field.of(), field.job, field.visit))
    return field


def moving(field: Field, **more: object) -> list[Say]:
    given = {"window_from": WED_FROM, "window_to": WED_TO} | more
    return field.do(move_visit(field.of(), field.job, field.visit, **given))


@pytest.mark.parametrize(
    ("window_from", "window_to", "works"),
    [
        (local(12, 9), local(12, 11), "ends after now"),
        (local(14, 15), local(14, 13), "later end"),
        (local(14, 15), local(14, 15), "later end"),
        (datetime(2025, 1, 14, 13), datetime(2025, 1, 14, 15), "zone"),
    ],
)
def test_a_window_nobody_could_come_in_is_refused_with_what_would_work(
    window_from: datetime, window_to: datetime, works: str
) -> None:
    field = Field()
    with pytest.raises(ArrivalError, match=works):
        booking(field, window_from=window_from, window_to=window_to)
    field.add(a_visit())
    with pytest.raises(ArrivalError, match=works):
        moving(field, window_from=window_from, window_to=window_to)


def test_an_unknown_kind_of_visit_is_refused_naming_those_there_are() -> None:
    with pytest.raises(ArrivalError, match="estimate, repair, pickup, return"):
        booking(Field(), kind="inspection")


def test_a_window_that_is_running_may_still_be_booked() -> None:
    field = Field(now=local(14, 13, 30))
    booking(field)
    assert field.visit.status is VisitStatus.PROPOSED


def test_without_a_crew_the_dispatcher_hears_and_nobody_is_promised_anything() -> None:
    field = Field()
    said = booking(field, contractor=None)
    assert [s.to for s in said] == [ANA.phone]
    assert field.job.promises == ()


def test_without_a_crew_the_customer_may_still_be_told_when_the_dispatcher_says_so() -> None:
    field = Field()
    said = booking(field, contractor=None, tell_now=True)
    assert moments_to(said, DANA) == ["visit_booked"]
    assert said[-1].params["contractor"] is None
    assert field.job.status is JobStatus.SCHEDULED


def test_accepting_twice_tells_the_customer_once() -> None:
    field = accepted()
    assert field.do(accept(field.of(), field.job, field.visit)) == []
    assert moments_to(field.said, DANA) == ["visit_booked"]


def test_a_visit_that_is_over_cannot_be_accepted() -> None:
    field = Field().add(a_visit(status=VisitStatus.CANCELLED))
    with pytest.raises(ArrivalError, match="new window"):
        accept(field.of(), field.job, field.visit)


def test_moving_asks_the_crew_and_leaves_the_old_promise_until_the_customer_is_told() -> None:
    field = accepted()
    said = moving(field)
    assert moments_to(said, LUIS) == ["visit_proposed"]
    assert said[0].params["moved"] is True
    assert moments_to(said, DANA) == []
    assert field.visit.status is VisitStatus.PROPOSED
    assert [p.due_at for p in field.owed(PromiseKind.ARRIVAL)] == [TO]

    said = field.do(accept(field.of(), field.job, field.visit))
    assert [s.moment for s in said] == ["visit_moved"]
    assert (said[0].params["old_from"], said[0].params["old_to"]) == (FROM, TO)
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.MOVED)]
    assert [p.due_at for p in field.owed(PromiseKind.ARRIVAL)] == [WED_TO]


def test_moving_and_telling_at_once_renegotiates_in_time() -> None:
    field = accepted()
    said = moving(field, tell_now=True, cause="sick")
    assert moments_to(said, DANA) == ["visit_moved"]
    assert said[-1].params["cause"] == "sick"
    assert field.visit.status is VisitStatus.ACCEPTED
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.MOVED)]


def test_moving_after_the_window_breaks_the_promise_with_a_cause() -> None:
    field = accepted()
    field.clock(local(14, 15, 5))
    assert field.visit.status is VisitStatus.MISSED
    moving(field, tell_now=True)
    assert (PromiseKind.ARRIVAL, PromiseState.BROKEN) in field.settled
    # What we promised to find out has been said with the new window.
    assert not [p for p in field.owed(PromiseKind.REPLY) if p.words == KNOW_MORE]


def test_another_crew_is_asked_afresh_and_the_first_one_let_off() -> None:
    field = accepted()
    said = moving(field, contractor=MIA)
    assert moments_to(said, LUIS) == ["visit_withdrawn"]
    assert moments_to(said, MIA) == ["visit_proposed"]
    assert next(s for s in said if s.to == MIA.phone).params["moved"] is False


def test_a_cancelled_visit_can_be_booked_again_by_moving_it() -> None:
    field = Field().add(a_visit(status=VisitStatus.CANCELLED))
    said = moving(field)
    assert moments_to(said, LUIS) == ["visit_proposed"]


@pytest.mark.parametrize("status", [VisitStatus.DONE, VisitStatus.ON_SITE])
def test_a_visit_that_took_place_cannot_move(status: VisitStatus) -> None:
    field = Field().add(a_visit(status=status))
    with pytest.raises(ArrivalError, match="book another"):
        moving(field)


def test_when_we_call_it_off_the_customer_hears_why_and_by_when_we_call() -> None:
    field = accepted()
    said = field.do(cancel_visit(field.of(), field.job, field.visit, cause="truck", by="Ana"))
    assert moments_to(said, LUIS) == ["visit_withdrawn"]
    (told,) = [s for s in said if s.to == DANA]
    (call,) = field.owed(PromiseKind.CALLBACK)
    assert (told.moment, told.params["call_by"]) == ("visit_cancelled", call.due_at)
    assert (field.job.status, field.job.waiting_on) == (JobStatus.WAITING, WaitingOn.CREW)
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.MOVED)]


def test_what_the_customer_never_heard_of_is_called_off_without_a_word_to_them() -> None:
    field = Field()
    booking(field)
    said = field.do(cancel_visit(field.of(), field.job, field.visit, cause="truck", by="Ana"))
    assert moments_to(said, DANA) == []
    assert moments_to(said, LUIS) == ["visit_withdrawn"]
    assert field.job.promises == ()


def test_a_new_window_takes_the_place_of_the_call_we_promised_about_it() -> None:
    field = accepted()
    field.do(cancel_visit(field.of(), field.job, field.visit, cause="truck", by="Ana"))
    assert field.owed(PromiseKind.CALLBACK)
    booking(field, window_from=WED_FROM, window_to=WED_TO, tell_now=True)
    assert (PromiseKind.CALLBACK, PromiseState.MOVED) in field.settled
    assert [p.kind for p in field.job.promises] == [PromiseKind.ARRIVAL]


def test_another_visit_instead_of_a_missed_one_breaks_its_promise_and_ends_the_search() -> None:
    field = accepted()
    field.clock(local(14, 15, 5))
    booking(field, window_from=WED_FROM, window_to=WED_TO)
    field.do(accept(field.of(), field.job, field.visit))
    assert (PromiseKind.ARRIVAL, PromiseState.BROKEN) in field.settled
    assert (PromiseKind.REPLY, PromiseState.KEPT) in field.settled
    assert [p.due_at for p in field.job.promises] == [WED_TO]
    field.now = local(15, 9, 30)
    assert moments_to(field.texts(Intent.ARRIVED), LUIS) == ["contractor_echo"]
    field.texts(Intent.DONE)
    assert field.job.status is JobStatus.DONE


def test_a_visit_called_off_twice_is_refused() -> None:
    field = Field().add(a_visit(status=VisitStatus.CANCELLED))
    with pytest.raises(ArrivalError, match="already"):
        cancel_visit(field.of(), field.job, field.visit, cause=None, by="Ana")


def test_a_job_with_another_visit_stays_scheduled_when_one_is_called_off() -> None:
    field = accepted()
    field.add(a_visit(7, status=VisitStatus.ACCEPTED, window_from=local(16, 9)))
    first = field.job.visits[0]
    field.do(cancel_visit(field.of(), field.job, first, cause=None, by="Ana"))
    assert field.job.status is JobStatus.SCHEDULED


def test_a_crew_that_cannot_come_is_replaced_by_a_call_we_promise() -> None:
    field = accepted()
    said = field.do(decline(field.of(), field.job, field.visit, "truck broke"))
    assert moments_to(said, ANA) == ["alert"]
    assert moments_to(said, DANA) == ["visit_cancelled"]
    assert field.owed(PromiseKind.CALLBACK)
    assert not field.owed(PromiseKind.ARRIVAL)


def test_a_crew_that_declines_what_the_customer_never_heard_of_tells_only_the_office() -> None:
    field = Field()
    booking(field)
    said = field.do(decline(field.of(), field.job, field.visit, "N"))
    assert [s.to for s in said] == [ANA.phone]
    assert field.visit.status is VisitStatus.CANCELLED


def test_without_an_office_phone_an_alert_stands_on_the_board() -> None:
    field = accepted()
    field.office = ()
    field.jobs[1] = replace(field.job, owner=None)
    field.do(decline(field.of(), field.job, field.visit, "N"))
    assert [task.kind for task in field.tasks] == ["declined"]


def test_the_arrival_promise_of_a_visit_is_watched_by_the_visits_own_steps() -> None:
    of_visit: OpenPromise = open_arrival(Field().job, 1, TO, LUIS)
    of_job: OpenPromise = open_arrival(Field().job, None, TO + timedelta(hours=1), LUIS)
    assert (of_visit.climbs, of_job.climbs) == (False, True)
