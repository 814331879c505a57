"""A crew's day moved: what becomes of each visit, and who hears what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from fixtures.household import (
    ANA,
    ATLANTA,
    DAY,
    HOUR,
    LUIS,
    MIA,
    NOW,
    job,
    promise,
    snapshot,
    visit,
)

from fieldcomm.domain.desk.move_day import CannotMove, Choice, Moved, Way, can_move, move_household
from fieldcomm.domain.desk.suggest import Crew, ToMove, next_working_day, suggest
from fieldcomm.domain.desk.tell_crews import tell_crews
from fieldcomm.domain.effects import ChangeJob, ChangeVisit, Effect, OpenPromise, Say, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.domain.working_hours import WorkingHours, parse_working_hours

HOURS = parse_working_hours("Mon-Fri 08:00-18:00")
FROM, TO = NOW + 3 * HOUR, NOW + 5 * HOUR  # today 1 to 3 pm


def today(id: int = 7, **changes: object):  # type: ignore[no-untyped-def]
    return visit(id, **({"window_from": FROM, "window_to": TO} | changes))


def with_arrival(*visits, **changes: object) -> JobView:  # type: ignore[no-untyped-def]
    promises = tuple(
        promise(100 + v.id, kind=PromiseKind.ARRIVAL, visit_id=v.id, due_at=v.window_to, owner=LUIS)
        for v in visits
        if v.told_at is not None
    )
    return job(visits=tuple(visits), promises=promises, **changes)


def to_mia(id: int = 7) -> Choice:
    return Choice(id, Way.REASSIGN, contractor=MIA)


def tomorrow(id: int = 7) -> Choice:
    return Choice(id, Way.REBOOK, LUIS, FROM + DAY, TO + DAY)


def call(id: int = 7) -> Choice:
    return Choice(id, Way.CALL, call_by=NOW + 2 * HOUR)


def moved(the_job: JobView, *choices: Choice) -> Moved:
    return move_household(snapshot(the_job), choices, cause="sick", by="Ana")


def of(kind: type, effects: Sequence[Effect]) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kind)]


def test_two_visits_of_a_household_make_one_text_with_both_in_it() -> None:
    done = moved(
        with_arrival(today(7), today(8, window_from=TO, window_to=TO + HOUR)), to_mia(7), call(8)
    )
    (text,) = of(Say, done.effects)
    assert isinstance(text, Say)
    assert text.moment == "day_moved"
    assert [change["way"] for change in text.params["changes"]] == ["reassign", "call"]
    assert text.refs["visits"] == [7]  # a 1 takes what was offered, and nothing else


def test_the_arrival_is_renegotiated_and_replaced_by_one_of_the_new_crew() -> None:
    done = moved(with_arrival(today()), to_mia())
    (settled,) = of(SettlePromise, done.effects)
    (opened,) = of(OpenPromise, done.effects)
    assert isinstance(settled, SettlePromise)
    assert isinstance(opened, OpenPromise)
    assert (settled.promise_id, settled.settlement) == (107, Settlement.RENEGOTIATED)
    assert settled.replaced_by == opened.label
    assert (opened.owner, opened.due_at) == (MIA, TO)


def test_a_call_takes_the_visit_off_and_is_promised_once_a_job() -> None:
    done = moved(with_arrival(today(7), today(8)), call(7), call(8))
    opened = of(OpenPromise, done.effects)
    assert len(opened) == 1
    assert isinstance(opened[0], OpenPromise)
    assert (opened[0].kind, opened[0].due_at, opened[0].owner) == (
        PromiseKind.CALLBACK,
        NOW + 2 * HOUR,
        ANA,
    )
    assert len(of(SettlePromise, done.effects)) == 2


def test_a_job_waits_again_only_when_nothing_of_it_still_stands() -> None:
    from fieldcomm.domain.job import JobEvent, JobStatus

    def events(*choices: Choice) -> list[object]:
        the_job = with_arrival(today(7), today(8), status=JobStatus.SCHEDULED)
        return [e.event for e in moved(the_job, *choices).effects if isinstance(e, ChangeJob)]

    assert JobEvent.DECLINED in events(call(7), call(8))
    assert JobEvent.DECLINED not in events(call(7), tomorrow(8))


def test_who_was_told_no_time_hears_nothing_and_the_new_crew_is_asked_first() -> None:
    untold = today(status=VisitStatus.PROPOSED, told_at=None)
    done = moved(job(visits=(untold,)), to_mia())
    assert of(Say, done.effects) == []
    assert of(OpenPromise, done.effects) == []
    events = [e.event for e in done.effects if isinstance(e, ChangeVisit)]
    assert events == ["moved"]  # and not accepted: Mia says Y or N
    assert [say.moment for say in tell_crews(done.changes, LUIS)] == ["day_added", "day_cleared"]


def test_no_crew_yet_takes_the_visit_from_its_crew_without_alerting_the_desk() -> None:
    nobody = Choice(7, Way.REBOOK, None, FROM + DAY, TO + DAY)
    done = moved(with_arrival(today()), nobody)
    assert next(e.no_contractor for e in done.effects if isinstance(e, ChangeVisit))
    assert [say.moment for say in of(Say, done.effects) if isinstance(say, Say)] == ["day_moved"]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(7, Way.REASSIGN), "who takes it over"),
        (Choice(7, Way.REASSIGN, contractor=LUIS), "who takes it over"),
        (Choice(7, Way.REBOOK, MIA), "new window"),
        (Choice(7, Way.REBOOK, MIA, TO, FROM), "later end"),
        (Choice(7, Way.REBOOK, MIA, FROM - DAY, TO - DAY), "is over"),
        (Choice(7, Way.CALL), "time still to come"),
        (Choice(7, Way.CALL, call_by=NOW), "time still to come"),
        (Choice(99, Way.CALL, call_by=TO), "not there any more"),
    ],
)
def test_a_choice_that_cannot_be_says_which_visit_and_what_would_work(
    choice: Choice, words: str
) -> None:
    with pytest.raises(CannotMove, match=words) as found:
        moved(with_arrival(today()), choice)
    assert found.value.visit_id == choice.visit_id


def test_each_crew_gets_one_text_whatever_it_gains_and_loses() -> None:
    done = moved(with_arrival(today(7), today(8), today(9)), to_mia(7), to_mia(8), tomorrow(9))
    said = tell_crews(done.changes, LUIS)
    assert [(say.to, say.moment) for say in said] == [
        (LUIS.phone, "day_added"),
        (MIA.phone, "day_added"),
    ]
    assert said[0].choices == ("visit:9",)
    assert len(said[0].params["off"]) == 2
    assert said[1].choices == ("visit:7", "visit:8")


def test_what_is_under_way_can_be_moved_and_what_is_over_cannot() -> None:
    assert {status for status in VisitStatus if can_move(status)} == {
        VisitStatus.PROPOSED,
        VisitStatus.ACCEPTED,
        VisitStatus.CONFIRMED,
        VisitStatus.EN_ROUTE,
        VisitStatus.MISSED,
    }


def one(id: int = 7) -> ToMove:
    return ToMove(id, FROM, TO, ATLANTA)


def test_the_freest_crew_is_suggested_and_is_then_no_longer_free() -> None:
    busy, free = Crew("busy", [(FROM - 4 * HOUR, FROM)]), Crew("free")
    found = suggest(
        [one(1), one(2), one(3)], [busy, free], Crew("out"), reason="sick", now=NOW, hours=HOURS
    )
    assert [found[n].crew for n in (1, 2, 3)] == ["free", "busy", None]
    assert [found[n].way for n in (1, 2, 3)] == ["reassign", "reassign", "rebook"]


def test_nobody_is_sent_out_on_ice_and_the_crew_keeps_its_customers() -> None:
    found = suggest([one()], [Crew("free")], Crew("out"), reason="ice", now=NOW, hours=HOURS)[7]
    assert (found.way, found.later_crew) == (Way.REBOOK, "out")
    assert (found.window_from, found.window_to) == (FROM + DAY, TO + DAY)


def test_a_window_that_is_over_and_a_crew_that_is_off_are_not_suggested() -> None:
    later = TO + HOUR
    gone = suggest([one()], [Crew("free")], Crew("out"), reason="truck", now=later, hours=HOURS)[7]
    assert gone.way is Way.REBOOK
    off = Crew("off", off={date(2026, 1, 13), date(2026, 1, 14)})
    sick = suggest([one()], [off], Crew("out"), reason="sick", now=NOW, hours=HOURS)[7]
    assert (sick.way, sick.crew, sick.later_crew) == (Way.REBOOK, None, None)


def test_the_next_working_day_passes_over_days_off() -> None:
    hours = WorkingHours(HOURS.spans, frozenset({date(2026, 1, 14)}))
    assert next_working_day(one(), hours) == (FROM + 2 * DAY, TO + 2 * DAY)
