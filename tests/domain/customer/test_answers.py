from datetime import timedelta

import pytest
from fixtures.household import (
    ANA,
    DANA,
    DAY,
    HOUR,
    LUIS,
    MINUTE,
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
from fieldcomm.domain.customer.other import question_in
from fieldcomm.domain.customer.stranger import decide_stranger
from fieldcomm.domain.effects import (
    ChangePhone,
    Effect,
    Note,
    OpenPromise,
    OpenTask,
    SettlePromise,
    SuppressQueued,
)
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus, WaitingOn
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import PhoneView, Snapshot
from fieldcomm.domain.visit import VisitStatus

QUESTION = "are the fans ok off at night?"


def decide(seen: Snapshot, intent: Intent, text: str = "", **fields: object) -> list[Effect]:
    return renderable(decide_customer(seen, reads(intent, **fields), text))


# --- when


def test_when_is_answered_with_the_visit_that_stands() -> None:
    coming = visit()
    params = said(decide(snapshot(job(visits=(coming,))), Intent.ASK_WHEN), "answer_when").params
    assert params["visit_from"] == coming.window_from
    assert (params["visit_status"], params["contractor"]) == ("confirmed", "Luis")


def test_a_time_no_crew_has_accepted_is_not_told() -> None:
    seen = snapshot(job(visits=(visit(status=VisitStatus.PROPOSED),)))
    assert said(decide(seen, Intent.ASK_WHEN), "answer_when").params["visit_from"] is None


def test_without_a_visit_when_is_answered_with_what_we_wait_for_and_the_place_in_line() -> None:
    seen = snapshot(job(waiting_on=WaitingOn.INSURER), ahead={1: 62})
    params = said(decide(seen, Intent.ASK_WHEN), "answer_when").params
    assert (params["waiting_on"], params["ahead"], params["owner"]) == ("insurer", 62, "Ana")
    assert params["next_by"] is not None


def test_an_estimate_that_has_passed_is_not_told_again() -> None:
    driving = visit(status=VisitStatus.EN_ROUTE, eta=NOW - HOUR)
    params = said(decide(snapshot(job(visits=(driving,))), Intent.ASK_WHEN), "answer_when").params
    assert params["eta"] is None


def test_a_window_that_has_passed_is_not_called_planned() -> None:
    over = visit(window_from=NOW - 3 * HOUR, window_to=NOW - MINUTE)
    seen = snapshot(job(visits=(over,), promises=(promise(),)))
    params = said(decide(seen, Intent.ASK_WHEN), "answer_when").params
    assert params["visit_status"] == "missed"


def test_a_missed_window_with_nothing_promised_goes_to_a_person() -> None:
    seen = snapshot(job(visits=(visit(status=VisitStatus.MISSED),)))
    effects = decide(seen, Intent.ASK_WHEN, "when???")
    assert texts(effects) == ["reply_ack"]


def test_who_asks_a_third_time_is_answered_by_a_person() -> None:
    answers = []
    for given in range(4):
        seen = snapshot(job(visits=(visit(),)), phone=dana(answers_given=given))
        effects = decide(seen, Intent.ASK_WHEN, "when")
        answers += texts(effects)
        assert one(effects, ChangePhone).fields == {"answers_given": given + 1}
    assert answers == ["answer_when", "answer_when", "reply_ack", "answer_when"]


def test_a_crew_under_way_is_news_however_often_it_is_asked_for() -> None:
    driving = visit(status=VisitStatus.EN_ROUTE, eta=NOW + HOUR)
    seen = snapshot(job(visits=(driving,)), phone=dana(answers_given=2))
    assert texts(decide(seen, Intent.ASK_WHEN)) == ["answer_when"]


def test_a_call_that_is_late_is_not_named_as_if_it_were_to_come() -> None:
    late = promise(due_at=NOW - MINUTE, created_at=NOW - 3 * HOUR)
    seen = snapshot(job(promises=(late,)), ahead={1: 3})
    assert said(decide(seen, Intent.ASK_WHEN), "answer_when").params["promise_due"] is None


# --- call me


def test_call_me_promises_a_call_at_the_time_they_said() -> None:
    at = NOW + 4 * HOUR
    effects = decide(snapshot(job()), Intent.CALL_ME, "call me at 2", at=at)
    opened = one(effects, OpenPromise)
    assert (opened.kind, opened.due_at, opened.owner) == (PromiseKind.CALLBACK, at, ANA)
    assert said(effects, "callback_set").params["asked_at"] is None


@pytest.mark.parametrize("text", ["call me after 2 pls", "llámame después de las 2"])
def test_after_two_is_called_a_little_after_two_and_never_before(text: str) -> None:
    at = NOW + 4 * HOUR
    effects = decide(snapshot(job()), Intent.CALL_ME, text, at=at)
    assert one(effects, OpenPromise).due_at == at + 30 * MINUTE
    assert said(effects, "callback_set").params["asked_at"] == at


def test_a_time_nobody_works_becomes_the_next_opening_and_we_say_so() -> None:
    at = NOW + 12 * HOUR  # 10 pm
    effects = decide(snapshot(job()), Intent.CALL_ME, "call me at 10pm", at=at)
    ack = said(effects, "callback_set").params
    assert (ack["due"], ack["asked_at"]) == (NOW + 22 * HOUR, at)


def test_a_new_time_moves_the_call_instead_of_promising_a_second() -> None:
    seen = snapshot(job(promises=(promise(),)))
    effects = decide(seen, Intent.CALL_ME, "make it 4", at=NOW + 6 * HOUR)
    assert one(effects, SettlePromise) == SettlePromise(
        5, Settlement.RENEGOTIATED, NOW, replaced_by="callback"
    )
    assert len(all_of(effects, OpenPromise)) == 1


def test_moving_a_call_that_is_late_already_names_the_cause() -> None:
    seen = snapshot(job(promises=(promise(due_at=NOW - HOUR, created_at=NOW - 3 * HOUR),)))
    effects = decide(seen, Intent.CALL_ME, "call at 4 then", at=NOW + 6 * HOUR)
    assert one(effects, SettlePromise).cause


def test_asking_again_without_a_time_is_not_answered_by_a_second_text() -> None:
    effects = decide(snapshot(job(promises=(promise(),))), Intent.CALL_ME, "call me")
    assert texts(effects) == []
    assert all_of(effects, OpenPromise) == []


def test_asking_again_after_the_call_is_late_prompts_its_owner() -> None:
    late = promise(due_at=NOW - MINUTE, created_at=NOW - 3 * HOUR)
    effects = decide(snapshot(job(promises=(late,))), Intent.CALL_ME, "call me!")
    assert said(effects, "prompt").to == ANA.phone
    assert said(effects, "prompt").params["last_words"] == "call me!"


def test_a_call_takes_over_from_an_answer_that_was_owed() -> None:
    reply = promise(6, kind=PromiseKind.REPLY)
    effects = decide(snapshot(job(promises=(reply,))), Intent.CALL_ME, "just call me")
    assert one(effects, SettlePromise).promise_id == 6


# --- what only a person can answer


def test_a_question_is_acknowledged_once_with_who_answers_and_when() -> None:
    effects = decide(snapshot(job()), Intent.OTHER, f"Hi there. {QUESTION}")
    opened = one(effects, OpenPromise)
    assert (opened.kind, opened.due_at) == (PromiseKind.REPLY, NOW + HOUR)
    ack = said(effects, "reply_ack")
    assert ack.because_of == opened.label
    assert ack.answers
    assert (ack.params["question"], ack.params["risk"]) == (QUESTION, True)


def test_a_lone_letter_is_answered_with_what_would_have_worked() -> None:
    assert texts(decide(snapshot(job()), Intent.OTHER, "C")) == ["not_understood"]


def test_a_picture_without_words_goes_to_a_person() -> None:
    assert texts(decide(snapshot(job()), Intent.OTHER, "")) == ["reply_ack"]


def test_after_hours_the_time_named_is_one_when_somebody_works() -> None:
    night = NOW.replace(hour=3)  # 10 pm the evening before, in Atlanta
    effects = decide(snapshot(job(), now=night), Intent.OTHER, "is the plaster safe to paint")
    assert said(effects, "reply_ack").params["due"] == NOW.replace(hour=14)


@pytest.mark.parametrize(
    ("since", "due_in", "answered"),
    [
        (HOUR, HOUR, []),
        (2 * HOUR, HOUR, ["reply_ack"]),
        (2 * HOUR, -MINUTE, []),
    ],
)
def test_a_second_question_gets_no_second_acknowledgement_soon(
    since: timedelta, due_in: timedelta, answered: list[str]
) -> None:
    owed = promise(kind=PromiseKind.REPLY, created_at=NOW - since, due_at=NOW + due_in)
    effects = decide(snapshot(job(promises=(owed,))), Intent.OTHER, QUESTION)
    assert texts(effects) == answered
    assert all_of(effects, OpenPromise) == []
    assert one(effects, Note).kind == "wrote_again"


def test_a_call_owed_tomorrow_does_not_answer_a_question_today() -> None:
    call = promise(due_at=NOW + DAY)
    effects = decide(snapshot(job(promises=(call,))), Intent.OTHER, QUESTION)
    assert texts(effects) == ["reply_ack"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("ok. can we paint on monday?", "can we paint on monday?"),
        ("why?", None),
        ("is it mold? and who pays?", None),
        ("see https://x.example/?a=1 is this you?", None),
        ("no question here", None),
    ],
)
def test_only_one_short_question_is_quoted_back(text: str, quoted: str | None) -> None:
    assert question_in(text) == quoted


