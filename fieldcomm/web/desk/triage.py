"""What a row of the board can do: mark urgent, snooze, wake, ask about an arrival."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for

from fieldcomm.services import triage
from fieldcomm.services.errors import Refused
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, back, me, say_done
from fieldcomm.web.desk.board import asked_before
from fieldcomm.web.desk.board_page import board_page
from fieldcomm.web.desk.page import Page


@desk.post("/jobs/<code>/urgency")
@may_enter(Who.DISPATCHER)
def urgency(code: str) -> Page:
    wanted = request.form.get("urgency", "")
    return _row(
        code,
        "urgency",
        lambda: triage.set_urgency(acting("urgency"), code, wanted, by=me().name),
        "Marked." if wanted else "No longer marked.",
    )


@desk.post("/jobs/<code>/snooze")
@may_enter(Who.DISPATCHER)
def snooze(code: str) -> Page:
    until, reason = request.form.get("until", ""), request.form.get("reason", "")
    return _row(
        code,
        "snooze",
        lambda: triage.snooze(acting("snooze"), code, until=until, reason=reason, by=me().name),
        "Snoozed. It comes back at its time, or at once when they write or a promise is near.",
    )


@desk.post("/jobs/<code>/wake")
@may_enter(Who.DISPATCHER)
def wake(code: str) -> Page:
    return _row(code, "wake", lambda: triage.wake(acting("wake"), code, by=me().name), "Awake.")


@desk.post("/jobs/<code>/ask-crew")
@may_enter(Who.DISPATCHER)
def ask_crew(code: str) -> Page:
    return _row(
        code,
        "ask",
        lambda: triage.ask_crew(acting("ask crew"), code, by=me().name),
        "The crew is asked.",
    )


@desk.post("/jobs/<code>/ask-customer")
@may_enter(Who.DISPATCHER)
def ask_customer(code: str) -> Page:
    return _row(
        code,
        "ask",
        lambda: triage.ask_customer(acting("ask customer"), code, by=me().name),
        "The customer is asked.",
    )


def _row(code: str, form: str, work: Callable[[], None], done: str) -> Page:
    """Back to the board, or the board again with the row's form as it was typed."""
    try:
        work()
    except Refused as error:
        return board_page(asked_before(), form=form, code=code.upper(), problem=str(error)), 422
    say_done(done)
    return redirect(back(url_for("desk.board")), 303)
