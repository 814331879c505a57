from datetime import datetime

import pytest
from fixtures.household import (
    ANA,
    BO,
    DANA,
    DAY,
    HOUR,
    LUIS,
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
    texts,
)

from fieldcomm.domain.callback.open import CallbackError, open_callback
from fieldcomm.domain.callback.owner_says import decide_owner
from fieldcomm.domain.callback.say import WHO_AND_WHEN
from fieldcomm.domain.effects import ChangePhone, Effect, OpenPromise, SettlePromise
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Person, PhoneView

HILL = "+14045550124"


def says(
    *jobs: JobView,
    intent: Intent = Intent.CALLED,
    by: Person = ANA,
    asked: str | None = None,
    refs: dict[str, object] | None = None,
    choices: tuple[str, ...] = (),
    written: datetime | None = None,
    **fields: object,
) -> list[Effect]:
    phone = PhoneView(
        by.phone or "", asked=asked, asked_refs=refs or {}, choices=choices, last_in_at=written
    )
    seen = snapshot(*jobs, phone=phone, speaker=by)
    return renderable(decide_owner(seen, reads(intent, **fields), "text"))


def hills_call(**changes: object) -> JobView:
    fields: dict[str, object] = {"job_id": 2, "phone": HILL, "due_at": NOW + DAY}
    owed = promise(6, **(fields | changes))
    return job(2, code="M4P", contact_name="Sam Hill", phone=HILL, promises=(owed,))


def danas_call(**changes: object) -> JobView:
    return job(promises=(promise(**changes),))


def settled(effects: list[Effect]) -> list[int]:
    return [e.promise_id for e in all_of(effects, SettlePromise)]


def test_called_settles_the_only_call_that_is_owed() -> None:
    effects = says(danas_call())
    assert one(effects, SettlePromise) == SettlePromise(5, Settlement.EVIDENCE, NOW)
    assert said(effects, "owner_ack").params["what"] == "called"
    assert one(effects, ChangePhone).phone == DANA


def test_called_that_took_long_to_come_settles_no_call_promised_since() -> None:
    """Written at 3:44, had at 4:05: at 3:57 they had rung in vain, and said they would try again."""
    written = NOW - 20 * MINUTE
    for made, ids in ((written - MINUTE, [5]), (written + MINUTE, [])):
        effects = says(danas_call(created_at=made), written=written, job="K7F")
        assert settled(effects) == ids
        assert said(effects, "owner_ack").params["what"] == "called"


def test_called_settles_what_was_asked_about_last() -> None:
    effects = says(danas_call(), hills_call(), asked="prompt", refs={"promise": 6, "job": 2})
    assert settled(effects) == [6]


def test_a_code_outweighs_what_was_asked_about() -> None:
    effects = says(
        danas_call(), hills_call(), asked="prompt", refs={"promise": 6, "job": 2}, job="K7F"
    )
    assert settled(effects) == [5]


def test_the_one_call_due_within_the_hour_is_meant() -> None:
    assert settled(says(danas_call(due_at=NOW + 20 * MINUTE), hills_call())) == [5]


def test_several_calls_are_listed_and_a_number_picks_one() -> None:
    both = (danas_call(due_at=NOW + DAY), hills_call())
    question = said(says(*both), "which_stop")
    assert question.choices == ("promise:5", "promise:6")
    picked = says(
        *both,
        intent=Intent.CHOICE,
        n=2,
        asked="which_stop",
        refs=dict(question.refs),
        choices=question.choices,
    )
    assert settled(picked) == [6]


def test_a_number_for_a_call_that_is_settled_since_settles_no_other() -> None:
    effects = says(
        danas_call(),
        intent=Intent.CHOICE,
        n=1,
        asked="which_stop",
        refs={"then": "called", "at": None},
        choices=("promise:99", "promise:5"),
    )
    assert settled(effects) == []
    assert said(effects, "owner_ack").params["what"] == "no_open_promise"


def test_the_list_of_several_keeps_the_time_that_was_said() -> None:
    both = (danas_call(due_at=NOW + DAY), hills_call())
    question = said(says(*both, intent=Intent.CALL_BACK, at=NOW + 3 * HOUR), "which_stop")
    picked = says(
        *both,
        intent=Intent.CHOICE,
        n=1,
        asked="which_stop",
        refs=dict(question.refs),
        choices=question.choices,
    )
    assert one(picked, OpenPromise).due_at == NOW + 3 * HOUR


def test_a_call_settles_every_answer_owed_to_the_same_customer() -> None:
    owed = (
        promise(),
        promise(6, kind=PromiseKind.REPLY),
        promise(8, kind=PromiseKind.RESULT, words=WHO_AND_WHEN, owner=BO),
    )
    assert settled(says(job(promises=owed))) == [5, 6, 8]


