import pytest
from fixtures.household import (
    ANA,
    BO,
    DANA,
    LUIS,
    NOW,
    all_of,
    dana,
    job,
    one,
    promise,
    reads,
    renderable,
    said,
    snapshot,
    task,
    texts,
    visit,
)

from fieldcomm.domain.customer.consent import decide_start, decide_stop
from fieldcomm.domain.customer.decide import decide_customer
from fieldcomm.domain.effects import (
    OpenPromise,
    OpenTask,
    PlanCheckIns,
    RecordConsent,
    SettlePromise,
    SettleTask,
    SuppressQueued,
)
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import PhoneView

STOP = reads(Intent.STOP)
OPTED_OUT = dana(consent="stopped")


def test_stop_silences_everything_queued_and_is_recorded_with_its_words() -> None:
    effects = decide_customer(snapshot(job()), STOP, "STOP")
    assert one(effects, RecordConsent).state == "stopped"
    assert one(effects, RecordConsent).wording == "STOP"
    assert one(effects, SuppressQueued).moments is None


def test_twilio_confirms_an_exact_keyword_itself_so_we_do_not() -> None:
    assert texts(decide_customer(snapshot(job()), STOP, "stop"), DANA) == []


def test_plain_words_are_confirmed_once_saying_what_still_stands() -> None:
    told = visit()
    owed = promise()
    seen = snapshot(job(visits=(told,), promises=(owed,)))
    effects = renderable(decide_customer(seen, STOP, "please quit texting me"))
    assert texts(effects, DANA) == ["opted_out"]
    assert said(effects, "opted_out").params == {
        "visit_from": told.window_from,
        "visit_to": told.window_to,
        "callback_due": owed.due_at,
    }


def test_no_confirmation_when_the_provider_has_given_one() -> None:
    effects = decide_customer(
        snapshot(job()), STOP, "please quit texting me", provider_answered=True
    )
    assert texts(effects, DANA) == []


def test_saying_it_again_is_recorded_and_not_confirmed_again() -> None:
    effects = decide_customer(snapshot(job(), phone=OPTED_OUT), STOP, "i said no more texts")
    assert texts(effects) == []
    assert len(all_of(effects, RecordConsent)) == 1
    assert all_of(effects, OpenTask) == []


def test_what_is_still_owed_becomes_calls_and_stays_open() -> None:
    check_in = promise(6, kind=PromiseKind.CHECK_IN, owner=None)
    seen = snapshot(job(visits=(visit(),), promises=(promise(), check_in)))
    effects = renderable(decide_customer(seen, STOP, "STOP"))
    assert [t.kind for t in all_of(effects, OpenTask)] == ["opted_out_call"] * 2
    assert one(effects, SettlePromise) == SettlePromise(6, Settlement.RELEASED, NOW)
    assert one(effects, PlanCheckIns).phone == DANA
    assert said(effects, "alert").params["kind"] == "customer_stopped"


def test_cancel_opts_out_and_asks_a_person_whether_the_visit_was_meant() -> None:
    effects = renderable(decide_customer(snapshot(job(visits=(visit(),))), STOP, "CANCEL"))
    assert one(effects, RecordConsent).state == "stopped"
    assert "cancel_word" in [t.kind for t in all_of(effects, OpenTask)]
    assert said(effects, "alert").params["kind"] == "cancel_word"


def test_a_contractors_stop_is_an_alarm() -> None:
    seen = snapshot(phone=PhoneView(LUIS.phone or "", consent="given"), speaker=LUIS)
    effects = renderable(decide_stop(seen, STOP, "STOP", exact=True, provider_answered=False))
    assert one(effects, OpenTask).kind == "contractor_stopped"
    alarm = said(effects, "alert")
    assert (alarm.to, alarm.params["contractor"]) == (BO.phone, "Luis Vega")


def test_a_lone_yes_of_somebody_opted_out_opts_in_and_confirms_nothing() -> None:
    asked = dana(consent="stopped", asked="visit_booked", asked_refs={"job": 1, "visit": 7})
    seen = snapshot(job(visits=(visit(),)), phone=asked, tasks=(task(kind="opted_out_call"),))
    effects = renderable(decide_customer(seen, reads(Intent.CONFIRM), "YES"))
    assert one(effects, RecordConsent).state == "given"
    assert texts(effects) == ["opted_in"]
    assert one(effects, SettleTask).task_id == 9


def test_start_plans_check_ins_and_is_not_answered_twice() -> None:
    effects = decide_start(snapshot(job()), reads(Intent.START), "START", provider_answered=True)
    assert texts(effects) == []
    assert one(effects, PlanCheckIns).phone == DANA


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        (Intent.OTHER, "are the fans ok off at night?"),
        (Intent.CALL_ME, "call me"),
        (Intent.ASK_WHEN, "when are you coming"),
        (Intent.COMPLAINT, "nobody came!"),
    ],
)
def test_whatever_somebody_opted_out_writes_is_answered_by_a_call(
    intent: Intent, text: str
) -> None:
    effects = renderable(decide_customer(snapshot(job(), phone=OPTED_OUT), reads(intent), text))
    assert texts(effects, DANA) == []
    assert one(effects, OpenPromise).kind is PromiseKind.CALLBACK
    assert one(effects, OpenPromise).owner == ANA
    assert one(effects, OpenTask).kind == "opted_out_call"


def test_thanks_of_somebody_opted_out_owe_nobody_a_call() -> None:
    effects = decide_customer(snapshot(job(), phone=OPTED_OUT), reads(Intent.THANKS), "thanks")
    assert all_of(effects, OpenPromise) == []
    assert all_of(effects, OpenTask) == []


def test_a_wrong_number_hears_nothing_more_at_all() -> None:
    effects = renderable(
        decide_customer(snapshot(job()), reads(Intent.WRONG_NUMBER), "wrong number dude")
    )
    assert texts(effects, DANA) == []
    assert one(effects, RecordConsent).source == "wrong number"
    assert one(effects, SuppressQueued).moments is None
    assert one(effects, OpenTask).kind == "wrong_number"
