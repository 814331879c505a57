"""The time of a check-in has passed: what kept it, or why it is broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fixtures.household import ATLANTA, DANA, DAY, MINUTE, policy

from fieldcomm.domain.check_in_passed import decide_passed
from fieldcomm.domain.effects import SettlePromise
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PhoneView, PromiseView, Snapshot

DUE = datetime(2026, 1, 13, 22, 30, tzinfo=UTC)
NEXT_WORD = PromiseView(
    5, PromiseKind.CHECK_IN, DANA, 1, None, None, "Next word", DUE, 1, DUE - DAY, DUE - DAY
)
SOON_BEFORE = DUE - timedelta(minutes=70)


def came_of(status: JobStatus = JobStatus.WAITING, **found: Any) -> SettlePromise:
    job = JobView(1, "K7F", status, None, "drying", "Dana Reed", "14 Oak St", ATLANTA,
                  "Dana Reed", DANA, None, None, DUE - 2 * DAY)  # fmt: skip
    snapshot = Snapshot(DUE + MINUTE, policy(), PhoneView(DANA, consent="given"), (job,))
    given: dict[str, Any] = {"heard": None, "became": None}
    effect, *_ = decide_passed(snapshot, NEXT_WORD, **(given | found))
    assert isinstance(effect, SettlePromise)
    return effect


def test_whoever_waits_no_more_is_let_go() -> None:
    assert came_of(JobStatus.DONE).settlement is Settlement.RELEASED


def test_a_text_about_a_visit_or_a_call_in_its_place_kept_it() -> None:
    effect = came_of(heard=SOON_BEFORE)
    assert (effect.settlement, effect.at) == (Settlement.EVIDENCE, SOON_BEFORE)


@pytest.mark.parametrize("became", ["the check-in was failed", None])
def test_nothing_in_its_place_is_broken_with_its_cause(became: str | None) -> None:
    effect = came_of(became=became)
    assert effect.settlement is Settlement.IMPOSSIBLE
    assert effect.cause == (became or "no check-in was made")
