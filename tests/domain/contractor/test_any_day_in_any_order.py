"""Whatever is texted, in whatever state and order: nothing breaks, everything is answered, and the
promise that somebody comes stands exactly as long as somebody is awaited."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from fixtures.field import LUIS, MIA, Field, a_job, a_visit, local, moments_to
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcomm.domain.arrival import customer_says
from fieldcomm.domain.arrival.book import accept, book_visit
from fieldcomm.domain.arrival.cancel import cancel_visit
from fieldcomm.domain.arrival.move import move_visit
from fieldcomm.domain.arrival.owed import open_arrival, was_told
from fieldcomm.domain.arrival.window import ArrivalError
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.visit import VisitStatus

SILENT = {Intent.THANKS}
TEXTS = [
    Intent.ACCEPT,
    Intent.DECLINE,
    Intent.ON_MY_WAY,
    Intent.ARRIVED,
    Intent.DONE,
    Intent.RETURN_VISIT,
    Intent.LATE,
    Intent.NOBODY_HOME,
    Intent.NOTE,
    Intent.UPDATE,
    Intent.SICK,
    Intent.JOBS,
    Intent.HELP,
    Intent.THANKS,
    Intent.CHOICE,
    Intent.OTHER,
    Intent.CALLED,
    Intent.CALL_BACK,
    Intent.EMERGENCY,
]


def in_state(status: VisitStatus, **more: object) -> Field:
    field = Field(now=local(14, 13, 30))
    field.add(a_visit(status=status, stepped_to=local(14, 13, 30), **more))
    if status in (
        VisitStatus.ACCEPTED,
        VisitStatus.CONFIRMED,
        VisitStatus.EN_ROUTE,
        VisitStatus.MISSED,
    ):
        field.do([open_arrival(field.job, 1, field.visit.window_to, LUIS)])
    return field


@pytest.mark.parametrize("status", list(VisitStatus))
@pytest.mark.parametrize("intent", TEXTS)
@pytest.mark.parametrize("code", [None, "K7F", "Z9Z"])
def test_every_word_in_every_state_is_answered(
    status: VisitStatus, intent: Intent, code: str | None
) -> None:
    field = in_state(status)
    said = field.texts(intent, words="some words", job=code, minutes=40, n=1)
    heard = moments_to(said, LUIS)
    assert len(heard) >= (0 if intent in SILENT else 1)
    check_promises(field)


def check_promises(field: Field) -> None:
    for job in field.jobs.values():
        for visit in job.visits:
            open_ = [p for p in job.owed(PromiseKind.ARRIVAL) if p.visit_id == visit.id]
            assert len(open_) <= 1
            if visit.status in (VisitStatus.ON_SITE, VisitStatus.DONE, VisitStatus.CANCELLED):
                assert not open_, f"{visit.status}, and the arrival is still owed"
            replaced = visit.status is VisitStatus.MISSED and len(job.visits) > 1
            if visit.is_awaited and was_told(visit) and not replaced:
                assert open_, f"{visit.status} and told, and no promise stands for it"


Act = Callable[[Field], None]


def texting(intent: Intent, number: int | None, code: str | None, minutes: int) -> Act:
    def act(field: Field) -> None:
        eta = field.now + timedelta(minutes=minutes)
        said = field.texts(
            intent,
            words="words",
            job=code,
            stop_number=number if intent is Intent.DECLINE else None,
            n=number,
            eta=eta if intent is Intent.ON_MY_WAY else None,
            minutes=minutes if intent is Intent.LATE else None,
        )
        assert intent in SILENT or moments_to(said, LUIS), f"{intent} was met with silence"

    return act


def customer_says_(name: str, n: int) -> Act:
    def act(field: Field) -> None:
        if field.job.visits:
            args: list[object] = [n] if name.startswith("chooses") else []
            if name == "wants_other_time":
                args = [None]
            field.customer(getattr(customer_says, name), *args)

    return act


def office_does(name: str, hours: int, tell_now: bool) -> Act:
    def act(field: Field) -> None:
        start = field.now + timedelta(hours=hours)
        window = {"window_from": start, "window_to": start + timedelta(hours=2)}
        snapshot, job = field.of(), field.job
        with suppress(ArrivalError):  # refused: nothing was carried out
            if name == "book":
                field.do(
                    book_visit(
                        snapshot, job, kind="return", contractor=LUIS, tell_now=tell_now, **window
                    )
                )
            elif name == "move":
                crew = MIA if hours % 2 else None
                field.do(
                    move_visit(
                        snapshot, job, field.visit, contractor=crew, tell_now=tell_now, **window
                    )
                )
            elif name == "accept":
                field.do(accept(snapshot, job, field.visit))
            else:
                field.do(cancel_visit(snapshot, job, field.visit, cause="truck", by="Ana"))

    return act


def time_passes(minutes: int, asleep: bool) -> Act:
    def act(field: Field) -> None:
        to = field.now + timedelta(minutes=minutes)
        if asleep:
            field.wakes(to)
        else:
            field.clock(to)

    return act


ACTS = st.one_of(
    st.builds(
        texting,
        st.sampled_from(TEXTS),
        st.none() | st.integers(0, 4),
        st.sampled_from([None, None, None, "K7F", "B2C"]),
        st.integers(1, 200),
    ),
    st.builds(
        customer_says_,
        st.sampled_from(
            [
                "confirms",
                "wants_other_time",
                "cancels_visit",
                "says_here",
                "chooses_after_late",
                "chooses_after_missed",
            ]
        ),
        st.integers(0, 4),
    ),
    st.builds(
        office_does,
        st.sampled_from(["book", "move", "accept", "cancel"]),
        st.integers(0, 30),
        st.booleans(),
    ),
    st.builds(time_passes, st.integers(1, 1500), st.booleans()),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ACTS, max_size=14), st.booleans())
def test_any_order_of_events_keeps_the_ledger_true(acts: list[Act], two_jobs: bool) -> None:
    field = Field(now=local(14, 8))
    field.add(a_visit(told_at=None, stepped_to=local(14, 8)))
    field._plan(1)
    if two_jobs:
        field.jobs[2] = a_job(2, "B2C", "Sam Hill", "+14045550124")
        field.add(a_visit(2, job_id=2, stepped_to=local(14, 8), window_from=local(14, 14)))
        field._plan(2)
    for act in acts:
        act(field)
        check_promises(field)


def test_a_list_accepted_as_a_whole_settles_what_two_of_its_visits_replace_once() -> None:
    field = Field(now=local(14, 8))
    field.add(a_visit(told_at=None, stepped_to=local(14, 8)))
    field._plan(1)
    for act in (
        office_does("book", 0, tell_now=False),
        office_does("book", 0, tell_now=True),
        office_does("cancel", 0, tell_now=False),  # a call is owed about another time
        texting(Intent.JOBS, None, None, 1),
        texting(Intent.ACCEPT, None, None, 1),
    ):
        act(field)
        check_promises(field)
    assert [v.status for v in field.job.visits] == ["accepted", "accepted", "cancelled"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 600), st.booleans()), min_size=1, max_size=30))
def test_no_text_of_a_step_goes_out_twice(passing: list[tuple[int, bool]]) -> None:
    field = in_state(VisitStatus.ACCEPTED)
    field.now = local(13, 10)
    field._replace_visit(1, stepped_to=field.now)
    field._plan(1)
    for minutes, asleep in passing:
        time_passes(minutes, asleep)(field)
    told = [(s.moment, s.to, s.params.get("step") or s.once) for s in field.said]
    assert len(told) == len(set(told))
