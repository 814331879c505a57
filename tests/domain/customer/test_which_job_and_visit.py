import pytest
from fixtures.household import (
    ANA,
    DANA,
    HOUR,
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
    texts,
    visit,
)

from fieldcomm.domain.customer.decide import decide_customer
from fieldcomm.domain.effects import ChangeVisit, Effect, OpenPromise, SettlePromise
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import PhoneView, Snapshot
from fieldcomm.domain.visit import VisitEvent, VisitStatus

KITCHEN = job(visits=(visit(status=VisitStatus.ACCEPTED),))
CELLAR = job(
    2,
    code="M4P",
    summary="Wet cellar",
    visits=(visit(8, job_id=2, status=VisitStatus.ACCEPTED),),
)


def decide(seen: Snapshot, intent: Intent, text: str = "", **fields: object) -> list[Effect]:
    return renderable(decide_customer(seen, reads(intent, **fields), text))


def asked(about: str, *choices: str, **refs: object) -> PhoneView:
    return dana(asked=about, asked_at=NOW - HOUR, asked_refs=refs, choices=choices)


def test_with_one_visit_standing_c_confirms_it() -> None:
    changed = one(decide(snapshot(KITCHEN), Intent.CONFIRM, "C"), ChangeVisit)
    assert (changed.visit_id, changed.event) == (7, VisitEvent.CONFIRMED)


def test_c_answers_the_visit_that_was_asked_about_last() -> None:
    seen = snapshot(KITCHEN, CELLAR, phone=asked("visit_booked", job=2, visit=8))
    assert one(decide(seen, Intent.CONFIRM, "C"), ChangeVisit).visit_id == 8


def test_a_code_in_the_text_outweighs_what_was_asked() -> None:
    seen = snapshot(KITCHEN, CELLAR, phone=asked("visit_booked", job=2, visit=8))
    assert one(decide(seen, Intent.CONFIRM, "C K7F", job="K7F"), ChangeVisit).visit_id == 7


def test_with_several_jobs_we_ask_which_once_numbered() -> None:
    effects = decide(snapshot(KITCHEN, CELLAR), Intent.CHANGE, "cant do it", at=NOW + HOUR)
    question = said(effects, "which_job")
    assert question.choices == ("job:1", "job:2")
    assert question.refs["then"] == "change"
    assert len(question.params["jobs"]) == 2
    assert len(effects) == 1


@pytest.mark.parametrize(
    "reply", [{"intent": Intent.CHOICE, "n": 2}, {"intent": Intent.OTHER, "job": "M4P"}]
)
def test_the_answer_goes_on_with_what_was_meant(reply: dict[str, object]) -> None:
    phone = asked("which_job", "job:1", "job:2", then="change", text="cant do it", at=None)
    effects = renderable(
        decide_customer(snapshot(KITCHEN, CELLAR, phone=phone), reads(**reply), "2")
    )
    assert one(effects, OpenPromise).job_id == 2
    assert said(effects, "visit_change_ack").job_id == 2


def test_who_does_not_answer_with_a_number_is_not_asked_again() -> None:
    phone = asked("which_job", "job:1", "job:2", then="change", text="cant do it", at=None)
    effects = decide(snapshot(KITCHEN, CELLAR, phone=phone), Intent.CHANGE, "the tuesday one")
    assert texts(effects) == ["reply_ack"]


def test_a_change_without_any_visit_goes_to_a_person() -> None:
    assert texts(decide(snapshot(job()), Intent.CHANGE, "can we do friday")) == ["reply_ack"]


def test_yes_after_running_late_says_that_late_is_fine() -> None:
    seen = snapshot(
        KITCHEN, phone=asked("running_late", "fine", "other_time", "call_me", job=1, visit=7)
    )
    assert (
        said(decide(seen, Intent.CONFIRM, "ok thats fine"), "choice_ack").params["choice"] == "fine"
    )


@pytest.mark.parametrize(("n", "kind"), [(2, PromiseKind.REPLY), (3, PromiseKind.CALLBACK)])
def test_a_number_after_a_missed_window_is_what_the_list_said(n: int, kind: PromiseKind) -> None:
    missed = job(visits=(visit(status=VisitStatus.MISSED, window_to=NOW - HOUR),))
    phone = asked("window_missed", "here", "other_day", "call_me", job=1, visit=7)
    effects = decide(snapshot(missed, phone=phone), Intent.CHOICE, str(n), n=n)
    assert one(effects, OpenPromise).kind is kind
    assert texts(effects, DANA) == ["choice_ack"]


def test_one_after_an_apology_says_that_we_spoke() -> None:
    owed = promise(due_at=NOW - HOUR, created_at=NOW - 3 * HOUR)
    phone = asked("apology", "we_spoke", job=1, promise=5)
    effects = decide(snapshot(job(promises=(owed,)), phone=phone), Intent.CHOICE, "1", n=1)
    assert one(effects, SettlePromise).promise_id == 5
    assert texts(effects) == ["spoke_ack"]


@pytest.mark.parametrize("n", [1, 4])
def test_a_number_without_a_list_goes_to_a_person_and_says_what_works(n: int) -> None:
    effects = decide(snapshot(job()), Intent.CHOICE, str(n), n=n)
    assert texts(effects) == ["not_understood"]
    assert one(effects, OpenPromise).owner == ANA


def test_calling_off_a_visit_with_the_crew_in_the_house_goes_to_a_person() -> None:
    here = job(visits=(visit(status=VisitStatus.ON_SITE),))
    effects = decide(snapshot(here), Intent.CANCEL_VISIT, "cancel the visit")
    assert all_of(effects, ChangeVisit) == []
    assert texts(effects) == ["reply_ack"]


def test_they_are_here_is_evidence() -> None:
    effects = decide(snapshot(KITCHEN), Intent.THEY_ARRIVED, "they're here")
    assert one(effects, ChangeVisit).event is VisitEvent.ARRIVED
