"""What holds whatever is said to us in whatever state things are."""

from datetime import timedelta

from fixtures.household import (
    ANA,
    BO,
    DANA,
    HOUR,
    MINUTE,
    NOW,
    all_of,
    dana,
    job,
    promise,
    reads,
    renderable,
    snapshot,
    task,
    visit,
)
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.customer.decide import decide_customer
from fieldcomm.domain.customer.stranger import decide_stranger
from fieldcomm.domain.effects import Effect, OpenPromise, Say, SettlePromise
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.job import JobStatus, WaitingOn
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PhoneView, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitKind, VisitStatus

OPEN = [JobStatus.WAITING, JobStatus.SCHEDULED, JobStatus.EN_ROUTE, JobStatus.ON_SITE]
TEXTS = ["", "1", "when?", "are the fans ok?", "nobody came!!", "YES", "STOP", "cancel", "gracias"]
near = st.integers(-4 * 24 * 60, 4 * 24 * 60).map(lambda n: timedelta(minutes=n))


def _visit(number: int, at: timedelta, status: VisitStatus, eta: timedelta | None) -> VisitView:
    return visit(
        number + 6,
        job_id=number,
        window_from=NOW + at,
        window_to=NOW + at + 2 * HOUR,
        status=status,
        kind=VisitKind.RETURN,
        eta=NOW + at + eta if eta else None,
        left_at=NOW + at + HOUR if status is VisitStatus.DONE else None,
    )


@st.composite
def _jobs(draw: st.DrawFn) -> tuple[JobView, ...]:
    return tuple(_job(draw, number) for number in range(1, draw(st.integers(1, 3)) + 1))


def _job(draw: st.DrawFn, number: int) -> JobView:
    visits = [
        _visit(number, draw(near), draw(st.sampled_from(VisitStatus)), draw(st.none() | near))
    ]
    promises = [
        _promise(number * 10 + i, number, draw(st.sampled_from(PromiseKind)), draw(near))
        for i in range(draw(st.integers(0, 3)))
    ]
    return job(
        number,
        code=f"K{number + 1}F",
        status=draw(st.sampled_from([*OPEN, JobStatus.DONE])),
        waiting_on=draw(st.none() | st.sampled_from(WaitingOn)),
        visits=tuple(visits[: draw(st.integers(0, 1))]),
        promises=tuple(promises),
    )


def _promise(id: int, job_id: int, kind: PromiseKind, due: timedelta) -> PromiseView:
    return promise(
        id, job_id=job_id, kind=kind, due_at=NOW + due, created_at=NOW + min(due, -HOUR) - HOUR
    )


@st.composite
def _snapshots(draw: st.DrawFn) -> Snapshot:
    asked = draw(st.sampled_from([None, "visit", "late", "missed", "apology", "which_job"]))
    phone = dana(
        consent=draw(st.sampled_from(["unknown", "given", "stopped"])),
        asked=asked,
        asked_refs={"job": 1, "visit": 7, "promise": 10, "then": "change", "text": "x", "at": None},
        choices=("job:1", "job:2") if asked == "which_job" else ("a", "b", "c"),
        chatter_off_at=draw(st.none() | st.just(NOW - 2 * HOUR)),
        answers_given=draw(st.integers(0, 5)),
        last_told_at=draw(st.none() | st.just(NOW - 10 * MINUTE)),
    )
    return snapshot(
        *draw(_jobs()),
        phone=phone,
        now=NOW + draw(near),
        office=draw(st.sampled_from([(), (ANA,), (ANA, BO)])),
        tasks=draw(st.sampled_from([(), (task(),)])),
        ahead={1: draw(st.integers(0, 99))},
    )


readings = st.builds(
    lambda intent, n, at, code, how, named: reads(
        intent, n=n, at=NOW + at if at else None, code=code, how=how, job=named, hazard="gas"
    ),
    st.sampled_from(Intent),
    st.integers(1, 4),
    st.none() | near,
    st.sampled_from(["en", "es", "fr", None]),
    st.sampled_from(["daily", "changes", None]),
    st.sampled_from([None, None, "K2F", "Z9Z"]),
)


@given(_snapshots(), readings, st.sampled_from(TEXTS))
def test_every_text_in_every_state_leads_to_lawful_renderable_texts(
    seen: Snapshot, reading: Reading, text: str
) -> None:
    effects = renderable(decide_customer(seen, reading, text))
    back = [said for said in all_of(effects, Say) if said.to == DANA]
    assert len(back) <= 1, "never two texts back to one text"
    if seen.phone.consent == "stopped":
        assert all(said.moment == "opted_in" for said in back)


@given(_snapshots(), readings, st.sampled_from(TEXTS))
def test_whoever_is_told_a_time_is_owed_it(seen: Snapshot, reading: Reading, text: str) -> None:
    effects = decide_customer(seen, reading, text)
    opened = {p.due_at for p in all_of(effects, OpenPromise)}
    settled = {s.promise_id for s in all_of(effects, SettlePromise)}
    owed = opened | {p.due_at for p in seen.all_promises() if p.id not in settled}
    for said in all_of(effects, Say):
        if said.to == DANA and (due := said.params.get("due")) is not None:
            assert due in owed
            assert due > seen.now, "a time that has passed is never promised"


@given(_snapshots(), readings, st.sampled_from(TEXTS))
def test_what_a_customer_writes_settles_and_moves_only_what_is_open_and_says_why_it_broke(
    seen: Snapshot, reading: Reading, text: str
) -> None:
    effects = decide_customer(seen, reading, text)
    settled = all_of(effects, SettlePromise)
    known = {p.id: p for p in seen.all_promises()}
    labels = {p.label for p in all_of(effects, OpenPromise)}
    assert len({s.promise_id for s in settled}) == len(settled)
    for one in settled:
        assert one.promise_id in known
        assert one.replaced_by is None or one.replaced_by in labels
        late = seen.now > known[one.promise_id].due_at
        if one.settlement is Settlement.IMPOSSIBLE or (
            one.settlement is Settlement.RENEGOTIATED and late
        ):
            assert one.cause


@given(_snapshots(), readings, st.sampled_from(TEXTS))
def test_no_text_is_lost(seen: Snapshot, reading: Reading, text: str) -> None:
    """Whatever a customer writes, unless it is thanks or HELP, leaves a trace beyond itself."""
    if reading.intent is Intent.THANKS or (reading.intent is Intent.HELP and not text):
        return
    assert decide_customer(seen, reading, text) or reading.intent is Intent.CONFIRM


@given(readings, st.sampled_from(TEXTS), st.sampled_from(["unknown", "stopped"]))
def test_strangers_are_never_answered_twice_and_never_after_opting_out(
    reading: Reading, text: str, consent: str
) -> None:
    number = "+14045550199"
    seen = snapshot(phone=PhoneView(number, consent=consent))
    effects: list[Effect] = renderable(decide_stranger(seen, reading, text))
    back = [said for said in all_of(effects, Say) if said.to == number]
    assert len(back) <= 1
    if consent == "stopped" and reading.intent is not Intent.START:
        assert not back