def test_a_manager_who_was_prompted_may_have_called_instead_of_the_owner() -> None:
    effects = says(danas_call(), by=BO, asked="prompt_manager", refs={"promise": 5, "job": 1})
    assert settled(effects) == [5]


def test_callback_at_six_moves_the_call_and_tells_the_customer() -> None:
    at = NOW + 8 * HOUR
    effects = says(danas_call(), intent=Intent.CALL_BACK, at=at)
    assert one(effects, SettlePromise).settlement is Settlement.RENEGOTIATED
    assert one(effects, SettlePromise).replaced_by == one(effects, OpenPromise).label
    moved = said(effects, "callback_moved")
    assert (moved.to, moved.params["due"], moved.params["owner"]) == (DANA, at, "Ana")
    assert said(effects, "owner_ack").params["due"] == at


def test_moving_a_late_call_names_the_cause_and_keeps_the_word_on_who_and_when() -> None:
    late = promise(due_at=NOW - HOUR, created_at=NOW - 3 * HOUR)
    who_and_when = promise(8, kind=PromiseKind.RESULT, words=WHO_AND_WHEN, owner=BO)
    effects = says(job(promises=(late, who_and_when)), intent=Intent.CALL_BACK, at=NOW + HOUR)
    by_id = {e.promise_id: e for e in all_of(effects, SettlePromise)}
    assert by_id[5].settlement is Settlement.RENEGOTIATED
    assert by_id[5].cause
    assert by_id[8].settlement is Settlement.EVIDENCE


def test_answering_the_prompt_about_who_and_when_moves_the_call_itself() -> None:
    late = promise(due_at=NOW - HOUR, created_at=NOW - 3 * HOUR)
    who_and_when = promise(8, kind=PromiseKind.RESULT, words=WHO_AND_WHEN, owner=BO)
    effects = says(
        job(promises=(late, who_and_when)),
        intent=Intent.CALL_BACK,
        by=BO,
        asked="prompt",
        refs={"promise": 8, "job": 1},
        at=NOW + HOUR,
    )
    assert sorted(settled(effects)) == [5, 8]
    assert one(effects, OpenPromise).owner == BO


@pytest.mark.parametrize(("at", "what"), [(None, "no_time"), (NOW - MINUTE, "past_time")])
def test_a_time_that_cannot_be_kept_changes_nothing_and_we_say_why(at: object, what: str) -> None:
    effects = says(danas_call(), intent=Intent.CALL_BACK, at=at)
    assert len(effects) == 1
    assert said(effects, "owner_ack").params["what"] == what


def test_call_is_answered_with_the_number_and_settles_nothing() -> None:
    effects = says(danas_call(), intent=Intent.CALL)
    assert len(effects) == 1
    ack = said(effects, "owner_ack").params
    assert (ack["what"], ack["customer_phone"]) == ("call", DANA)


def test_called_when_nothing_is_owed_says_so() -> None:
    assert said(says(job()), "owner_ack").params["what"] == "no_open_promise"


def test_a_crew_may_promise_a_call_that_was_not_owed() -> None:
    here = job(status=JobStatus.ON_SITE)
    effects = says(here, intent=Intent.CALL_BACK, by=LUIS, at=NOW + HOUR)
    assert one(effects, OpenPromise).owner == LUIS
    assert texts(effects) == ["callback_set", "contractor_echo"]
    echo = said(effects, "contractor_echo").params
    assert (echo["what"], echo["at"]) == ("call_back", NOW + HOUR)


# --- promised at the desk


def test_a_call_promised_at_the_desk_is_told_to_the_customer() -> None:
    seen = snapshot(job())
    due = NOW + HOUR
    effects = renderable(open_callback(seen, seen.jobs[0], due=due, owner=LUIS, words="fans"))
    assert one(effects, OpenPromise).owner == LUIS
    assert said(effects, "callback_set").params["due"] == due


def test_a_second_call_for_the_job_moves_the_first() -> None:
    seen = snapshot(danas_call())
    effects = open_callback(seen, seen.jobs[0], due=NOW + 4 * HOUR, owner=ANA, words="", tell=False)
    assert settled(effects) == [5]
    assert texts(effects) == []


@pytest.mark.parametrize(
    ("due", "owner"),
    [
        (NOW, ANA),
        (NOW - MINUTE, ANA),
        (NOW + 91 * DAY, ANA),
        ((NOW + HOUR).replace(tzinfo=None), ANA),
        (NOW + HOUR, Person(3, "Cy", None, is_contractor=False)),
    ],
)
def test_a_call_nobody_can_keep_is_refused(due: object, owner: Person) -> None:
    seen = snapshot(job())
    with pytest.raises(CallbackError):
        open_callback(seen, seen.jobs[0], due=due, owner=owner, words="")  # type: ignore[arg-type]
