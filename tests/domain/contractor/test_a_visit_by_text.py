"""A visit from booking to DONE by text alone, each side told what it should be told."""

from __future__ import annotations

from fixtures.field import DANA, LUIS, Field, local, moments_to

from fieldcomm.domain.arrival.book import book_visit
from fieldcomm.domain.arrival.customer_says import confirms
from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.domain.visit import VisitStatus


def booked(field: Field, *, tell_now: bool = False) -> Field:
    field.do(
        book_visit(
            field.of(),
            field.job,
            kind="repair",
            window_from=local(14, 13),
            window_to=local(14, 15),
            contractor=LUIS,
            tell_now=tell_now,
        )
    )
    return field


def test_from_booking_to_done() -> None:
    field = booked(Field())
    assert moments_to(field.said, LUIS) == ["visit_proposed"]
    assert moments_to(field.said, DANA) == []
    assert field.visit.status is VisitStatus.PROPOSED

    said = field.texts(Intent.ACCEPT)
    assert moments_to(said, DANA) == ["visit_booked"]
    assert [s.params["what"] for s in said if s.to == LUIS.phone] == ["accept"]
    (arrival,) = field.owed(PromiseKind.ARRIVAL)
    assert arrival.due_at == local(14, 15)
    assert arrival.owner == LUIS
    assert field.job.status is JobStatus.SCHEDULED

    said = field.customer(confirms)
    assert [s.moment for s in said] == ["visit_confirmed"]

    assert moments_to(field.clock(local(13, 17)), DANA) == ["visit_reminder"]
    # From then until the window's end it would be ten hours: they hear from us in the morning too.
    assert moments_to(field.clock(local(14, 12)), DANA) == ["visit_reminder"]
    field.now = local(14, 12, 20)
    said = field.texts(Intent.ON_MY_WAY, eta=local(14, 12, 40))
    assert moments_to(said, DANA) == ["on_my_way"]
    assert said[0].hold_for is None
    assert field.job.status is JobStatus.EN_ROUTE

    assert field.clock(local(14, 13)) == []
    said = field.texts(Intent.ARRIVED)
    assert moments_to(said, DANA) == []
    assert [s.params["what"] for s in said] == ["arrived"]
    assert field.settled == [(PromiseKind.ARRIVAL, PromiseState.KEPT)]

    field.now = local(14, 15, 20)
    said = field.texts(Intent.DONE, note="6 fans on")
    assert moments_to(said, DANA) == ["visit_done"]
    assert field.visit.status is VisitStatus.DONE
    assert field.visit.left_at == local(14, 15, 20)
    assert field.job.status is JobStatus.DONE
    assert "6 fans on" in [note.data.get("text") for note in field.notes]
    assert field.clock(local(15, 12)) == []


def test_telling_at_once_tells_both_and_opens_the_promise() -> None:
    field = booked(Field(), tell_now=True)
    assert [s.moment for s in field.said] == ["visit_proposed", "visit_booked"]
    assert field.visit.status is VisitStatus.ACCEPTED
    assert [p.visit_id for p in field.owed(PromiseKind.ARRIVAL)] == [field.visit.id]
    said = field.texts(Intent.ACCEPT)
    assert moments_to(said, DANA) == []
    assert len(field.owed(PromiseKind.ARRIVAL)) == 1


def test_a_no_show_is_asked_about_before_and_owned_up_to_at_the_end() -> None:
    field = booked(Field())
    field.texts(Intent.ACCEPT)
    field.clock(local(14, 12))
    assert moments_to(field.clock(local(14, 12, 30)), LUIS) == ["prompt"]
    said = field.clock(local(14, 14, 45))
    assert sorted((s.to == LUIS.phone, s.params["step"]) for s in said) == [
        (False, "closing"),
        (True, "closing"),
    ]
    said = field.clock(local(14, 15))
    assert moments_to(said, DANA) == ["window_missed"]
    assert field.visit.status is VisitStatus.MISSED
    (reply,) = field.owed(PromiseKind.REPLY)
    assert reply.due_at == local(14, 15, 25)

    field.now = local(14, 15, 10)
    said = field.texts(Intent.ARRIVED)
    assert moments_to(said, DANA) == ["arrived_late"]
    assert (PromiseKind.ARRIVAL, PromiseState.KEPT_LATE) in field.settled
    assert (PromiseKind.REPLY, PromiseState.KEPT) in field.settled
    assert field.job.promises == ()
