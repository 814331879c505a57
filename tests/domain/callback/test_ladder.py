from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fixtures.household import (
    ANA,
    ATLANTA,
    BO,
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
    policy,
    promise,
    renderable,
    said,
    snapshot,
    texts,
)
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.callback.ladder import next_step_at, run_ladder
from fieldcomm.domain.callback.say import WHO_AND_WHEN
from fieldcomm.domain.effects import (
    Cause,
    Effect,
    OpenPromise,
    OpenTask,
    Say,
    SettlePromise,
    StepPromise,
)
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.shifts import is_open
from fieldcomm.domain.snapshot import PromiseView

DUE = NOW + 2 * HOUR


def next_at(owed: PromiseView) -> datetime | None:
    rules = policy()
    return next_step_at(owed, policy=rules, owner_zone=ATLANTA, working=rules.working_hours)


def run(owed: PromiseView, at: datetime, **changes: object) -> list[Effect]:
    seen = snapshot(job(promises=(owed,)), now=at, **changes)
    return renderable(run_ladder(seen, seen.jobs[0], owed))


def after(owed: PromiseView, stepped_to: datetime) -> PromiseView:
    return replace(owed, stepped_to=stepped_to)


def test_the_whole_ladder_of_a_call_step_by_step() -> None:
    owed, seen = promise(due_at=DUE), []
    for _ in range(7):
        at = next_at(owed)
        assert at is not None
        effects = run(owed, at)
        seen.append((at - DUE, texts(effects)))
        owed = after(owed, one(effects, StepPromise).stepped_to)
    assert seen == [
        (-30 * MINUTE, ["prompt"]),
        (-10 * MINUTE, []),
        (timedelta(), ["prompt"]),
        (5 * MINUTE, ["apology"]),
        (15 * MINUTE, ["prompt_manager"]),
        (75 * MINUTE, ["prompt_manager"]),
        (135 * MINUTE, ["prompt_manager"]),
    ]


def test_a_prompt_names_who_expects_what_and_their_last_words() -> None:
    owed = promise(due_at=DUE)
    asks = job(promises=(owed,), last_words="are the fans ok off at night")
    seen = snapshot(asks, now=DUE - 30 * MINUTE)
    prompt = said(renderable(run_ladder(seen, asks, owed)), "prompt")
    assert prompt.to == ANA.phone
    assert (prompt.params["step"], prompt.params["kind"]) == ("before", "callback")
    assert (prompt.params["customer"], prompt.params["code"]) == ("Dana Reed", "K7F")
    assert prompt.params["last_words"] == "are the fans ok off at night"
    assert prompt.cause == Cause("promise", 5, 1)
    assert prompt.refs == {"promise": 5, "job": 1}
    assert prompt.once == "promise/5/1/before"


def test_our_own_words_are_not_quoted_as_theirs() -> None:
    prompt = said(run(promise(due_at=DUE), DUE - 30 * MINUTE), "prompt")
    assert prompt.params["last_words"] is None


def test_the_board_comes_ten_minutes_before() -> None:
    stepped = one(
        run(after(promise(due_at=DUE), DUE - 30 * MINUTE), DUE - 10 * MINUTE), StepPromise
    )
    assert stepped.on_board is True
    assert one(run(promise(due_at=DUE), DUE - 30 * MINUTE), StepPromise).on_board is None


def test_the_apology_owns_up_and_what_it_promises_is_owed_too() -> None:
    effects = run(after(promise(due_at=DUE), DUE), DUE + 5 * MINUTE)
    apology, follow_up = said(effects, "apology"), one(effects, OpenPromise)
    assert apology.to == DANA
    assert apology.params["next_by"] == follow_up.due_at == DUE + 30 * MINUTE
    assert (follow_up.kind, follow_up.owner) == (PromiseKind.RESULT, BO)


def test_what_an_apology_promised_is_asked_for_before_its_time_once() -> None:
    follow_up = promise(kind=PromiseKind.RESULT, words=WHO_AND_WHEN, due_at=DUE)
    early = run(after(follow_up, DUE - 20 * MINUTE), DUE - 10 * MINUTE)
    assert said(early, "prompt").params["step"] == "before"
    assert one(early, StepPromise).on_board is True
    assert texts(run(after(follow_up, DUE - 10 * MINUTE), DUE)) == []


