from dataclasses import replace

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
    reads,
    renderable,
    said,
    snapshot,
    task,
    texts,
)

from fieldcomm.domain.customer.danger import climb_danger, decide_danger
from fieldcomm.domain.customer.decide import decide_customer
from fieldcomm.domain.customer.stranger import decide_stranger
from fieldcomm.domain.effects import OpenTask, Say, StepTask
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.snapshot import PhoneView

GAS = "it smells like gas in here"
EMERGENCY = reads(Intent.EMERGENCY, hazard="gas")


def test_danger_is_answered_at_once_and_the_manager_on_call_is_alerted() -> None:
    effects = renderable(decide_customer(snapshot(job()), EMERGENCY, GAS))
    assert said(effects, "safety").params == {"hazard": "gas", "alerted": True}
    alert = said(effects, "safety_alert")
    assert alert.to == BO.phone
    assert alert.params["words"] == GAS
    assert alert.params["address"] == "14 Oak St"
    opened = one(effects, OpenTask)
    assert (opened.kind, opened.climb) == ("safety", snapshot().policy.safety_climb)


def test_we_do_not_claim_to_have_alerted_a_manager_when_none_has_a_phone() -> None:
    office = (ANA, replace(BO, phone=None))
    effects = renderable(decide_customer(snapshot(job(), office=office), EMERGENCY, GAS))
    assert said(effects, "safety").params["alerted"] is False
    assert said(effects, "safety_alert").to == ANA.phone


def test_with_nobody_to_alert_the_text_and_the_task_still_come() -> None:
    effects = renderable(decide_customer(snapshot(job(), office=()), EMERGENCY, GAS))
    assert texts(effects) == ["safety"]
    assert one(effects, OpenTask).kind == "safety"


def test_somebody_opted_out_gets_no_text_but_a_person_is_alerted() -> None:
    effects = decide_customer(snapshot(job(), phone=dana(consent="stopped")), EMERGENCY, GAS)
    assert texts(effects, DANA) == []
    assert texts(effects, BO.phone) == ["safety_alert"]


def test_a_second_report_opens_no_second_task_and_goes_to_whoever_the_climb_has_reached() -> None:
    seen = snapshot(job(), tasks=(task(step=1),))
    effects = renderable(decide_customer(seen, EMERGENCY, "gas is getting stronger"))
    assert all_of(effects, OpenTask) == []
    assert texts(effects, DANA) == ["safety"]
    assert said(effects, "safety_alert").to == ANA.phone


def test_a_stranger_in_danger_is_answered_like_anybody() -> None:
    seen = snapshot(phone=PhoneView("+14045550199"))
    effects = renderable(decide_stranger(seen, EMERGENCY, GAS))
    assert texts(effects) == ["safety", "safety_alert"]
    assert said(effects, "safety_alert").params["customer_phone"] == "+14045550199"


def test_a_contractor_in_danger_is_named_as_the_one_who_reports() -> None:
    seen = snapshot(job(), phone=PhoneView(LUIS.phone or ""), speaker=LUIS)
    effects = renderable(decide_danger(seen, EMERGENCY, GAS))
    assert said(effects, "safety_alert").params["customer"] == "Luis Vega"


@pytest.mark.parametrize("step", range(6))
def test_the_alert_climbs_round_and_round_until_somebody_accepts(step: int) -> None:
    effects = renderable(climb_danger(snapshot(job()), task(step=step)))
    expected = [BO, ANA][(step + 1) % 2]
    alert = said(effects, "safety_alert")
    assert (alert.to, alert.params["step"]) == (expected.phone, "again")
    stepped = one(effects, StepTask)
    assert stepped == StepTask(9, step + 1, NOW + snapshot().policy.safety_climb)


def test_the_climb_goes_on_even_while_nobody_has_a_phone() -> None:
    effects = climb_danger(snapshot(job(), office=()), task())
    assert all_of(effects, Say) == []
    assert one(effects, StepTask).next_step_at is not None


def test_after_an_hour_the_alarm_goes_on_every_quarter_of_an_hour() -> None:
    *_, stepped = climb_danger(snapshot(job()), task(step=25))
    assert stepped == StepTask(9, 26, NOW + snapshot().policy.safety_climb_later)
