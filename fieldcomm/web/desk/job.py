"""The job page: read it, write to the customer, note, wait, release news, end it."""

from __future__ import annotations

from flask import redirect, request, url_for

from fieldcomm.services.assign import assign
from fieldcomm.services.job_story import tell_story
from fieldcomm.services.job_work import add_note, cancel_job, close_job, wait_on
from fieldcomm.services.preview import preview_manual
from fieldcomm.services.promise_work import send_manual
from fieldcomm.services.updates import add_update, release_update, withdraw_update
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do, job_page
from fieldcomm.web.desk.tone import toned
from fieldcomm.web.numbers import number_of


@desk.get("/jobs/<code>")
@may_enter(Who.DISPATCHER)
def job(code: str) -> Page:
    if code != code.upper():
        return redirect(url_for("desk.job", code=code.upper()), 308)
    return job_page(code)


@desk.post("/jobs/<code>/text")
@may_enter(Who.DISPATCHER)
def write(code: str) -> Page:
    """Findings of the tone check are shown first; whoever writes may send it all the same."""
    body, to = request.form.get("body", ""), number_of(request.form.get("to", ""))
    if "preview" in request.form:
        return job_page(code, form="text", preview=preview_manual(deps(), body).body)
    if findings := toned(body):
        preview = preview_manual(deps(), body).body
        return job_page(code, form="text", findings=findings, preview=preview), 422
    return do(
        code,
        "text",
        lambda: send_manual(
            acting("text"), code, body=body, by=me().name, contact_id=to, photos=_photos()
        ),
        "On its way.",
    )


def _photos() -> list[bytes]:
    return [chosen.read() for chosen in request.files.getlist("photos") if chosen.filename]


@desk.post("/jobs/<code>/story")
@may_enter(Who.DISPATCHER)
def story(code: str) -> Page:
    form = request.form
    return do(
        code,
        "story",
        lambda: tell_story(
            acting("story"),
            code,
            story=form.get("story", ""),
            notes=form.get("notes", ""),
            seen=form.get("seen", ""),
            by=me().name,
        ),
        "Kept.",
    )


@desk.post("/jobs/<code>/assign")
@may_enter(Who.DISPATCHER)
def assign_job(code: str) -> Page:
    form = request.form
    return do(
        code,
        "assign",
        lambda: assign(
            acting("assign"),
            code,
            owner_id=number_of(form.get("owner", "")),
            contractor_phone=form.get("contractor") or None,
            by=me().name,
        ),
        "Assigned.",
    )


@desk.post("/jobs/<code>/note")
@may_enter(Who.DISPATCHER)
def note(code: str) -> Page:
    words = request.form.get("words", "")
    return do(code, "note", lambda: add_note(acting("note"), code, words, by=me().name), "Noted.")


@desk.post("/jobs/<code>/waiting")
@may_enter(Who.DISPATCHER)
def waiting(code: str) -> Page:
    on, chase = request.form.get("waiting_on", ""), request.form.get("chase_at", "")
    return do(
        code,
        "waiting",
        lambda: wait_on(acting("waiting"), code, on, by=me().name, chase_at=chase or None),
        "Changed.",
    )


@desk.post("/jobs/<code>/update")
@may_enter(Who.DISPATCHER)
def update(code: str) -> Page:
    words = request.form.get("words", "")
    if findings := toned(words):
        return job_page(code, form="update", findings=findings), 422
    done = "The next check-in carries it."
    return do(code, "update", lambda: add_update(acting("update"), code, words, by=me().name), done)


@desk.post("/jobs/<code>/updates/<int:update_id>/release")
@may_enter(Who.DISPATCHER)
def release(code: str, update_id: int) -> Page:
    words = request.form.get("words", "")
    if findings := toned(words):
        return job_page(code, form=f"release-{update_id}", findings=findings), 422
    return do(
        code,
        f"release-{update_id}",
        lambda: release_update(acting("release"), code, update_id, words=words, by=me().name),
        "Released: the next check-in carries it.",
    )


@desk.post("/jobs/<code>/updates/<int:update_id>/withdraw")
@may_enter(Who.DISPATCHER)
def withdraw(code: str, update_id: int) -> Page:
    return do(
        code,
        "update",
        lambda: withdraw_update(acting("withdraw"), code, update_id, by=me().name),
        "It stays with us.",
    )


@desk.post("/jobs/<code>/close")
@may_enter(Who.DISPATCHER)
def close(code: str) -> Page:
    ask = "review" in request.form
    return do(
        code,
        "end",
        lambda: close_job(acting("close"), code, by=me().name, ask_for_review=ask),
        "Closed.",
    )


@desk.post("/jobs/<code>/cancel")
@may_enter(Who.DISPATCHER)
def cancel(code: str) -> Page:
    words, tell = request.form.get("words", ""), "tell" in request.form
    return do(
        code,
        "end",
        lambda: cancel_job(acting("cancel"), code, by=me().name, words=words, tell=tell),
        "Cancelled.",
    )
