"""Broadcasts: write, look at the texts as they will be read, confirm by count, watch, pause, stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.job import Urgency, WaitingOn
from fieldcomm.services.broadcast_pages import list_broadcasts, read_broadcast, read_form
from fieldcomm.services.check_broadcast import check_broadcast
from fieldcomm.services.draft_broadcast import discard_draft, findings_of, save_draft
from fieldcomm.services.errors import Refused
from fieldcomm.services.send_broadcast import (
    confirm_broadcast,
    pause_broadcast,
    resume_broadcast,
    stop_broadcast,
)
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, number, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.numbers import number_of


@desk.get("/broadcasts")
@may_enter(Who.DISPATCHER)
def broadcasts() -> str:
    return render_template("broadcasts.html", past=list_broadcasts(deps()), version=me().version)


@desk.get("/broadcasts/new")
@may_enter(Who.DISPATCHER)
def new_broadcast() -> str:
    return _form(request.args, draft_id=number("draft", 0) or None)


@desk.post("/broadcasts/new")
@may_enter(Who.DISPATCHER)
def write_broadcast() -> Page:
    """Findings of the tone check are shown first; whoever writes may keep the words, on record."""
    typed = request.form
    words, words_es = typed.get("words", ""), typed.get("words_es", "")
    draft_id, incident_id = number_of(typed.get("draft")), number_of(typed.get("incident"))
    findings = findings_of(words, words_es)
    if findings and "anyway" not in typed:
        return _form(typed, draft_id=draft_id, findings=findings), 422
    try:
        made = save_draft(
            deps(),
            words=words,
            words_es=words_es,
            whom=typed,
            by=me().name,
            incident_id=incident_id,
            draft_id=draft_id,
        )
    except Refused as error:
        return _form(typed, draft_id=draft_id, problem=str(error)), 422
    return redirect(url_for("desk.broadcast", broadcast_id=made), 303)


@desk.get("/broadcasts/<int:broadcast_id>")
@may_enter(Who.DISPATCHER)
def broadcast(broadcast_id: int) -> str:
    """A draft is checked here, a running one watched."""
    page = read_broadcast(deps(), broadcast_id)
    if page is None:
        abort(404)
    if page.broadcast.row.state == "draft":
        return _check(broadcast_id)
    return render_template("broadcast.html", page=page, version=me().version)


@desk.post("/broadcasts/<int:broadcast_id>/confirm")
@may_enter(Who.DISPATCHER)
def broadcast_confirm(broadcast_id: int) -> Page:
    typed = request.form.get("count", "")
    try:
        n = confirm_broadcast(
            acting("broadcast"), broadcast_id, typed=typed, role=me().role, by=me().name
        )
    except Refused as error:
        page = read_broadcast(deps(), broadcast_id)
        if page is not None and page.broadcast.row.state == "draft":
            return _check(broadcast_id, problem=str(error), typed=typed), 422
        flash(str(error), "problem")
        return redirect(url_for("desk.broadcasts"), 303)
    say_done(f"{n} {'phone' if n == 1 else 'phones'}: the first text leaves in ten seconds.")
    return redirect(url_for("desk.broadcast", broadcast_id=broadcast_id), 303)


@desk.post("/broadcasts/<int:broadcast_id>/discard")
@may_enter(Who.DISPATCHER)
def broadcast_discard(broadcast_id: int) -> Response:
    try:
        discard_draft(deps(), broadcast_id)
        flash("The draft is gone.", "done")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("desk.broadcasts"), 303)


@desk.post("/broadcasts/<int:broadcast_id>/pause")
@may_enter(Who.DISPATCHER)
def broadcast_pause(broadcast_id: int) -> Response:
    return _change(broadcast_id, pause_broadcast, "Paused. Nothing more of it leaves.")


@desk.post("/broadcasts/<int:broadcast_id>/resume")
@may_enter(Who.DISPATCHER)
def broadcast_resume(broadcast_id: int) -> Response:
    return _change(broadcast_id, resume_broadcast, "It goes on.")


@desk.post("/broadcasts/<int:broadcast_id>/stop")
@may_enter(Who.DISPATCHER)
def broadcast_stop(broadcast_id: int) -> Response:
    return _change(broadcast_id, stop_broadcast, "Stopped for good.")


def _change(broadcast_id: int, change: Callable[..., None], done: str) -> Response:
    """At once and without an undo: to take it back, press the other button."""
    try:
        change(deps(), broadcast_id, by=me().name)
        flash(done, "done")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("desk.broadcast", broadcast_id=broadcast_id), 303)


def _check(broadcast_id: int, **shown: object) -> str:
    found = check_broadcast(deps(), broadcast_id)
    if found is None:
        abort(404)
    return render_template("broadcast_check.html", check=found, b=found.broadcast, **shown)


def _form(typed: Mapping[str, str], *, draft_id: int | None = None, **shown: object) -> str:
    """What was typed; else the draft that is gone on with; else the incident it is about."""
    form = read_form(deps(), draft_id=draft_id, incident_id=number_of(typed.get("incident")))
    values = dict(typed)
    if request.method == "GET" and form.draft is not None:
        row = form.draft.row
        values = {**{k: str(v) for k, v in row.filter.items()}, "words": row.text}
        values |= {"words_es": row.text_es or "", "incident": str(row.incident_id or "")}
    elif request.method == "GET" and form.incident is not None:
        values.setdefault("words", form.incident.happened)
    return render_template(
        "broadcast_new.html",
        form=form,
        typed=values,
        draft_id=draft_id,
        choices={
            "waits": [(on, on) for on in WaitingOn],
            "urgencies": [(one, one.replace("_", " ")) for one in Urgency],
            "contractors": [(one.id, one.name) for one in form.contractors],
            "incidents": [(one.id, one.title) for one in form.incidents],
        },
        **shown,
    )