def test_no_apology_for_an_apology_but_the_manager_hears_of_it() -> None:
    follow_up = promise(kind=PromiseKind.RESULT, words=WHO_AND_WHEN, due_at=DUE)
    assert texts(run(after(follow_up, DUE), DUE + 5 * MINUTE)) == []
    assert texts(run(after(follow_up, DUE + 5 * MINUTE), DUE + 15 * MINUTE)) == ["prompt_manager"]


def test_a_call_and_the_apology_for_it_do_not_both_nag_the_manager() -> None:
    follow_up = promise(6, kind=PromiseKind.RESULT, words=WHO_AND_WHEN, due_at=DUE + HOUR)
    seen = snapshot(
        job(promises=(promise(due_at=DUE), follow_up)), now=follow_up.due_at + 15 * MINUTE
    )
    last = after(follow_up, follow_up.due_at + 5 * MINUTE)
    assert texts(run_ladder(seen, seen.jobs[0], last)) == []


def test_two_late_promises_make_one_apology() -> None:
    late = after(promise(due_at=DUE), DUE)
    standing = promise(6, kind=PromiseKind.RESULT, words=WHO_AND_WHEN, due_at=DUE + HOUR)
    seen = snapshot(job(promises=(late, standing)), now=DUE + 5 * MINUTE)
    effects = run_ladder(seen, seen.jobs[0], late)
    assert texts(effects) == []
    assert all_of(effects, OpenPromise) == []


def test_somebody_opted_out_gets_a_call_instead_of_an_apology() -> None:
    late = after(promise(due_at=DUE), DUE)
    effects = run(late, DUE + 5 * MINUTE, phone=dana(consent="stopped"))
    assert texts(effects) == []
    assert one(effects, OpenTask).kind == "opted_out_call"


def test_the_manager_asked_is_another_than_the_owner_where_there_is_one() -> None:
    late = after(promise(due_at=DUE, owner=BO), DUE + 5 * MINUTE)
    assert said(run(late, DUE + 15 * MINUTE), "prompt_manager").to == ANA.phone
    alone = run(late, DUE + 15 * MINUTE, office=(BO,))
    assert said(alone, "prompt_manager").to == BO.phone


def test_a_contractors_promise_prompts_the_contractor() -> None:
    owed = promise(due_at=DUE, owner=LUIS)
    assert said(run(owed, DUE - 30 * MINUTE), "prompt").to == LUIS.phone


def test_with_nobody_to_prompt_the_ladder_goes_on_all_the_same() -> None:
    owed = promise(due_at=DUE, owner=None)
    effects = run(owed, DUE - 30 * MINUTE, office=())
    assert all_of(effects, Say) == []
    assert one(effects, StepPromise).next_step_at == DUE - 10 * MINUTE


def test_promised_at_short_notice_the_owner_hears_at_once() -> None:
    owed = promise(due_at=NOW + 10 * MINUTE, created_at=NOW)
    at = next_at(owed)
    assert at is not None
    assert at - NOW < MINUTE


def test_a_prompt_that_would_wake_its_owner_comes_the_evening_before() -> None:
    early = promise(due_at=NOW - 2 * HOUR + DAY, created_at=NOW)  # 8 am tomorrow
    assert next_at(early) == NOW + 10 * HOUR - MINUTE  # a minute before 8 pm


def test_no_apology_wakes_a_customer_at_night() -> None:
    late = promise(due_at=NOW + 11 * HOUR, created_at=NOW)  # 9 pm
    night = after(late, late.due_at + 30 * MINUTE)
    assert next_at(night) == NOW + 22 * HOUR  # 8 am


def test_outside_working_hours_who_is_off_hands_over_to_who_is_on_call() -> None:
    off = replace(ANA, on_call=False)
    owed = promise(due_at=NOW + 9 * HOUR + 30 * MINUTE, owner=off, created_at=NOW)  # 7:30 pm
    effects = run(owed, owed.due_at - 30 * MINUTE, office=(off, BO))
    assert said(effects, "prompt").to == BO.phone
    assert one(effects, StepPromise).owner == BO


