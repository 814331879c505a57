"""Which house a text is about: by code, by number, by state, by the clock; else asked, numbered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.field import ANA, DANA, LUIS, MIA, Field, a_job, a_visit, local, moments_to

from fieldcomm.domain.arrival.owed import open_arrival
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.visit import VisitStatus

SAM, FOX = "+14045550124", "+14045550125"


def a_day(*statuses: VisitStatus) -> Field:
    """Reed 9 to 11, Hill 12 to 2, Fox 3 to 5, on Tuesday."""
    field = Field(now=local(14, 8))
    field.jobs[2] = a_job(2, "B2C", "Sam Hill", SAM)
    field.jobs[3] = a_job(3, "F4X", "Kit Fox", FOX)
    for n, status in enumerate(statuses, start=1):
        field.add(
            a_visit(
                n,
                job_id=n,
                status=status,
                window_from=local(14, 6 + 3 * n),
                stepped_to=local(14, 8),
            )
        )
        field.jobs[n] = replace(field.jobs[n], status=JobStatus.SCHEDULED)
        if status is not VisitStatus.PROPOSED:
            visit = field.jobs[n].visits[0]
            field.do([open_arrival(field.jobs[n], n, visit.window_to, LUIS)])
    return field


S = VisitStatus


def status(field: Field, n: int) -> VisitStatus:
    return field.jobs[n].visits[0].status


def test_on_the_way_with_several_houses_waits_a_minute_for_a_no() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED, S.ACCEPTED)
    said = field.texts(Intent.ON_MY_WAY, eta=local(14, 8, 40))
    (told,) = [s for s in said if s.moment == "on_my_way"]
    assert (told.to, told.hold_for) == (DANA, field.policy.hold_ambiguous)
    (echo,) = [s for s in said if s.to == LUIS.phone]
    assert (echo.params["what"], echo.params["customer"]) == ("held_on_my_way", "Dana Reed")

    field.now = local(14, 8, 0)
    said = field.texts(Intent.DECLINE, words="no")
    assert field.taken_back == [told.once]
    assert [s.params["what"] for s in said] == ["taken_back"]
    assert status(field, 1) is S.ACCEPTED
    assert field.jobs[1].status is JobStatus.SCHEDULED
    assert field.jobs[1].visits[0].eta is None


def test_a_no_that_comes_too_late_is_looked_at_by_the_office() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED)
    field.texts(Intent.ON_MY_WAY, eta=local(14, 8, 40))
    field.now = local(14, 8, 10)
    said = field.texts(Intent.DECLINE, words="no")
    assert status(field, 1) is S.ACCEPTED
    assert moments_to(said, ANA) == ["alert"]


def test_a_no_that_comes_after_here_takes_nothing_back() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED)
    field.texts(Intent.ON_MY_WAY, eta=local(14, 8, 40))
    field.texts(Intent.ARRIVED)
    said = field.texts(Intent.DECLINE, words="no")
    assert status(field, 1) is S.ON_SITE
    assert moments_to(said, LUIS) == ["which_stop"]


def test_with_a_code_nobody_waits() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED)
    said = field.texts(Intent.ON_MY_WAY, job="b2c", eta=local(14, 8, 40))
    assert [(s.to, s.hold_for) for s in said if s.moment == "on_my_way"] == [(SAM, None)]


def test_the_same_estimate_again_is_not_told_again_and_a_new_one_is() -> None:
    field = a_day(S.ACCEPTED)
    field.texts(Intent.ON_MY_WAY, eta=local(14, 9, 0))
    field.now = local(14, 8, 5)
    assert moments_to(field.texts(Intent.ON_MY_WAY, eta=local(14, 9, 2)), DANA) == []
    field.now = local(14, 8, 10)
    assert moments_to(field.texts(Intent.ON_MY_WAY, eta=local(14, 9, 30)), DANA) == ["on_my_way"]


def test_long_past_the_estimate_on_my_way_means_the_next_house() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED)
    field.texts(Intent.ON_MY_WAY, job="K7F", eta=local(14, 8, 30))
    field.now = local(14, 11, 30)
    said = field.texts(Intent.ON_MY_WAY, eta=local(14, 12))
    assert [s.to for s in said if s.moment == "on_my_way"] == [SAM]


def test_here_is_the_house_driven_to() -> None:
    field = a_day(S.ACCEPTED, S.EN_ROUTE, S.ACCEPTED)
    field.texts(Intent.ARRIVED)
    assert [status(field, n) for n in (1, 2, 3)] == [S.ACCEPTED, S.ON_SITE, S.ACCEPTED]


def test_here_without_on_my_way_is_the_window_that_runs() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED, S.ACCEPTED)
    field.now = local(14, 15, 30)
    field.jobs[1] = replace(field.jobs[1], visits=())
    field.texts(Intent.ARRIVED)
    assert status(field, 3) is S.ON_SITE


def test_here_between_two_windows_is_asked_and_the_number_does_it() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED)
    field.now = local(14, 11, 30)
    said = field.texts(Intent.ARRIVED, words="here")
    (asked,) = said
    assert (asked.moment, asked.params["what"]) == ("which_stop", "arrived")
    assert asked.choices == ("visit:1:arrived", "visit:2:arrived")
    assert [status(field, n) for n in (1, 2)] == [S.ACCEPTED, S.ACCEPTED]
    field.texts(Intent.CHOICE, n=2)
    assert [status(field, n) for n in (1, 2)] == [S.ACCEPTED, S.ON_SITE]


def test_what_was_said_is_remembered_until_the_number_comes() -> None:
    field = a_day(S.ON_SITE, S.ON_SITE)
    field.texts(Intent.RETURN_VISIT, words="back thurs", at=local(16, 9))
    said = field.texts(Intent.CHOICE, n=2)
    (told,) = [s for s in said if s.to == SAM]
    assert (told.moment, told.params["return_at"]) == ("visit_done", local(16, 9))


@pytest.mark.parametrize("n", [0, 3, None])
def test_a_number_not_on_the_list_is_read_by_a_person(n: int | None) -> None:
    field = a_day(S.ON_SITE, S.ON_SITE)
    field.texts(Intent.DONE)
    said = field.texts(Intent.CHOICE, n=n, words="9")
    assert moments_to(said, LUIS) == ["contractor_unread"]
    assert [task.kind for task in field.tasks] == ["read_text"]


def test_done_is_the_house_they_are_at() -> None:
    field = a_day(S.ON_SITE, S.EN_ROUTE, S.ACCEPTED)
    field.texts(Intent.DONE)
    assert [status(field, n) for n in (1, 2, 3)] == [S.DONE, S.EN_ROUTE, S.ACCEPTED]


def test_done_said_twice_is_known_already() -> None:
    field = a_day(S.ON_SITE, S.ACCEPTED)
    field.now = local(14, 10, 30)
    field.texts(Intent.DONE)
    field.now = local(14, 10, 40)
    said = field.texts(Intent.DONE, job="K7F", note="left the key")
    assert [s.params["what"] for s in said] == ["already"]
    assert status(field, 2) is S.ACCEPTED


def test_done_said_twice_does_not_finish_the_next_house() -> None:
    field = a_day(S.ON_SITE, S.ACCEPTED)
    field.now = local(14, 11, 30)
    field.texts(Intent.DONE)
    field.now = local(14, 11, 40)
    assert [s.params["what"] for s in field.texts(Intent.DONE)] == ["already"]
    assert status(field, 2) is S.ACCEPTED
    field.now = local(14, 12, 40)
    field.texts(Intent.DONE)
    assert status(field, 2) is S.DONE


def test_here_said_twice_is_not_the_next_house() -> None:
    field = a_day(S.EN_ROUTE, S.ACCEPTED)
    field.now = local(14, 11, 10)
    field.texts(Intent.ARRIVED)
    assert [s.params["what"] for s in field.texts(Intent.ARRIVED)] == ["already"]
    assert status(field, 2) is S.ACCEPTED


def test_late_between_two_windows_is_asked_before_anybody_is_told() -> None:
    field = a_day(S.ACCEPTED, S.ACCEPTED)
    field.now = local(14, 11, 30)
    said = field.texts(Intent.LATE, minutes=40)
    assert [s.moment for s in said] == ["which_stop"]
    said = field.texts(Intent.CHOICE, n=2)
    assert moments_to(said, SAM) == ["running_late"]


def test_a_visit_days_away_is_asked_about_and_then_flagged() -> None:
    field = a_day(S.ACCEPTED)
    field.now = local(12, 10)
    assert [s.moment for s in field.texts(Intent.DONE)] == ["which_stop"]
    assert status(field, 1) is S.ACCEPTED
    said = field.texts(Intent.CHOICE, n=1)
    assert status(field, 1) is S.DONE
    assert "unusual" in [note.kind for note in field.notes]
    assert moments_to(said, ANA) == ["alert"]


def test_a_code_that_is_not_theirs_is_said_and_read_by_a_person() -> None:
    field = a_day(S.ACCEPTED)
    field.jobs[1] = replace(field.jobs[1], contractor=MIA)
    field._replace_visit(1, contractor=MIA)
    said = field.texts(Intent.ARRIVED, job="K7F", words="here k7f")
    assert [s.params["what"] for s in said] == ["no_visit"]
    assert status(field, 1) is S.ACCEPTED
    assert [task.words for task in field.tasks] == ["here k7f"]


def test_a_job_nobody_booked_a_visit_for_moves_along_on_their_word() -> None:
    field = Field(now=local(14, 9))
    said = field.texts(Intent.ON_MY_WAY, job="K7F", eta=local(14, 9, 30))
    assert moments_to(said, DANA) == ["on_my_way"]
    assert field.job.status is JobStatus.EN_ROUTE
    assert [p.due_at for p in field.owed(PromiseKind.ARRIVAL)] == [local(14, 9, 45)]
    field.texts(Intent.ARRIVED)
    assert field.job.promises == ()
    assert moments_to(field.texts(Intent.DONE), DANA) == ["visit_done"]
    assert field.job.status is JobStatus.DONE


def test_a_cancelled_visit_is_not_driven_to() -> None:
    field = a_day(S.CANCELLED)
    field.jobs[1] = replace(field.jobs[1], promises=())
    said = field.texts(Intent.ON_MY_WAY, job="K7F")
    assert moments_to(said, DANA) == []
    assert [s.params["what"] for s in said if s.to == LUIS.phone] == ["no_visit"]


def test_a_house_missed_yesterday_is_not_taken_for_the_one_of_today() -> None:
    field = a_day(S.ACCEPTED, S.MISSED)
    missed = field.jobs[2].visits[0]
    yesterday = replace(missed, window_from=local(13, 9), window_to=local(13, 11))
    field.jobs[2] = replace(field.jobs[2], visits=(yesterday,))
    said = field.texts(Intent.ON_MY_WAY, eta=local(14, 8, 40))
    (told,) = [s for s in said if s.moment == "on_my_way"]
    assert told.to == DANA
    assert told.hold_for == field.policy.hold_ambiguous  # a NO says that it is the other one
    field.now = local(14, 8, 50)
    field.texts(Intent.ARRIVED)
    assert (status(field, 1), status(field, 2)) == (S.ON_SITE, S.MISSED)


def test_here_too_early_for_today_is_not_yesterdays_missed_house() -> None:
    field = a_day(S.ACCEPTED, S.MISSED)
    missed = replace(field.jobs[2].visits[0], window_from=local(13, 9), window_to=local(13, 11))
    field.jobs[2] = replace(field.jobs[2], visits=(missed,))
    field.now = local(14, 6)
    said = field.texts(Intent.ARRIVED)
    assert status(field, 2) is S.MISSED
    assert moments_to(said, SAM) == []
