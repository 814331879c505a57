"""Surge mode and its intakes."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from fieldcomm.services.errors import Refused
from fieldcomm.services.surge import read_surge, switch_surge
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page


@desk.get("/surge")
@may_enter(Who.DISPATCHER)
def surge() -> str:
    return render_template("surge.html", page=read_surge(deps()), typed={})


@desk.post("/surge")
@may_enter(Who.DISPATCHER)
def change_surge() -> Page:
    on = request.form.get("surge") == "on"
    per_day = request.form.get("per_day", "")
    try:
        switch_surge(acting("surge"), on=on, per_day=per_day, by=me().name)
    except Refused as error:
        page = read_surge(deps())
        return render_template("surge.html", page=page, typed=request.form, problem=str(error)), 422
    say_done("Surge mode is on." if on else "Surge mode is off.")
    return redirect(url_for("desk.surge"), 303)