def test_in_working_hours_nobody_hands_over() -> None:
    off = replace(ANA, on_call=False)
    effects = run(promise(due_at=DUE, owner=off), DUE - 30 * MINUTE, office=(off, BO))
    assert said(effects, "prompt").to == ANA.phone
    assert one(effects, StepPromise).owner is None


def test_a_check_in_that_never_went_out_is_broken_with_its_cause() -> None:
    owed = promise(kind=PromiseKind.CHECK_IN, owner=None, due_at=DUE)
    assert next_at(owed) == DUE + 10 * MINUTE
    settled = one(run(owed, DUE + 10 * MINUTE), SettlePromise)
    assert settled.settlement is Settlement.IMPOSSIBLE
    assert settled.cause


def test_the_arrival_of_a_visit_climbs_by_the_visits_own_steps() -> None:
    assert next_at(promise(kind=PromiseKind.ARRIVAL, visit_id=7)) is None
    assert next_at(promise(kind=PromiseKind.ARRIVAL, visit_id=None)) is not None


# --- properties

minutes = st.integers(min_value=0, max_value=60 * 24 * 14).map(lambda n: timedelta(minutes=n))
promises = st.builds(
    lambda opened, due, kind: promise(
        kind=kind, created_at=NOW + opened, due_at=NOW + opened + MINUTE + due
    ),
    minutes,
    minutes,
    st.sampled_from([PromiseKind.CALLBACK, PromiseKind.REPLY, PromiseKind.RESULT]),
)


@given(promises)
def test_every_step_is_later_than_the_last_and_the_ladder_never_ends_while_open(
    owed: PromiseView,
) -> None:
    for _ in range(12):
        at = next_at(owed)
        assert at is not None
        assert at > owed.stepped_to
        owed = after(owed, at)


@given(promises, minutes)
def test_of_steps_missed_while_asleep_only_the_latest_runs(
    owed: PromiseView, asleep: timedelta
) -> None:
    woken = owed.created_at + asleep
    effects = run(owed, woken)
    assert len(all_of(effects, Say)) <= 1
    stepped = one(effects, StepPromise)
    assert stepped.stepped_to == woken
    assert stepped.next_step_at is not None
    assert stepped.next_step_at > woken


@given(promises, minutes)
def test_waking_late_runs_what_being_awake_would_have_run_last(
    owed: PromiseView, asleep: timedelta
) -> None:
    woken = owed.created_at + asleep
    last: list[str | None] = []
    awake = owed
    while (at := next_at(awake)) is not None and at <= woken:
        last = [text.once for text in all_of(run(awake, at), Say)]
        awake = after(awake, at)
    assert [text.once for text in all_of(run(owed, woken), Say)] == last


@given(promises, minutes)
def test_running_again_at_once_says_nothing(owed: PromiseView, asleep: timedelta) -> None:
    woken = owed.created_at + asleep
    again = after(owed, one(run(owed, woken), StepPromise).stepped_to)
    assert texts(run(again, woken)) == []


@given(promises)
def test_the_manager_is_asked_again_only_in_working_hours(owed: PromiseView) -> None:
    at = owed.due_at + 15 * MINUTE
    for _ in range(10):
        at = next_at(after(owed, at))
        assert at is not None
        name = texts(run(after(owed, at - MINUTE), at))
        if name == ["prompt_manager"]:
            assert is_open(policy().working_hours, at, ATLANTA)


@given(promises)
def test_an_owner_is_never_prompted_ahead_in_quiet_hours_unless_it_is_promised_in_them(
    owed: PromiseView,
) -> None:
    at = next_at(owed)
    assert at is not None
    if at < owed.due_at and policy().is_quiet(at, ATLANTA):
        assert policy().is_quiet(owed.created_at, ATLANTA)


@pytest.mark.parametrize("late", [DAY, 30 * DAY, 200 * DAY])
def test_a_promise_forgotten_for_long_still_finds_its_next_step(late: timedelta) -> None:
    effects = run(promise(due_at=DUE), DUE + late)
    assert texts(effects) == ["prompt_manager"]
    following = one(effects, StepPromise).next_step_at
    assert following is not None
    assert DUE + late < following <= DUE + late + 4 * DAY
