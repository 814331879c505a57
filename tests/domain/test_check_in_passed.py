"""The time of a check-in has passed: what kept it, or why it is broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fixtures.household import ATLANTA, DANA, DAY, HOUR, MINUTE, policy

from fieldcomm.domain.check_in_passed import decide_passed, stands_in_since
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
    given: dict[str, Any] = {"heard": None, "answered": None, "became": None}
    effect, *_ = decide_passed(snapshot, NEXT_WORD, **(given | found))
    assert isinstance(effect, SettlePromise)
    return effect


def test_whoever_waits_no_more_is_let_go() -> None:
    assert came_of(JobStatus.DONE).settlement is Settlement.RELEASED


@pytest.mark.parametrize("word", ["heard", "answered"])
def test_another_text_in_its_place_kept_it(word: str) -> None:
    effect = came_of(**{word: SOON_BEFORE})
    assert (effect.settlement, effect.at) == (Settlement.EVIDENCE, SOON_BEFORE)


def test_an_answer_does_not_keep_what_a_check_in_was_made_for_and_failed() -> None:
    effect = came_of(answered=SOON_BEFORE, became="the check-in was failed")
    assert effect.settlement is Settlement.IMPOSSIBLE
    assert effect.cause == "the check-in was failed"


def test_what_stands_in_for_it_went_within_the_hour_before_its_slot() -> None:
    assert stands_in_since(NEXT_WORD, policy()) == DUE - 2 * HOUR
