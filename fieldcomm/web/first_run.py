"""The first run, at /welcome: from an empty fieldcomm to the first real text."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.datastructures import MultiDict

from fieldcomm.services.connect_provider import check_provider, connect_provider
from fieldcomm.services.errors import Refused
from fieldcomm.services.field_problems import FieldProblems
from fieldcomm.services.first_company import save_company
from fieldcomm.services.first_run_steps import STEPS, end_step, read_first_run, skip_the_rest
from fieldcomm.services.first_text import first_text, send_first_text
from fieldcomm.services.people import add_contractor
from fieldcomm.services.set_up_link import make_first_account, may_set_up
from fieldcomm.services.sign_in_links import LinkOver
from fieldcomm.web.auth import Who, give_cookie, may_enter
from fieldcomm.web.caller import browser
from fieldcomm.web.deps import deps
from fieldcomm.web.desk.asked import me
from fieldcomm.web.desk.page import Page
from fieldcomm.web.first_run_hours import DAYS, hours_of, typed_hours

first_run = Blueprint("first_run", __name__, url_prefix="/welcome")


@first_run.get("/start/<token>")
@may_enter(Who.ANYBODY)
def start(token: str) -> Page:
    """Shows a form only: whoever looks uses nothing up."""
    if not may_set_up(deps(), token):
        return _over()
    return render_template("first_run/admin.html", typed={}, problems={})


@first_run.post("/start/<token>")
@may_enter(Who.ANYBODY)
def make_admin(token: str) -> Page:
    typed = request.form
    try:
        opened = make_first_account(
            deps(),
            token,
            name=typed.get("name", ""),
            email=typed.get("email", ""),
            phone=typed.get("phone", ""),
            password=typed.get("password", ""),
            browser=browser(),
        )
    except LinkOver:
        return _over()
    except FieldProblems as error:
        page = render_template("first_run/admin.html", typed=typed, problems=error.fields)
        return page, 422
    session.clear()  # nothing that was in the browser before is trusted on
    return give_cookie(redirect(url_for("first_run.company"), 303), opened)


@first_run.get("/")
@may_enter(Who.MANAGER)
def go_on() -> Page:
    """Where one left off."""
    return redirect(_after_all())


@first_run.get("/company")
@may_enter(Who.MANAGER)
def company() -> Page:
    run = read_first_run(deps())
    fresh = run.led and "company" not in run.steps
    return _page("company", typed=hours_of(run.company), guess=_may_guess(fresh))


def _may_guess(fresh: bool) -> bool:
    return fresh and deps().config.company_timezone is None


@first_run.post("/company")
@may_enter(Who.MANAGER)
def keep_company() -> Page:
    try:
        save_company(deps(), typed_hours(request.form))
    except FieldProblems as error:
        return _page("company", typed=request.form, problems=error.fields, guess=False), 422
    return redirect(_after_all(), 303)


@first_run.get("/texts")
@may_enter(Who.MANAGER)
def texts() -> Page:
    return _page("texts", typed={})


@first_run.post("/texts")
@may_enter(Who.MANAGER)
def connect() -> Page:
    try:
        told = connect_provider(deps(), request.form, me())
    except FieldProblems as error:
        return _page("texts", typed=_without_token(request.form), problems=error.fields), 422
    except Refused as error:
        return _page("texts", typed={}, problems={"account": str(error)}), 422
    if not told:
        flash("Kept. Start web, worker and clock again, so that they use it.", "done")
    return redirect(url_for("first_run.check"), 303)


@first_run.get("/check")
@may_enter(Who.MANAGER)
def check() -> Page:
    return _page("check", findings=None)


@first_run.post("/check")
@may_enter(Who.MANAGER)
def run_check() -> Page:
    return _page("check", findings=check_provider(deps()))


@first_run.get("/first-text")
@may_enter(Who.MANAGER)
def first() -> Page:
    return _page("first_text", sent=first_text(deps(), me()), typed={})


@first_run.post("/first-text")
@may_enter(Who.MANAGER)
def text_me() -> Page:
    try:
        send_first_text(deps(), me())
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("first_run.first"), 303)


@first_run.post("/contractor")
@may_enter(Who.MANAGER)
def first_contractor() -> Page:
    typed = request.form
    try:
        made = add_contractor(deps(), name=typed.get("name", ""), phone=typed.get("phone", ""))
    except Refused as error:
        sent = first_text(deps(), me())
        return _page("first_text", sent=sent, typed=typed, problems={"contractor": str(error)}), 422
    flash(f"{made['name']} can be booked now.", "done")
    return redirect(url_for("first_run.first"), 303)


@first_run.post("/skip")
@may_enter(Who.MANAGER)
def skip() -> Page:
    step = request.form.get("step", "")
    if step == "all":
        skip_the_rest(deps())
        return redirect(url_for("desk.board"), 303)
    if step in STEPS:
        end_step(deps(), step, "skipped")
    return redirect(_after_all(), 303)


_PAGES = {
    "company": "first_run.company",
    "texts": "first_run.texts",
    "check": "first_run.check",
    "first_text": "first_run.first",
}


def _after_all() -> str:
    """The page of the first step that is still open; the board when there is none."""
    step = read_first_run(deps()).next_step
    return url_for(_PAGES[step]) if step else url_for("desk.board")


def _page(step: str, **shown: Any) -> str:
    run = read_first_run(deps())
    usual = {"problems": {}, "days": DAYS}
    return render_template(
        f"first_run/{step}.html",
        **(usual | shown),
        run=run,
        step=step,
        step_pages=_PAGES,
        webhook=f"{deps().config.public_url}/twilio/sms",
        config=deps().config,
    )


def _without_token(typed: MultiDict[str, str]) -> dict[str, str]:
    """What was typed comes back, but a secret is not written into a page."""
    return {name: value for name, value in typed.items() if name != "token"}


def _over() -> Page:
    return render_template("first_run/over.html"), 404
