"""Sign in, choose a password from a one-time link, sign out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.errors import Refused
from fieldcomm.services.sessions import close_session
from fieldcomm.services.sign_in import TooManyTries, WrongPassword, sign_in
from fieldcomm.services.sign_in_links import LinkOver, invited_by, use_link
from fieldcomm.web.auth import Who, cookie_name, give_cookie, may_enter, signed_in, take_cookie
from fieldcomm.web.deps import deps
from fieldcomm.web.formats import how_long
from fieldcomm.web.own_page import own_page

auth = Blueprint("auth", __name__)
Page = str | Response | tuple[str, int]


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
        token = sign_in(deps(), email=email, password=password, address=request.remote_addr or "")
    except WrongPassword:
        return _again(email, "That e-mail and password do not belong together.", 401)
    except TooManyTries as error:
        return _again(email, f"Too many tries. Try again in {how_long(error.wait)}.", 429)
    return _inside(token)


@auth.get("/sign-in/<token>")
@may_enter(Who.ANYBODY)
def link(token: str) -> Page:
    """Shows a form only: mail scanners and previews open links too."""
    try:
        return render_template("welcome.html", invited=invited_by(deps(), token), problem=None)
    except LinkOver:
        return render_template("link_over.html"), 410


@auth.post("/sign-in/<token>")
@may_enter(Who.ANYBODY)
def choose(token: str) -> Page:
    try:
        return _inside(use_link(deps(), token, request.form.get("password", "")))
    except Refused as error:
        invited = invited_by(deps(), token)
        return render_template("welcome.html", invited=invited, problem=str(error)), 422
    except LinkOver:
        return render_template("link_over.html"), 410


@auth.post("/sign-out")
@may_enter(Who.ANYBODY)
def leave() -> Page:
    token = request.cookies.get(cookie_name())
    if token:
        close_session(deps(), token)
    session.clear()
    flash("You are signed out.", "done")
    return take_cookie(redirect(url_for("auth.ask"), 303))


def _inside(token: str) -> Response:
    """A new session: nothing that was in the browser before is trusted on."""
    old = request.cookies.get(cookie_name())
    if old:
        close_session(deps(), old)
    session.clear()
    return give_cookie(redirect(_wanted(), 303), token)


def _again(email: str, problem: str, status: int) -> Page:
    wanted = request.form.get("next", "")
    page = render_template("sign_in.html", email=email, problem=problem, wanted=wanted)
    return page, status


def _wanted() -> str:
    """The page they came for, if it is one of ours."""
    return own_page(request.values.get("next", "")) or url_for("desk.board")
