"""LATE renegotiates once; the rest of a contractor's words, and the day's list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fixtures.field import ANA, DANA, LUIS, Field, a_visit, local, moments_to

from fieldcomm.domain.arrival.owed import open_arrival
from fieldcomm.domain.contractor.day_list import day_list
from fieldcomm.domain.contractor.decide import decide_contractor
from fieldcomm.domain.effects import AddUpdate
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.domain.visit import VisitStatus

S = VisitStatus


def at_work(status: VisitStatus = S.ACCEPTED, hour: int = 14) -> Field:
    field = Field(now=local(14, hour))
    field.add(a_visit(status=status, stepped_to=local(14, hour)))
    field.jobs[1] = replace(field.job, status=JobStatus.SCHEDULED)
    if status in (S.ACCEPTED, S.CONFIRMED, S.EN_ROUTE, S.MISSED):
        field.do([open_arrival(field.job, 1, field.visit.window_to, LUIS)])
    field._plan(1)
    return field


def echoes(said: list) -> list[str]:
    return [s.params["what"] for s in said if s.moment == "contractor_echo"]


def test_late_moves_the_promise_in_time_and_asks() -> None:
    field = at_work()
    said = field.texts(Intent.LATE, minutes=40)
    (told,) = [s for s in said if s.to == DANA]
    assert (told.moment, told.params["eta"]) == ("running_late", local(14, 15, 40))
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.MOVED)]
    assert [p.due_at for p in field.owed(PromiseKind.ARRIVAL)] == [local(14, 15, 55)]
    assert (field.visit.slips, field.visit.eta) == (1, local(14, 15, 40))


def test_late_after_the_window_does_not_undo_that_it_was_missed() -> None:
    field = at_work()
    field.clock(local(14, 15, 10))
    said = field.texts(Intent.LATE, eta=local(14, 16))
    assert moments_to(said, DANA) == ["running_late"]
    assert (PromiseKind.ARRIVAL, PromiseState.BROKEN) in field.settled
    assert moments_to(field.clock(local(14, 16, 15)), DANA) == ["late_again"]


def test_a_second_slip_opens_a_callback_and_a_third_says_nothing_new() -> None:
    field = at_work()
    field.texts(Intent.LATE, minutes=40)
    said = field.texts(Intent.LATE, minutes=30)
    assert moments_to(said, DANA) == ["late_again"]
    assert echoes(said) == ["late_again"]
    assert len(field.owed(PromiseKind.CALLBACK)) == 1
    said = field.texts(Intent.LATE, minutes=30)
    assert moments_to(said, DANA) == []
    assert len(field.owed(PromiseKind.CALLBACK)) == 1


def test_a_call_we_owe_already_is_not_promised_again_however_late_it_is() -> None:
    field = at_work()
    field.texts(Intent.LATE, minutes=40)
    field.texts(Intent.LATE, minutes=240)
    said = field.clock(local(14, 23))
    assert field.visit.status is VisitStatus.MISSED
    assert moments_to(said, DANA) == []
    assert len(field.owed(PromiseKind.CALLBACK)) == 1


def test_nobody_coming_at_the_new_time_is_a_second_slip() -> None:
    field = at_work()
    field.texts(Intent.LATE, minutes=40)
    assert moments_to(field.clock(local(14, 15, 54)), DANA) == []
    assert moments_to(field.clock(local(14, 15, 55)), DANA) == ["late_again"]
    assert field.visit.status is S.MISSED


def test_a_later_time_within_the_window_needs_no_apology() -> None:
    field = at_work(hour=12)
    said = field.texts(Intent.LATE, eta=local(14, 14))
    assert moments_to(said, DANA) == []
    assert field.settled == []


def test_a_later_time_than_the_one_told_on_the_way_is_told() -> None:
    field = at_work(hour=12)
    field.texts(Intent.ON_MY_WAY, eta=local(14, 13))
    said = field.texts(Intent.LATE, eta=local(14, 14))
    assert moments_to(said, DANA) == ["on_my_way"]


@pytest.mark.parametrize(
    ("said", "what"), [({}, "no_time"), ({"eta": local(14, 13, 30)}, "past_time")]
)
def test_late_without_a_time_that_can_be_is_asked_back(said: dict, what: str) -> None:
    field = at_work()
    assert echoes(field.texts(Intent.LATE, **said)) == [what]
    assert field.visit.slips == 0


def test_late_for_a_visit_not_accepted_reaches_the_office_only() -> None:
    field = at_work(S.PROPOSED)
    said = field.texts(Intent.LATE, minutes=40)
    assert moments_to(said, DANA) == []
    assert moments_to(said, ANA) == ["alert"]


def test_nobody_home_keeps_our_coming_and_promises_a_call() -> None:
    field = at_work(S.EN_ROUTE)
    said = field.texts(Intent.NOBODY_HOME)
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.KEPT)]
    (call,) = field.owed(PromiseKind.CALLBACK)
    (told,) = [s for s in said if s.to == DANA]
    assert (told.moment, told.params["due"]) == ("nobody_home", call.due_at)
    assert [task.kind for task in field.tasks] == ["nobody_home"]
    assert moments_to(said, ANA) == ["alert"]


def test_a_return_visit_puts_the_job_back_in_line_and_promises_word_of_it() -> None:
    field = at_work(S.ON_SITE)
    field.jobs[1] = replace(field.job, status=JobStatus.ON_SITE)
    said = field.texts(Intent.RETURN_VISIT, at=local(16, 9))
    assert field.visit.status is S.DONE
    assert field.job.status is JobStatus.WAITING
    (reply,) = field.owed(PromiseKind.REPLY)
    (told,) = [s for s in said if s.to == DANA]
    assert (told.params["return_at"], told.params["answer_by"]) == (local(16, 9), reply.due_at)
    assert echoes(said) == ["return_visit"]


def test_a_return_said_after_done_still_counts() -> None:
    field = at_work(S.ON_SITE)
    field.texts(Intent.DONE)
    field.texts(Intent.RETURN_VISIT, at=local(16, 9))
    assert field.job.status is JobStatus.WAITING
    assert field.owed(PromiseKind.REPLY)


def test_a_job_with_the_return_booked_already_is_scheduled_when_done() -> None:
    field = at_work(S.ON_SITE)
    first = field.visit
    field.jobs[1] = replace(
        field.job,
        visits=(first, a_visit(2, status=S.ACCEPTED, window_from=local(16, 9))),
        status=JobStatus.ON_SITE,
    )
    field.texts(Intent.DONE)
    assert field.job.status is JobStatus.SCHEDULED


def test_the_crews_own_note_is_not_read_out_to_the_customer() -> None:
    field = at_work(S.ON_SITE)
    said = field.texts(Intent.DONE, note="the cellar smells, bring masks")
    assert all("masks" not in str(s.params) for s in said if s.to == DANA)


def test_an_update_waits_for_a_dispatcher() -> None:
    field = at_work(S.ON_SITE)
    reading = Reading(Intent.UPDATE, ("update",), text="walls are dry")
    effects = decide_contractor(field.of(LUIS), reading, "update walls are dry")
    assert [(e.text, e.released) for e in effects if isinstance(e, AddUpdate)] == [
        ("walls are dry", False)
    ]
    assert moments_to(field.do(effects), DANA) == []


def test_sick_hands_the_rest_of_the_day_to_the_office_in_one_list() -> None:
    field = at_work(hour=8)
    field.add(a_visit(2, status=S.ACCEPTED, window_from=local(14, 16)))
    field.add(a_visit(3, status=S.ACCEPTED, window_from=local(15, 16)))
    said = field.texts(Intent.SICK)
    assert moments_to(said, ANA) == ["alert"]
    assert moments_to(said, DANA) == []
    (task,) = field.tasks
    assert task.words.count("K7F") == 2
    assert echoes(said) == ["sick"]


def test_what_cannot_be_read_goes_to_a_person_and_its_sender_hears_what_works() -> None:
    field = at_work()
    said = field.texts(Intent.OTHER, words="the thing is in the place")
    assert moments_to(said, LUIS) == ["contractor_unread"]
    assert [task.words for task in field.tasks] == ["the thing is in the place"]
    assert moments_to(said, ANA) == ["alert"]


def test_thanks_is_met_with_silence() -> None:
    assert at_work().texts(Intent.THANKS) == []


# --- the day's list


def a_list(field: Field, *, tomorrow: bool = False) -> list:
    return field.do(day_list(field.of(LUIS), date(2025, 1, 14), tomorrow=tomorrow))


def test_the_list_numbers_the_day_and_asks_about_what_nobody_took() -> None:
    field = at_work(S.PROPOSED, hour=7)
    field.add(a_visit(2, status=S.ACCEPTED, window_from=local(14, 9)))
    (said,) = a_list(field)
    assert (said.moment, said.to, said.params["ask"]) == ("list", LUIS.phone, True)
    assert said.choices == ("visit:2", "visit:1")
    assert [stop["window_from"] for stop in said.params["stops"]] == [local(14, 9), local(14, 13)]


def test_y_takes_the_whole_list() -> None:
    field = at_work(S.PROPOSED, hour=7)
    field.add(a_visit(2, window_from=local(14, 9)))
    a_list(field)
    said = field.texts(Intent.ACCEPT)
    assert moments_to(said, DANA) == ["visit_booked", "visit_booked"]
    assert echoes(said) == ["day_accepted"]


def test_n2_declines_the_second() -> None:
    field = at_work(S.PROPOSED, hour=7)
    field.add(a_visit(2, window_from=local(14, 9)))
    a_list(field)
    field.texts(Intent.DECLINE, stop_number=2)
    assert [v.status for v in field.job.visits] == [S.CANCELLED, S.PROPOSED]


def test_a_bare_n_to_a_list_of_several_is_asked_about() -> None:
    field = at_work(S.PROPOSED, hour=7)
    field.add(a_visit(2, window_from=local(14, 9)))
    a_list(field)
    assert [s.moment for s in field.texts(Intent.DECLINE)] == ["which_stop"]
    field.texts(Intent.CHOICE, n=1)
    assert [v.status for v in field.job.visits] == [S.PROPOSED, S.CANCELLED]


def test_a_list_goes_out_once_each_evening_and_morning() -> None:
    field = at_work(hour=7)
    assert len(a_list(field, tomorrow=True)) == 1
    assert len(a_list(field)) == 1
    assert a_list(field) == []


def test_a_free_day_gets_no_list_unless_asked_for() -> None:
    field = Field(now=local(14, 7))
    assert a_list(field) == []
    (said,) = field.texts(Intent.JOBS)
    assert (said.moment, said.params["stops"]) == ("list", [])


def test_jobs_lists_the_next_day_there_is_something() -> None:
    field = Field(now=local(11, 7)).add(a_visit())
    (said,) = field.texts(Intent.JOBS)
    assert said.choices == ("visit:1",)


# --- Y and N


def test_a_bare_n_that_answers_nothing_is_asked_about_first() -> None:
    field = at_work()
    (said,) = field.texts(Intent.DECLINE, words="n")
    assert said.moment == "which_stop"
    assert field.visit.status is S.ACCEPTED


def test_n_after_being_asked_whether_they_are_coming_means_that_visit() -> None:
    field = at_work(hour=12)
    field.clock(local(14, 12, 30))
    said = field.texts(Intent.DECLINE, words="n")
    assert field.visit.status is S.CANCELLED
    assert moments_to(said, DANA) == ["visit_cancelled"]


def test_a_changed_mind_after_y_is_a_decline() -> None:
    field = at_work(S.PROPOSED, hour=9)
    field.texts(Intent.ACCEPT)
    field.texts(Intent.DECLINE, job="K7F", words="N K7F")
    assert field.visit.status is S.CANCELLED
    assert field.owed(PromiseKind.CALLBACK)


def test_y_to_nothing_open_is_known_already() -> None:
    assert echoes(at_work().texts(Intent.ACCEPT)) == ["already"]