# --- frustration


def test_frustration_stops_chatter_and_brings_a_person_with_the_facts() -> None:
    missed = visit(status=VisitStatus.MISSED, window_to=NOW - HOUR)
    late = promise(due_at=NOW - HOUR, created_at=NOW - DAY)
    check_in = promise(6, kind=PromiseKind.CHECK_IN, owner=None)
    seen = snapshot(job(visits=(missed,), promises=(late, check_in)))
    effects = decide(seen, Intent.COMPLAINT, "nobody came AGAIN")
    ack = said(effects, "complaint_ack").params
    assert (ack["missed_times"], ack["days_waiting"], ack["owner"]) == (2, 3, "Ana")
    assert one(effects, OpenPromise).kind is PromiseKind.REPLY
    assert one(effects, ChangePhone).fields == {"chatter_off_at": NOW}
    assert "check_in" in (one(effects, SuppressQueued).moments or ())
    assert not {"on_my_way", "safety", "apology"} & set(one(effects, SuppressQueued).moments or ())
    assert one(effects, SettlePromise).promise_id == 6
    assert said(effects, "alert").params["words"] == "nobody came AGAIN"


def test_a_second_complaint_prompts_the_owner_and_says_no_second_sorry() -> None:
    reply = promise(kind=PromiseKind.REPLY, created_at=NOW - 10 * MINUTE)
    seen = snapshot(job(promises=(reply,)), phone=dana(chatter_off_at=NOW - 10 * MINUTE))
    effects = decide(seen, Intent.COMPLAINT, "this is ridiculous")
    assert texts(effects, DANA) == []
    assert texts(effects, ANA.phone) == ["prompt"]
    assert all_of(effects, OpenPromise) == []


