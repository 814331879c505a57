"""What customers answer about a visit: confirmed, another time, called off, here, 1, 2, 3."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.field import ANA, DANA, LUIS, Field, a_visit, local, moments_to

from fieldcomm.domain.arrival import customer_says
from fieldcomm.domain.arrival.owed import KNOW_MORE, open_arrival
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.domain.visit import VisitStatus


def expecting(status: VisitStatus = VisitStatus.ACCEPTED) -> Field:
    field = Field(now=local(14, 9)).add(a_visit(status=status, stepped_to=local(14, 9)))
    field.jobs[1] = replace(field.job, status=JobStatus.SCHEDULED)
    field.do([open_arrival(field.job, 1, field.visit.window_to, LUIS)])
    field._plan(1)
    return field


def late() -> Field:
    field = expecting()
    field.now = local(14, 14)
    field.texts(Intent.LATE, minutes=40)
    return field


def missed() -> Field:
    field = expecting()
    field.clock(local(14, 15))
    return field


def test_c_confirms_and_says_so() -> None:
    field = expecting()
    (said,) = field.customer(customer_says.confirms)
    assert (said.moment, said.answers) == ("visit_confirmed", True)
    assert field.visit.status is VisitStatus.CONFIRMED


def test_a_second_c_changes_nothing_and_is_not_thanked_twice() -> None:
    field = expecting()
    field.customer(customer_says.confirms)
    version = field.visit.version
    assert field.customer(customer_says.confirms) == []
    assert field.visit.version == version


@pytest.mark.parametrize("status", [VisitStatus.EN_ROUTE, VisitStatus.ON_SITE])
def test_a_c_while_the_crew_is_coming_needs_no_answer(status: VisitStatus) -> None:
    assert expecting(status).customer(customer_says.confirms) == []


@pytest.mark.parametrize("status", [VisitStatus.PROPOSED, VisitStatus.CANCELLED])
def test_a_c_to_a_window_that_does_not_stand_goes_to_a_person(status: VisitStatus) -> None:
    field = Field(now=local(14, 9)).add(a_visit(status=status))
    said = field.customer(customer_says.confirms)
    assert moments_to(said, DANA) == ["not_understood"]
    assert moments_to(said, ANA) == ["alert"]
    assert field.owed(PromiseKind.REPLY)


def test_another_time_is_promised_and_the_visit_stands_until_then() -> None:
    field = expecting()
    said = field.customer(customer_says.wants_other_time, local(16, 9))
    (reply,) = field.owed(PromiseKind.REPLY)
    assert moments_to(said, DANA) == ["visit_change_ack"]
    assert said[-1].params["due"] == reply.due_at
    assert said[-1].params["owner"] == "Ana"
    assert [s.params["kind"] for s in said if s.to == ANA.phone] == ["visit_change"]
    assert field.visit.status is VisitStatus.ACCEPTED
    assert field.owed(PromiseKind.ARRIVAL)


def test_asking_twice_is_one_promise() -> None:
    field = expecting()
    field.customer(customer_says.wants_other_time, None)
    field.customer(customer_says.wants_other_time, None)
    assert len(field.owed(PromiseKind.REPLY)) == 1


def test_taking_the_window_after_all_lets_us_off_the_answer() -> None:
    field = expecting()
    field.customer(customer_says.wants_other_time, None)
    field.customer(customer_says.confirms)
    assert (PromiseKind.REPLY, PromiseState.RELEASED) in field.settled


def test_calling_it_off_lets_us_off_and_tells_crew_and_office() -> None:
    field = expecting()
    said = field.customer(customer_says.cancels_visit)
    assert moments_to(said, LUIS) == ["visit_withdrawn"]
    assert moments_to(said, DANA) == ["visit_cancelled"]
    assert moments_to(said, ANA) == ["alert"]
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.RELEASED)]
    assert field.job.status is JobStatus.WAITING


def test_calling_off_a_window_we_missed_does_not_let_us_off() -> None:
    field = missed()
    field.customer(customer_says.cancels_visit)
    assert (PromiseKind.ARRIVAL, PromiseState.BROKEN) in field.settled


@pytest.mark.parametrize(
    ("at", "state"),
    [((14, 14), PromiseState.KEPT), ((14, 15, 20), PromiseState.KEPT_LATE)],
)
def test_their_own_word_that_we_are_there_is_evidence(
    at: tuple[int, ...], state: PromiseState
) -> None:
    field = expecting()
    field.clock(local(*at))
    (said,) = field.customer(customer_says.says_here)
    assert said.params["choice"] == "here"
    assert field.settled[0] == (PromiseKind.ARRIVAL, state)
    assert field.visit.status is VisitStatus.ON_SITE
    assert field.texts(Intent.ARRIVED)[0].params["what"] == "already"


def test_after_a_late_time_one_is_fine() -> None:
    field = late()
    (said,) = field.customer(customer_says.chooses_after_late, 1)
    assert (said.params["choice"], said.params["eta"]) == ("fine", local(14, 15, 40))


@pytest.mark.parametrize(
    ("n", "choice", "kind"),
    [(2, "other_time", PromiseKind.REPLY), (3, "call_me", PromiseKind.CALLBACK)],
)
def test_after_a_late_time_two_and_three_promise_a_person(
    n: int, choice: str, kind: PromiseKind
) -> None:
    field = late()
    said = field.customer(customer_says.chooses_after_late, n)
    (owed,) = field.owed(kind)
    (told,) = [s for s in said if s.to == DANA]
    assert (told.params["choice"], told.params["due"]) == (choice, owed.due_at)
    assert moments_to(said, ANA) == ["alert"]


def test_after_a_missed_window_one_is_here() -> None:
    field = missed()
    field.customer(customer_says.chooses_after_missed, 1)
    assert field.visit.status is VisitStatus.ON_SITE
    assert field.job.promises == ()


@pytest.mark.parametrize(
    ("n", "choice", "kind"),
    [(2, "other_day", PromiseKind.REPLY), (3, "call_me", PromiseKind.CALLBACK)],
)
def test_after_a_missed_window_their_choice_replaces_what_we_owed(
    n: int, choice: str, kind: PromiseKind
) -> None:
    field = missed()
    said = field.customer(customer_says.chooses_after_missed, n)
    assert [s.params["choice"] for s in said if s.to == DANA] == [choice]
    assert (PromiseKind.REPLY, PromiseState.MOVED) in field.settled
    (owed,) = field.owed(kind)
    assert owed.words != KNOW_MORE


@pytest.mark.parametrize("n", [0, 4, 99])
def test_a_number_we_did_not_offer_goes_to_a_person(n: int) -> None:
    for field in (late(), missed()):
        choose = (
            customer_says.chooses_after_missed
            if field.visit.status is VisitStatus.MISSED
            else customer_says.chooses_after_late
        )
        assert moments_to(field.customer(choose, n), DANA) == ["not_understood"]
