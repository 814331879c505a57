"""Evidence from before it was written down: what it settles, and what it does not."""

from __future__ import annotations

import pytest
from fixtures.household import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    all_of,
    dana,
    job,
    one,
    promise,
    snapshot,
    visit,
)

from fieldcomm.domain.desk.back_date import WHATS, BackDateError, What, back_date
from fieldcomm.domain.effects import ChangePhone, ChangeVisit, Effect, Note, Say, SettlePromise
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.visit import VisitStatus

ARRIVAL = promise(
    kind=PromiseKind.ARRIVAL, visit_id=7, due_at=NOW - 10 * MINUTE, created_at=NOW - DAY
)
OVER = visit(status=VisitStatus.MISSED, window_from=NOW - 2 * HOUR, window_to=NOW - 10 * MINUTE)
HOUSE = job(status=JobStatus.SCHEDULED, visits=(OVER,), promises=(ARRIVAL,))


def test_arrived_in_time_is_settled_by_that_time_and_noted_at_it() -> None:
    at = NOW - HOUR
    effects = back_date(snapshot(HOUSE), HOUSE, OVER, what="arrived", at=at, by="Ana")
    assert one(effects, SettlePromise).at == at
    assert one(effects, ChangeVisit).arrived_at == at
    noted = one(effects, Note)
    assert (noted.at, noted.data["recorded_at"]) == (at, NOW)


@pytest.mark.parametrize("what", WHATS)
def test_nothing_recorded_later_texts_anybody(what: What) -> None:
    effects = back_date(snapshot(HOUSE), HOUSE, OVER, what=what, at=NOW - HOUR, by="Ana")
    assert all_of(effects, Say) == []


@pytest.mark.parametrize("status", list(VisitStatus))
@pytest.mark.parametrize("what", WHATS)
def test_in_every_state_it_is_done_or_refused_in_words(what: What, status: VisitStatus) -> None:
    stands = visit(
        status=status, window_from=NOW - 2 * HOUR, window_to=NOW, arrived_at=NOW - 90 * MINUTE
    )
    house = job(status=JobStatus.SCHEDULED, visits=(stands,))
    refused = ""
    effects: list[Effect] = []
    try:
        effects = back_date(snapshot(house), house, stands, what=what, at=NOW - HOUR, by="Ana")
    except BackDateError as error:
        refused = str(error)
    assert effects or refused.endswith(".")


def test_nobody_leaves_before_they_came() -> None:
    there = visit(status=VisitStatus.ON_SITE, arrived_at=NOW - HOUR)
    house = job(status=JobStatus.ON_SITE, visits=(there,))
    with pytest.raises(BackDateError, match="had not arrived"):
        back_date(snapshot(house), house, there, what="done", at=NOW - 2 * HOUR, by="Ana")


def test_an_old_call_takes_back_nothing_learnt_since() -> None:
    upset = dana(last_person_at=NOW - 5 * MINUTE, chatter_off_at=NOW - 5 * MINUTE)
    made = promise(created_at=NOW - MINUTE)
    house = job(promises=(made,))
    effects = back_date(
        snapshot(house, phone=upset), house, None, what="called", at=NOW - HOUR, by="Ana"
    )
    assert all_of(effects, SettlePromise) == []
    assert one(effects, ChangePhone).fields == {}