def test_a_first_complaint_gets_its_sorry_though_an_answer_is_owed_already() -> None:
    reply = promise(kind=PromiseKind.REPLY)
    effects = decide(snapshot(job(promises=(reply,))), Intent.COMPLAINT, "this is ridiculous")
    assert said(effects, "complaint_ack").params["due"] == reply.due_at


def test_an_answer_that_is_late_already_is_not_named_again_in_a_sorry() -> None:
    late = promise(kind=PromiseKind.REPLY, due_at=NOW - MINUTE, created_at=NOW - 3 * HOUR)
    effects = decide(snapshot(job(promises=(late,))), Intent.COMPLAINT, "this is ridiculous")
    assert texts(effects, DANA) == []
    assert said(effects, "prompt").params["step"] == "late"


# --- silence, thanks, settings


def test_ok_gets_silence() -> None:
    assert decide(snapshot(job()), Intent.THANKS, "ok") == []


def test_thanks_reach_the_crew_that_was_there_and_nobody_is_answered() -> None:
    done = visit(status=VisitStatus.DONE, left_at=NOW - HOUR)
    effects = decide(snapshot(job(visits=(done,))), Intent.THANKS, "thank you, Luis was great")
    assert texts(effects, DANA) == []
    relayed = said(effects, "contractor_echo")
    assert (relayed.to, relayed.once) == (LUIS.phone, "thanks/7")


