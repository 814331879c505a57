"""Visits at the desk: book, move, call off, accept and confirm for others."""

from __future__ import annotations

from flask import request

from fieldcomm.services import visits
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do, job_page
from fieldcomm.web.desk.tone import toned


@desk.post("/jobs/<code>/visits")
@may_enter(Who.DISPATCHER)
def book(code: str) -> Page:
    form, times = request.form, _window()
    return do(
        code,
        "book",
        lambda: visits.book(
            acting("book"),
            code,
            window_from=times[0],
            window_to=times[1],
            kind=form.get("kind", "repair"),
            contractor_phone=form.get("contractor") or None,
            tell_now="tell_now" in form,
        ),
        "Booked.",
    )


@desk.post("/jobs/<code>/visits/<int:visit_id>/move")
@may_enter(Who.DISPATCHER)
def move(code: str, visit_id: int) -> Page:
    form, times = request.form, _window()
    if findings := toned(form.get("cause", "")):
        return job_page(code, form=f"move-{visit_id}", findings=findings), 422
    return do(
        code,
        f"move-{visit_id}",
        lambda: visits.move(
            acting("move"),
            code,
            visit_id,
            window_from=times[0],
            window_to=times[1],
            contractor_phone=form.get("contractor") or None,
            cause=form.get("cause", "").strip() or None,
            tell_now="tell_now" in form,
        ),
        "Moved: both sides are asked again.",
    )


@desk.post("/jobs/<code>/visits/<int:visit_id>/cancel")
@may_enter(Who.DISPATCHER)
def call_off(code: str, visit_id: int) -> Page:
    cause = request.form.get("cause", "").strip() or None
    if findings := toned(cause or ""):
        return job_page(code, form=f"move-{visit_id}", findings=findings), 422
    return do(
        code,
        f"move-{visit_id}",
        lambda: visits.call_off(acting("call_off"), code, visit_id, cause=cause, by=me().name),
        "Called off, and both sides told.",
    )


@desk.post("/jobs/<code>/visits/<int:visit_id>/accept")
@may_enter(Who.DISPATCHER)
def accept(code: str, visit_id: int) -> Page:
    return do(
        code,
        f"visit-{visit_id}",
        lambda: visits.accept_for_contractor(acting("accept"), code, visit_id),
        "Accepted: the customer is asked now.",
    )


@desk.post("/jobs/<code>/visits/<int:visit_id>/confirm")
@may_enter(Who.DISPATCHER)
def confirm(code: str, visit_id: int) -> Page:
    return do(
        code,
        f"visit-{visit_id}",
        lambda: visits.confirm_for_customer(acting("confirm"), code, visit_id),
        "Confirmed.",
    )


def _window() -> tuple[str, str]:
    """One of the windows offered, or the two times typed in."""
    form = request.form
    start, slash, end = form.get("window", "").partition("/")
    return (start, end) if slash else (form.get("window_from", ""), form.get("window_to", ""))
