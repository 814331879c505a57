"""Contractors: who does the work, and adding one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from fieldcomm.services.errors import Refused
from fieldcomm.services.people import add_contractor
from fieldcomm.services.people_pages import read_contractors
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting
from fieldcomm.web.desk.page import Page


@desk.get("/contractors")
@may_enter(Who.DISPATCHER)
def contractors() -> str:
    return render_template("contractors.html", page=read_contractors(deps()), typed={})


@desk.post("/contractors")
@may_enter(Who.DISPATCHER)
def new_contractor() -> Page:
    typed = request.form
    try:
        made = add_contractor(
            acting("contractor"), name=typed.get("name", ""), phone=typed.get("phone", "")
        )
    except Refused as error:
        page = read_contractors(deps())
        return render_template("contractors.html", page=page, typed=typed, problem=str(error)), 422
    flash(f"{made['name']} can be booked now.", "done")
    return redirect(url_for("desk.contractors"), 303)
