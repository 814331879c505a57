"""Every state machine, state by event: it moves, it is harmless, or it is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain import delivery, job, visit
from fieldcomm.domain.delivery import MessageState, Refusal, contradicts, forward, meaning
from fieldcomm.domain.job import JobEvent, JobStatus
from fieldcomm.domain.promise import PromiseState, Settlement, settle
from fieldcomm.domain.visit import VisitEvent, VisitStatus

DUE = datetime(2026, 1, 13, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", JobStatus)
@pytest.mark.parametrize("event", JobEvent)
def test_a_job_moves_stays_or_refuses(status: JobStatus, event: JobEvent) -> None:
    after = job.after(status, event)
    assert after is None or after in JobStatus
    both = (status, event)
    assert not (both in job.HARMLESS and both in job.TRANSITIONS)
    if status in (JobStatus.CLOSED, JobStatus.CANCELLED):
        assert after in (None, status), "what is over stays over"


@pytest.mark.parametrize("status", VisitStatus)
@pytest.mark.parametrize("event", VisitEvent)
def test_a_visit_moves_stays_or_refuses(status: VisitStatus, event: VisitEvent) -> None:
    after = visit.after(status, event)
    assert after is None or after in VisitStatus
    both = (status, event)
    assert not (both in visit.HARMLESS and both in visit.TRANSITIONS)
    if status is VisitStatus.DONE:
        assert after in (None, VisitStatus.DONE)


def test_a_job_can_be_cancelled_from_anywhere_before_done() -> None:
    before = [s for s in job.OPEN if s is not JobStatus.DONE]
    assert all(job.after(s, JobEvent.CANCELLED) is JobStatus.CANCELLED for s in before)
    assert job.after(JobStatus.DONE, JobEvent.CANCELLED) is None


def test_done_without_omw_or_here_implies_them() -> None:
    for status in (VisitStatus.ACCEPTED, VisitStatus.CONFIRMED, VisitStatus.EN_ROUTE):
        assert visit.after(status, VisitEvent.FINISHED) is VisitStatus.DONE


@given(st.sampled_from(Settlement), st.integers(-600, 600))
def test_a_promise_is_settled_once_and_late_is_counted_from_when_it_happened(
    settlement: Settlement, minutes: int
) -> None:
    at = DUE + timedelta(minutes=minutes)
    state = settle(PromiseState.OPEN, DUE, settlement, at)
    expected = {
        Settlement.EVIDENCE: PromiseState.KEPT_LATE if minutes > 0 else PromiseState.KEPT,
        Settlement.RENEGOTIATED: PromiseState.BROKEN if minutes > 0 else PromiseState.MOVED,
        Settlement.IMPOSSIBLE: PromiseState.BROKEN,
        Settlement.RELEASED: PromiseState.RELEASED,
    }
    assert state is expected[settlement]
    assert settle(expected[settlement], DUE, Settlement.EVIDENCE, at) is None


@given(st.lists(st.sampled_from(sorted(delivery.RANK)), min_size=1, max_size=12))
def test_reports_in_any_order_only_move_a_text_forward(statuses: list[str]) -> None:
    state = MessageState.ATTEMPTING
    rank = -1
    for status in statuses:
        after = forward(state, status)
        if after is not None:
            assert delivery.RANK[status] > rank or rank == -1
            rank, state = delivery.RANK[status], after
    finals = [s for s in statuses if delivery.RANK[s] == 4]
    if finals:
        assert state is delivery.state_of(finals[0]), "the first final word stands"


def test_delivered_then_sent_stays_delivered() -> None:
    assert forward(MessageState.DELIVERED, "sent") is None
    assert forward(MessageState.UNDELIVERED, "delivered") is None
    assert contradicts(MessageState.UNDELIVERED, "delivered")
    assert not contradicts(MessageState.DELIVERED, "delivered")


def test_an_unknown_word_moves_nothing() -> None:
    assert forward(MessageState.ACCEPTED, "teleported") is None


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        (20429, 429, Refusal.RETRY_LATER),
        (None, 429, Refusal.RETRY_LATER),
        (21610, 400, Refusal.OPTED_OUT),
        (21211, 400, Refusal.PERMANENT),
        (20003, 401, Refusal.STOP_EVERYTHING),
        (30034, 200, Refusal.STOP_EVERYTHING),
        (30007, 200, Refusal.FILTERED),
        (30008, 200, Refusal.UNKNOWN),
        (None, 200, Refusal.UNKNOWN),
        (21617, 400, Refusal.REJECTED),
        (20500, 500, Refusal.PERHAPS),
        (None, 503, Refusal.PERHAPS),
    ],
)
def test_what_a_code_means(code: int | None, status: int, expected: Refusal) -> None:
    assert meaning(code, status) is expected