def test_thanks_at_night_wake_nobody() -> None:
    done = visit(status=VisitStatus.DONE, left_at=NOW - HOUR)
    seen = snapshot(job(visits=(done,)), now=NOW + 12 * HOUR)
    assert texts(decide(seen, Intent.THANKS, "thank you")) == []


def test_a_language_we_write_is_set_and_one_we_do_not_goes_to_a_person() -> None:
    spanish = decide(snapshot(job()), Intent.LANGUAGE, "espanol", code="es")
    assert one(spanish, ChangePhone).fields == {"language": "es"}
    assert texts(spanish) == ["language_set"]
    assert texts(decide(snapshot(job()), Intent.LANGUAGE, "francais", code="fr")) == ["reply_ack"]


def test_less_is_set_and_lets_us_off_the_next_check_in() -> None:
    seen = snapshot(job(promises=(promise(6, kind=PromiseKind.CHECK_IN),)))
    effects = decide(seen, Intent.LESS, "only when something changes", how="changes")
    assert one(effects, ChangePhone).fields == {"frequency": "changes"}
    assert one(effects, SettlePromise).settlement is Settlement.RELEASED


def test_help_alone_is_answered_by_twilio_and_other_wordings_by_us() -> None:
    assert decide(snapshot(job()), Intent.HELP, "HELP") == []
    assert texts(decide(snapshot(job()), Intent.HELP, "what can i text here")) == ["help"]


# --- we spoke; hired someone else


def test_we_spoke_settles_calls_and_answers_and_lets_check_ins_go_on() -> None:
    owed = (promise(), promise(6, kind=PromiseKind.REPLY), promise(8, kind=PromiseKind.CHECK_IN))
    effects = decide(snapshot(job(promises=owed)), Intent.WE_SPOKE, "we talked already")
    settled = {e.promise_id: e.settlement for e in all_of(effects, SettlePromise)}
    assert settled == {5: Settlement.EVIDENCE, 6: Settlement.EVIDENCE}
    assert one(effects, ChangePhone).fields["chatter_off_at"] is None
    assert texts(effects) == ["spoke_ack"]


def test_hired_someone_else_cancels_the_job_frees_the_crew_and_tells_the_owner() -> None:
    seen = snapshot(job(status=JobStatus.SCHEDULED, visits=(visit(),), promises=(promise(),)))
    effects = decide(seen, Intent.CANCEL_JOB, "we hired someone else")
    assert texts(effects, DANA) == ["job_cancelled"]
    assert texts(effects, LUIS.phone) == ["visit_withdrawn"]
    assert said(effects, "alert").params["kind"] == "customer_cancelled"
    assert one(effects, SettlePromise).settlement is Settlement.RELEASED


def test_leaving_us_is_no_pardon_for_a_promise_that_was_late() -> None:
    late = promise(due_at=NOW - HOUR, created_at=NOW - DAY)
    effects = decide(snapshot(job(promises=(late,))), Intent.CANCEL_JOB, "hired someone else")
    settled = one(effects, SettlePromise)
    assert settled.settlement is Settlement.IMPOSSIBLE
    assert settled.cause


def test_work_that_is_done_is_not_undone_by_a_text() -> None:
    effects = decide(snapshot(job(status=JobStatus.DONE)), Intent.CANCEL_JOB, "cancel everything")
    assert texts(effects) == ["reply_ack"]


# --- strangers


def test_a_stranger_is_asked_who_they_are_and_a_person_answers() -> None:
    seen = snapshot(phone=PhoneView("+14045550199"))
    effects = renderable(decide_stranger(seen, reads(Intent.OTHER), "my basement is flooding"))
    assert texts(effects) == ["unknown_sender"]
    assert one(effects, OpenTask).kind == "unknown_sender"
    assert one(effects, OpenPromise).job_id is None


def test_a_stranger_who_writes_on_is_not_asked_twice() -> None:
    owed = promise(kind=PromiseKind.REPLY, phone="+14045550199", job_id=None)
    seen = snapshot(phone=PhoneView("+14045550199"), promises=(owed,))
    effects = renderable(decide_stranger(seen, reads(Intent.OTHER), "hello??"))
    assert texts(effects) == []
    assert all_of(effects, OpenTask) == []
