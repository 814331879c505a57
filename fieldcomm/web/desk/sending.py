"""The big pause, and going on after it or after the provider stopped us."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.big_pause import end_big_pause, pull_big_pause, read_sending
from fieldcomm.services.errors import Refused
from fieldcomm.services.restored.settle import settle_unasked
from fieldcomm.services.stop_sending import resume_sending
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import me
from fieldcomm.web.desk.page import Page


@desk.get("/sending")
@may_enter(Who.DISPATCHER)
def sending() -> str:
    return render_template("sending.html", s=read_sending(deps()), typed={})


@desk.post("/sending/pause")
@may_enter(Who.DISPATCHER)
def sending_pause() -> Page:
    """At once: a switch for emergencies waits for nothing, and its other side is the way back."""
    try:
        pull_big_pause(deps(), reason=request.form.get("reason", ""), by=me().name)
    except Refused as error:
        page = read_sending(deps())
        return render_template("sending.html", s=page, typed=request.form, problem=str(error)), 422
    flash("All sending is paused. Safety texts and the confirmation of STOP still go.", "done")
    return redirect(url_for("desk.sending"), 303)


@desk.post("/sending/go-on")
@may_enter(Who.DISPATCHER)
def sending_go_on() -> Response:
    end_big_pause(deps())
    flash("Texts leave again, one after the other.", "done")
    return redirect(url_for("desk.sending"), 303)


@desk.post("/sending/unasked")
@may_enter(Who.MANAGER)
def sending_unasked() -> Page:
    """After a restore, where nobody can ask Twilio what happened since."""
    if request.form.get("sure") != "yes":
        unsure = "Tick that you mean it: nobody could find out later what was sent twice."
        page = read_sending(deps())
        return render_template("sending.html", s=page, typed={}, unsure=unsure), 422
    settle_unasked(deps(), by=me().name)
    flash("Texts leave again. What the backup did not know is on the board.", "done")
    return redirect(url_for("desk.sending"), 303)


@desk.post("/sending/resume")
@may_enter(Who.DISPATCHER)
def sending_resume() -> Response:
    resume_sending(deps(), by=me().name)
    flash(
        "We try again. Should Twilio refuse once more, you'll see it here and on the board.", "done"
    )
    return redirect(url_for("desk.sending"), 303)
