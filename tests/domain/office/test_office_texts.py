from dataclasses import replace

import pytest
from fixtures.household import (
    ANA,
    BO,
    DANA,
    HOUR,
    MINUTE,
    NOW,
    all_of,
    job,
    one,
    promise,
    reads,
    renderable,
    said,
    snapshot,
    task,
    texts,
)

from fieldcomm.domain.effects import (
    Effect,
    OpenTask,
    RecordConsent,
    SettlePromise,
    SettleTask,
    StepPromise,
    StepTask,
)
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.office.decide import decide_office
from fieldcomm.domain.snapshot import Person, PhoneView

ALERTED = {"asked": "safety_alert", "asked_refs": {"phone": DANA, "job": 1}, "choices": ("take",)}
LATE = promise(due_at=NOW - HOUR, created_at=NOW - 3 * HOUR)


def texts_us(
    text: str,
    intent: Intent = Intent.OTHER,
    *,
    by: Person = BO,
    phone: dict[str, object] | None = None,
    tasks: tuple[object, ...] = (),
    promises: tuple[object, ...] = (),
    **fields: object,
) -> list[Effect]:
    view = PhoneView(by.phone or "", **(phone or {}))
    seen = snapshot(job(promises=promises), phone=view, speaker=by, tasks=tasks)
    return renderable(decide_office(seen, reads(intent, **fields), text))


@pytest.mark.parametrize("words", ["Y", "yes", "on it", "ACCEPT", "got it", "I'll call", "ok"])
def test_any_clear_yes_to_an_alert_takes_the_danger(words: str) -> None:
    effects = texts_us(words, phone=ALERTED, tasks=(task(),))
    assert one(effects, SettleTask) == SettleTask(9, "Bo Hill")
    ack = said(effects, "owner_ack").params
    assert (ack["what"], ack["customer_phone"]) == ("taken", DANA)


def test_one_takes_it_and_the_others_alerted_are_told_who() -> None:
    effects = texts_us("1", Intent.CHOICE, by=ANA, n=1, phone=ALERTED, tasks=(task(step=1),))
    assert one(effects, SettleTask).by == "Ana Ortiz"
    taken = said(effects, "safety_taken")
    assert (taken.to, taken.params["by"]) == (BO.phone, "Ana")


@pytest.mark.parametrize("words", ["no", "can't, at the hospital", "not me"])
def test_whoever_says_no_is_passed_over_at_once(words: str) -> None:
    effects = texts_us(words, phone=ALERTED, tasks=(task(),))
    assert all_of(effects, SettleTask) == []
    assert said(effects, "safety_alert").to == ANA.phone
    assert one(effects, StepTask).step == 1


def test_an_unclear_answer_does_not_stop_the_climb() -> None:
    effects = texts_us("who is that?", phone=ALERTED, tasks=(task(),))
    assert all_of(effects, SettleTask) == []
    assert said(effects, "owner_ack").params["what"] == "not_understood"


def test_a_yes_after_somebody_else_has_taken_it_says_so() -> None:
    effects = texts_us("Y", phone=ALERTED)
    assert said(effects, "owner_ack").params["what"] == "already_taken"


def test_a_yes_never_takes_a_report_one_was_not_alerted_to() -> None:
    other = task(10, phone="+14045550124", job_id=None)
    effects = texts_us("Y", by=ANA, phone=ALERTED, tasks=(other,))
    assert all_of(effects, SettleTask) == []


def test_a_manager_asked_about_a_late_call_may_take_it() -> None:
    asked = {"asked": "prompt_manager", "asked_refs": {"promise": 5}, "choices": ("take",)}
    effects = texts_us("1", Intent.CHOICE, n=1, phone=asked, promises=(LATE,))
    stepped = one(effects, StepPromise)
    assert (stepped.owner, stepped.stepped_to) == (BO, LATE.stepped_to)
    assert said(effects, "owner_ack").params["what"] == "taken"
    assert all_of(effects, SettlePromise) == []


def test_called_settles_and_a_mere_ok_does_not() -> None:
    asked = {"asked": "prompt", "asked_refs": {"promise": 5}}
    assert one(
        texts_us("CALLED", Intent.CALLED, by=ANA, phone=asked, promises=(LATE,)), SettlePromise
    )
    assert texts_us("ok", Intent.ACCEPT, by=ANA, phone=asked, promises=(LATE,)) == []


def test_what_we_cannot_read_goes_to_the_board_and_says_what_works() -> None:
    effects = texts_us("blorp", by=ANA)
    assert texts(effects) == ["owner_help"]
    assert one(effects, OpenTask).kind == "read_text"


def test_thanks_get_silence_and_help_gets_help() -> None:
    assert texts_us("thx", Intent.THANKS) == []
    assert texts(texts_us("?", Intent.HELP)) == ["owner_help"]


def test_a_user_who_opts_out_is_an_alarm_to_somebody_else() -> None:
    effects = texts_us("STOP", Intent.STOP)
    assert one(effects, RecordConsent).state == "stopped"
    assert said(effects, "alert").to == ANA.phone


def test_a_user_may_report_danger_like_anybody() -> None:
    effects = texts_us("gas at the office", Intent.EMERGENCY, by=ANA, hazard="gas")
    assert texts(effects, ANA.phone) == ["safety"]
    assert texts(effects, BO.phone) == ["safety_alert"]


def test_taking_over_with_the_promise_settled_meanwhile_says_so() -> None:
    asked = {"asked": "prompt_manager", "asked_refs": {"promise": 5}, "choices": ("take",)}
    effects = texts_us("Y", Intent.ACCEPT, phone=asked)
    assert said(effects, "owner_ack").params["what"] == "already_taken"


def test_the_ladder_goes_on_where_it_was_for_whoever_took_over() -> None:
    asked = {"asked": "prompt_manager", "asked_refs": {"promise": 5}, "choices": ("take",)}
    late = replace(LATE, stepped_to=NOW - MINUTE)
    effects = texts_us("Y", Intent.ACCEPT, phone=asked, promises=(late,))
    following = one(effects, StepPromise).next_step_at
    assert following is not None
    assert following > NOW - MINUTE
