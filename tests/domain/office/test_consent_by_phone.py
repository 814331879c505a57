"""An opt-out said on the phone is worth what a STOP is; so is a yes."""

from __future__ import annotations

from fixtures.household import BO, DANA, all_of, dana, job, one, promise, snapshot, task, visit

from fieldcomm.domain.customer.consent import CALL_TASK
from fieldcomm.domain.desk.consent_by_phone import opted_in_by_phone, opted_out_by_phone
from fieldcomm.domain.effects import (
    Note,
    OpenTask,
    PlanCheckIns,
    RecordConsent,
    Say,
    SettlePromise,
    SettleTask,
    SuppressQueued,
)
from fieldcomm.domain.promise import PromiseKind, Settlement


def test_silence_at_once_and_what_is_owed_becomes_calls() -> None:
    check_in = promise(6, kind=PromiseKind.CHECK_IN)
    seen = snapshot(job(visits=(visit(),), promises=(promise(), check_in)))
    effects = opted_out_by_phone(seen, "no more texts", by=BO.name)
    recorded = one(effects, RecordConsent)
    assert (recorded.state, recorded.source) == ("stopped", "phone call")
    assert (recorded.wording, recorded.actor) == ("no more texts", BO.name)
    assert one(effects, SuppressQueued).moments is None
    assert {t.kind for t in all_of(effects, OpenTask)} == {CALL_TASK}
    assert len(all_of(effects, OpenTask)) == 2
    released = one(effects, SettlePromise)
    assert (released.promise_id, released.settlement) == (6, Settlement.RELEASED)
    assert one(effects, Note).kind == "opted_out"
    assert all_of(effects, Say) == []


def test_said_again_it_asks_for_no_more_calls() -> None:
    seen = snapshot(job(visits=(visit(),)), phone=dana(consent="stopped"))
    assert all_of(opted_out_by_phone(seen, "really", by=BO.name), OpenTask) == []


def test_a_yes_settles_the_calls_and_plans_check_ins() -> None:
    tasks = (task(9, kind=CALL_TASK), task(10), task(11, kind=CALL_TASK, phone="+14045550124"))
    seen = snapshot(job(), phone=dana(consent="stopped"), tasks=tasks)
    effects = opted_in_by_phone(seen, "text me again", by=BO.name)
    assert one(effects, RecordConsent).state == "given"
    assert [done.task_id for done in all_of(effects, SettleTask)] == [9]
    assert one(effects, PlanCheckIns).phone == DANA
