import pytest
from fixtures.household import DANA, NOW, all_of, dana, job, one, promise, snapshot

from fieldcomm.domain.customer.evidence import How, settle_by_person
from fieldcomm.domain.effects import ChangePhone, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement

OWED = tuple(promise(id, kind=kind) for id, kind in enumerate(PromiseKind, start=1))


@pytest.mark.parametrize(
    ("how", "kinds"),
    [
        ("call", {PromiseKind.CALLBACK, PromiseKind.REPLY, PromiseKind.RESULT}),
        ("text", {PromiseKind.REPLY, PromiseKind.RESULT}),
    ],
)
def test_we_texted_is_no_evidence_of_a_call(how: How, kinds: set[PromiseKind]) -> None:
    seen = snapshot(job(promises=OWED), phone=dana(chatter_off_at=NOW))
    effects = settle_by_person(seen, seen.jobs[0], NOW, how)
    settled = all_of(effects, SettlePromise)
    assert {OWED[s.promise_id - 1].kind for s in settled} == kinds
    assert {s.settlement for s in settled} == {Settlement.EVIDENCE}


def test_a_persons_word_lets_check_ins_go_on_and_is_remembered() -> None:
    seen = snapshot(job(), phone=dana(chatter_off_at=NOW))
    changed = one(settle_by_person(seen, seen.jobs[0], NOW, "text"), ChangePhone)
    assert changed == ChangePhone(DANA, {"last_person_at": NOW, "chatter_off_at": None})


def test_what_is_owed_to_another_number_is_not_settled() -> None:
    elsewhere = promise(phone="+14045550124")
    seen = snapshot(job(), promises=(elsewhere,))
    assert all_of(settle_by_person(seen, seen.jobs[0], NOW, "call"), SettlePromise) == []
