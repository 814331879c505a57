"""Sign in, choose a password from a one-time link, sign out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.errors import Refused
from fieldcomm.services.first_run_steps import is_led
from fieldcomm.services.sessions import close_session
from fieldcomm.services.sign_in import (
    HalfOver,
    Opened,
    TooManyTries,
    WrongCode,
    WrongPassword,
    enter_code,
    half_is_open,
    sign_in,
)
from fieldcomm.services.sign_in_links import LinkOver, invited_by, use_link
from fieldcomm.web.auth import Who, cookie_name, give_cookie, may_enter, signed_in, take_cookie
from fieldcomm.web.caller import address, browser, too_many
from fieldcomm.web.deps import deps
from fieldcomm.web.own_page import own_page

auth = Blueprint("auth", __name__)
Page = str | Response | tuple[str, int]
HALF = "fieldcomm-half"  # the cookie of a browser that knew the password and owes the code


@auth.get("/sign-in")
@may_enter(Who.ANYBODY)
def ask() -> Page:
    if signed_in():
        return redirect(_wanted())
    return render_template("sign_in.html", email="", wanted=request.args.get("next", ""))


@auth.post("/sign-in")
@may_enter(Who.ANYBODY)
def enter() -> Page:
    email, password = request.form.get("email", ""), request.form.get("password", "")
    try:
        opened = sign_in(
            deps(), email=email, password=password, address=address(), browser=browser()
        )
    except WrongPassword:
        return _again(email, "That e-mail and password do not belong together.", 401)
    except TooManyTries as error:
        return _again(email, too_many(error), 429)
    return _inside(opened)


@auth.get("/sign-in/code")
@may_enter(Who.ANYBODY)
def ask_code() -> Page:
    if not half_is_open(deps(), _half()):
        return redirect(url_for("auth.ask"))
    return _code_page()


@auth.post("/sign-in/code")
@may_enter(Who.ANYBODY)
def enter_with_code() -> Page:
    try:
        token = enter_code(
            deps(),
            _half(),
            code=request.form.get("code", ""),
            address=address(),
            browser=browser(),
        )
    except WrongCode:
        return _code_page("That code does not fit, or was used already. Wait for the next."), 401
    except TooManyTries as error:
        return _code_page(too_many(error)), 429
    except HalfOver:
        flash("That took too long. Give your e-mail and password again.", "problem")
        return redirect(url_for("auth.ask"), 303)
    return _inside(Opened(token))


@auth.get("/sign-in/<token>")
@may_enter(Who.ANYBODY)
def link(token: str) -> Page:
    """Shows a form only: mail scanners and previews open links too."""
    try:
        return render_template("welcome.html", invited=invited_by(deps(), token), problem=None)
    except LinkOver:
        return render_template("link_over.html"), 404


@auth.post("/sign-in/<token>")
@may_enter(Who.ANYBODY)
def choose(token: str) -> Page:
    try:
        return _inside(use_link(deps(), token, request.form.get("password", ""), browser()))
    except Refused as error:
        invited = invited_by(deps(), token)
        return render_template("welcome.html", invited=invited, problem=str(error)), 422
    except LinkOver:
        return render_template("link_over.html"), 404


@auth.post("/sign-out")
@may_enter(Who.ANYBODY)
def leave() -> Page:
    token = request.cookies.get(cookie_name())
    if token:
        close_session(deps(), token)
    session.clear()
    flash("You are signed out.", "done")
    return take_cookie(redirect(url_for("auth.ask"), 303))


def _inside(opened: Opened) -> Response:
    """A new session: nothing that was in the browser before is trusted on."""
    old = request.cookies.get(cookie_name())
    if old:
        close_session(deps(), old)
    session.clear()
    if opened.half:
        asks = redirect(url_for("auth.ask_code", next=_wanted()), 303)
        return take_cookie(give_cookie(asks, opened.token, HALF))
    wanted = _wanted()
    if wanted == url_for("desk.board") and is_led(deps(), opened.token):
        wanted = url_for("first_run.go_on")
    return take_cookie(give_cookie(redirect(wanted, 303), opened.token), HALF)


def _half() -> str:
    return request.cookies.get(cookie_name(HALF), "")[:100]


def _code_page(problem: str | None = None) -> str:
    wanted = own_page(request.values.get("next", "")) or ""
    return render_template("sign_in_code.html", problem=problem, wanted=wanted)


def _again(email: str, problem: str, status: int) -> Page:
    wanted = request.form.get("next", "")
    page = render_template("sign_in.html", email=email, problem=problem, wanted=wanted)
    return page, status


def _wanted() -> str:
    """The page they came for, if it is one of ours."""
    return own_page(request.values.get("next", "")) or url_for("desk.board")
