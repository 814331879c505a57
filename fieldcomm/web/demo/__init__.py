"""The demo's phones, its clock, and the last storm's report. Where texts are real, nothing here exists."""

from __future__ import annotations

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.advance_clock import StillBusy
from fieldcomm.services.changes import version
from fieldcomm.services.demo_phones import (
    company_zone,
    fault,
    is_demo,
    move_time,
    read_demo,
    text_as,
)
from fieldcomm.services.errors import Refused
from fieldcomm.services.last_storm import last_storm, policy, style_of
from fieldcomm.web.auth import Who, may_enter, signed_in
from fieldcomm.web.demo.linked import linked
from fieldcomm.web.deps import deps
from fieldcomm.web.formats import clock
from fieldcomm.web.numbers import number_of

demo = Blueprint("demo", __name__, url_prefix="/demo")

QUICK = {
    "customer": (
        "C",
        "R",
        "1",
        "2",
        "3",
        "when are you coming?",
        "call me after 5",
        "I smell gas",
        "STOP",
    ),
    "contractor": ("Y", "N", "OMW 20", "HERE", "DONE", "LATE 40", "CALLED", "JOBS", "?"),
    "office": ("1", "CALLED", "CALLBACK 5pm", "?"),
    "stranger": ("my basement is flooding, can you come?",),
}
FAILURES = {
    "undelivered": "Next text is not delivered",
    "late": "Texts arrive late (20 s)",
    "duplicate": "Reports come twice",
    "drop_answer": "Answer lost after a send",
    "throttle": "Too many requests, three times",
    "down": "Provider down for 15 s",
    "none": "All well again",
}


@demo.before_request
def only_in_the_demo() -> None:
    if not is_demo(deps()):
        abort(404)


@demo.get("")
@may_enter(Who.ANYBODY)
def phones() -> str:
    g.who = signed_in()
    seen = version(deps())
    return render_template(
        "demo.html",
        demo=read_demo(deps()),
        quick=QUICK,
        failures=FAILURES,
        linked=linked,
        storm=last_storm(deps().config.data).is_file(),
        version=seen,
    )


@demo.get("/version")
@may_enter(Who.ANYBODY)
def changed() -> Response:
    seen = version(deps())
    answer = Response(seen, mimetype="text/plain", headers={"Cache-Control": "no-cache"})
    answer.set_etag(seen)
    return answer.make_conditional(request.environ)


@demo.get("/storm")
@may_enter(Who.ANYBODY)
def storm() -> Response:
    """The page that `fieldcomm storm` wrote, as it is."""
    page = last_storm(deps().config.data)
    if not page.is_file():
        abort(404)
    answer = send_file(page, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{policy(style_of(page))}; frame-ancestors 'none'"
    return answer


@demo.post("/text")
@may_enter(Who.ANYBODY)
def text() -> Response:
    phone = request.form.get("phone", "")
    body = request.form.get("quick") or request.form.get("body", "")
    try:
        text_as(deps(), phone, body)
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("demo.phones", _anchor=f"phone-{phone.lstrip('+')}"), 303)


@demo.post("/time")
@may_enter(Who.ANYBODY)
def time() -> Response:
    """Plays through what happens; where that takes longer than a page may, press again."""
    to, minutes = request.form.get("to", ""), _minutes()
    try:
        now = move_time(deps(), to, minutes=minutes)
        flash(f"It is {clock(now, company_zone(deps()))} now.", "done")
    except StillBusy as busy:
        flash(f"Still at work ({busy}). Press again to go on.", "problem")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("demo.phones"), 303)


@demo.post("/fault")
@may_enter(Who.ANYBODY)
def go_wrong() -> Response:
    try:
        name = request.form.get("fault", "")
        fault(deps(), name)
        flash(f"{FAILURES[name]}.", "done")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("demo.phones"), 303)


def _minutes() -> int:
    """The button's minutes, else the hours and minutes typed in."""
    fixed, typed = request.form.get("minutes", ""), request.form.get("amount", "")
    unit = {"min": 1, "h": 60, "days": 24 * 60}.get(request.form.get("unit", "min"), 1)
    raw, times = (fixed, 1) if fixed else (typed, unit)
    return (number_of(raw, digits=5) or 0) * times
