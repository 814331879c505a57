"""Incidents: opened, kept up to date and ended by the desk, read by everybody on /status."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for

from fieldcomm.services.errors import Refused
from fieldcomm.services.incidents import (
    list_incidents,
    open_incident,
    read_incident,
    resolve_incident,
    update_incident,
)
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.tone import toned


@desk.get("/incidents")
@may_enter(Who.DISPATCHER)
def incidents() -> str:
    return _list()


@desk.post("/incidents")
@may_enter(Who.DISPATCHER)
def incident_open() -> Page:
    typed = request.form
    said = f"{typed.get('title', '')}. {typed.get('happened', '')} {typed.get('why', '')}"
    if findings := toned(said):
        return _list(findings=findings), 422
    try:
        made = open_incident(
            acting("incident"),
            title=typed.get("title", ""),
            happened=typed.get("happened", ""),
            why=typed.get("why", ""),
            next_by=typed.get("next_by", ""),
            by=me().name,
        )
    except Refused as error:
        return _list(problem=str(error)), 422
    say_done("It stands on the status page in ten seconds. Tell the customers it touches, too.")
    return redirect(url_for("desk.incident", incident_id=made), 303)


@desk.get("/incidents/<int:incident_id>")
@may_enter(Who.DISPATCHER)
def incident(incident_id: int) -> str:
    return _one(incident_id)


@desk.post("/incidents/<int:incident_id>/update")
@may_enter(Who.DISPATCHER)
def incident_update(incident_id: int) -> Page:
    words = request.form.get("words", "")
    if findings := toned(words):
        return _one(incident_id, form="update", findings=findings), 422
    try:
        update_incident(
            acting("incident_update"),
            incident_id,
            words=words,
            next_by=request.form.get("next_by", ""),
            by=me().name,
        )
    except Refused as error:
        return _one(incident_id, form="update", problem=str(error)), 422
    say_done("Said: the status page has it in ten seconds.")
    return redirect(url_for("desk.incident", incident_id=incident_id), 303)


@desk.post("/incidents/<int:incident_id>/resolve")
@may_enter(Who.DISPATCHER)
def incident_resolve(incident_id: int) -> Page:
    words = request.form.get("words", "")
    if findings := toned(words):
        return _one(incident_id, form="resolve", findings=findings), 422
    try:
        resolve_incident(acting("incident_over"), incident_id, words=words, by=me().name)
    except Refused as error:
        return _one(incident_id, form="resolve", problem=str(error)), 422
    say_done("Over, and said so.")
    return redirect(url_for("desk.incident", incident_id=incident_id), 303)


def _list(**shown: object) -> str:
    return render_template(
        "incidents.html", found=list_incidents(deps()), typed=request.form, **shown
    )


def _one(incident_id: int, **shown: object) -> str:
    found = read_incident(deps(), incident_id)
    if found is None:
        abort(404)
    return render_template("incident.html", found=found, typed=request.form, **shown)
