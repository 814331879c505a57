"""The team: who works at the desk, what they may do, and who is called in the night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from fieldcomm.services import change_user, second_factor
from fieldcomm.services.errors import Refused
from fieldcomm.services.people import add_user
from fieldcomm.services.team import read_mate, read_team
from fieldcomm.web.account_words import record_words
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import me
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.settings_tabs import tabs
from fieldcomm.web.numbers import number_of


@desk.get("/team")
@may_enter(Who.MANAGER)
def team() -> str:
    return _team(typed={})


@desk.post("/team")
@may_enter(Who.MANAGER)
def add_mate() -> Page:
    typed = request.form
    try:
        made = add_user(
            deps(),
            email=typed.get("email", ""),
            role=typed.get("role", ""),
            name=typed.get("name", "") or None,
            phone=typed.get("phone", "").strip() or None,
            on_call=bool(typed.get("on_call")),
            by=me().name,
            known_too=False,
        )
    except Refused as error:
        return _team(typed=typed, problem=str(error)), 422
    return render_template("team_link.html", name=made["name"], link=made["link"], new=True)


@desk.get("/team/<int:user_id>")
@may_enter(Who.MANAGER)
def mate(user_id: int) -> str:
    return _page(user_id)


@desk.post("/team/<int:user_id>")
@may_enter(Who.MANAGER)
def change_mate(user_id: int) -> Page:
    typed = request.form

    def change() -> None:
        change_user.change_user(
            deps(),
            user_id,
            name=typed.get("name", ""),
            phone=typed.get("phone", ""),
            role=typed.get("role", ""),
            on_call=bool(typed.get("on_call")),
            by=me().name,
        )

    return _do(user_id, "change", change, "Saved.")


@desk.post("/team/<int:user_id>/link")
@may_enter(Who.MANAGER)
def link_for_mate(user_id: int) -> Page:
    try:
        link = change_user.new_link(deps(), user_id, by=me().name)
    except Refused:
        abort(404)
    name = read_mate(deps(), user_id).mate.name
    return render_template("team_link.html", name=name, link=link, new=False)


@desk.post("/team/<int:user_id>/sessions")
@may_enter(Who.MANAGER)
def end_sessions_of_mate(user_id: int) -> Page:
    return _do(
        user_id,
        "sessions",
        lambda: change_user.end_sessions(deps(), user_id, by=me().name),
        "Signed out everywhere.",
    )


@desk.post("/team/<int:user_id>/second-factor")
@may_enter(Who.MANAGER)
def reset_second_factor(user_id: int) -> Page:
    return _do(
        user_id,
        "factor",
        lambda: second_factor.turn_off(deps(), user_id, by=me().name),
        "Their second factor is off. They set up a new one under My account.",
    )


@desk.post("/team/<int:user_id>/deactivate")
@may_enter(Who.MANAGER)
def deactivate_mate(user_id: int) -> Page:
    heir = number_of(request.form.get("heir"))
    return _do(
        user_id,
        "deactivate",
        lambda: change_user.deactivate(deps(), user_id, heir=heir, by=me().name),
        "They cannot sign in any more.",
    )


@desk.post("/team/rules")
@may_enter(Who.MANAGER)
def team_rules() -> Page:
    need = bool(request.form.get("managers_need_totp"))
    change_user.need_second_factor(deps(), need, by=me().name)
    flash("Managers need a second factor now." if need else "A second factor is optional.", "done")
    return redirect(url_for("desk.team"), 303)


def _team(**shown: Any) -> str:
    page = read_team(deps())
    return render_template(
        "team.html", page=page, tabs=tabs("team"), record_words=record_words, **shown
    )


def _page(user_id: int, form: str = "", problem: str | None = None) -> str:
    try:
        page = read_mate(deps(), user_id)
    except Refused:
        abort(404)
    typed = request.form if form else {}
    return render_template(
        "mate.html", page=page, tabs=tabs("team"), form=form, problem=problem, typed=typed
    )


def _do(user_id: int, form: str, work: Callable[[], None], done: str) -> Page:
    try:
        work()
    except Refused as error:
        return _page(user_id, form, str(error)), 422
    flash(done, "done")
    return redirect(url_for("desk.mate", user_id=user_id), 303)
