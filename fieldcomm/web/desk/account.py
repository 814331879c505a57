"""My account: password, second factor, and where I am signed in."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services import second_factor
from fieldcomm.services.errors import Refused
from fieldcomm.services.my_account import (
    change_password,
    confirm_password,
    end_other_sessions,
    end_session,
    read_account,
)
from fieldcomm.services.sign_in import WrongPassword
from fieldcomm.services.tries import TooManyTries
from fieldcomm.web.auth import Who, cookie_name, give_cookie, leads_to_second_factor, may_enter
from fieldcomm.web.caller import address, browser, too_many
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import me
from fieldcomm.web.desk.page import Page
from fieldcomm.web.qr import qr_address


@desk.get("/account")
@may_enter(Who.DISPATCHER)
@leads_to_second_factor
def account() -> str:
    return _page()


@desk.post("/account/password")
@may_enter(Who.DISPATCHER)
@leads_to_second_factor
def new_password() -> Page:
    new = request.form.get("new", "")
    answer: list[str] = []
    problem = _confirmed(lambda: answer.append(change_password(deps(), me(), new, browser())))
    if problem:
        return _page(form="password", problem=problem), 422
    flash("Your password is changed, and every other browser is signed out.", "done")
    return give_cookie(_back(), answer[0])


@desk.get("/account/second-factor")
@may_enter(Who.DISPATCHER)
@leads_to_second_factor
def second_factor_page() -> Page:
    set_up = second_factor.being_set_up(deps(), me().user_id)
    return _factor_page(set_up) if set_up else redirect(url_for("desk.account"))


@desk.post("/account/second-factor")
@may_enter(Who.DISPATCHER)
@leads_to_second_factor
def begin_second_factor() -> Page:
    try:
        second_factor.begin(deps(), me().user_id)
    except Refused as error:
        return _page(form="factor", problem=str(error)), 422
    return redirect(url_for("desk.second_factor_page"), 303)


@desk.post("/account/second-factor/confirm")
@may_enter(Who.DISPATCHER)
@leads_to_second_factor
def confirm_second_factor() -> Page:
    try:
        codes = second_factor.confirm(deps(), me().user_id, request.form.get("code", ""))
    except Refused as error:
        set_up = second_factor.being_set_up(deps(), me().user_id)
        if set_up is None:
            return redirect(url_for("desk.account"), 303)
        return _factor_page(set_up, str(error)), 422
    return _codes_page(codes)


@desk.post("/account/second-factor/off")
@may_enter(Who.DISPATCHER)
def second_factor_off() -> Page:
    problem = _confirmed(lambda: second_factor.turn_off(deps(), me().user_id, by=me().name))
    if problem:
        return _page(form="off", problem=problem), 422
    flash("Your second factor is off: a password alone lets you in.", "done")
    return _back()


@desk.post("/account/recovery-codes")
@may_enter(Who.DISPATCHER)
def new_recovery_codes() -> Page:
    codes: list[str] = []
    problem = _confirmed(
        lambda: codes.extend(second_factor.renew_recovery_codes(deps(), me().user_id))
    )
    return (_page(form="codes", problem=problem), 422) if problem else _codes_page(codes)


@desk.post("/account/sessions/<int:session_id>/end")
@may_enter(Who.DISPATCHER)
def end_one_session(session_id: int) -> Page:
    end_session(deps(), me(), session_id)
    flash("That browser is signed out.", "done")
    return _back()


@desk.post("/account/sessions/end-others")
@may_enter(Who.DISPATCHER)
def end_sessions_elsewhere() -> Page:
    ended = end_other_sessions(deps(), me(), _token())
    flash(f"Signed out of {ended} other browser{'s' if ended != 1 else ''}.", "done")
    return _back()


def _confirmed(work: Callable[[], object]) -> str | None:
    """Do it once the current password is confirmed; says why it was not done."""
    try:
        confirm_password(deps(), me(), request.form.get("current", ""), address())
        work()
    except WrongPassword:
        return "That is not your current password."
    except TooManyTries as error:
        return too_many(error)
    except Refused as error:
        return str(error)
    return None


def _page(form: str = "", problem: str | None = None) -> str:
    page = read_account(deps(), me().user_id, _token())
    return render_template("account.html", page=page, form=form, problem=problem)


def _factor_page(set_up: second_factor.SetUp, problem: str | None = None) -> str:
    return render_template(
        "second_factor.html", set_up=set_up, qr=qr_address(set_up.uri), problem=problem
    )


def _codes_page(codes: list[str]) -> str:
    return render_template("recovery_codes.html", codes=codes)


def _back() -> Response:
    return redirect(url_for("desk.account"), 303)


def _token() -> str:
    return request.cookies.get(cookie_name(), "")
