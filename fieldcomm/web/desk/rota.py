"""The rota, and days off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services import rota as work
from fieldcomm.services.errors import Refused
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting
from fieldcomm.web.desk.crews import asked_day
from fieldcomm.web.desk.page import Page
from fieldcomm.web.numbers import number_of


@desk.get("/rota")
@may_enter(Who.DISPATCHER)
def rota() -> str:
    return _page()


@desk.post("/rota/shifts")
@may_enter(Who.MANAGER)
def add_shifts() -> Page:
    form = request.form
    days = [day for raw in form.getlist("on") if (day := asked_day(raw))]
    return _do(
        "shift",
        lambda: work.add_shifts(
            acting("rota"),
            user_id=_number("user"),
            kind=form.get("kind", ""),
            days=days,
            start=form.get("start", ""),
            end=form.get("end", ""),
        ),
        "In the rota.",
    )


@desk.post("/rota/shifts/<int:shift_id>/remove")
@may_enter(Who.MANAGER)
def remove_shift(shift_id: int) -> Page:
    return _do("shift", lambda: work.remove_shift(acting("rota"), shift_id), "Out of the rota.")


@desk.post("/rota/copy")
@may_enter(Who.MANAGER)
def copy_week() -> Page:
    day = asked_day(request.form.get("week", ""))
    if day is None:
        return redirect(url_for("desk.rota"), 303)
    return _do("copy", lambda: work.copy_last_week(acting("rota"), day), "Last week is copied.")


@desk.post("/rota/days-off")
@may_enter(Who.MANAGER)
def add_day_off() -> Page:
    first, last = (asked_day(request.form.get(name, "")) for name in ("first", "last"))
    return _do(
        "day_off",
        lambda: work.add_day_off(acting("rota"), _number("contractor"), first, last),
        "They are off then. Visits they have on those days stay until you move them.",
    )


@desk.post("/rota/days-off/<int:day_off_id>/remove")
@may_enter(Who.MANAGER)
def remove_day_off(day_off_id: int) -> Page:
    return _do(
        "day_off", lambda: work.remove_day_off(acting("rota"), day_off_id), "They work that day."
    )


@desk.post("/rota/closed")
@may_enter(Who.MANAGER)
def close_on() -> Page:
    day = asked_day(request.form.get("closed", ""))
    return _do("closed", lambda: work.close_on(acting("rota"), day), "Nobody works that day.")


@desk.post("/rota/closed/remove")
@may_enter(Who.MANAGER)
def open_on() -> Page:
    day = asked_day(request.form.get("closed", ""))
    return _do("closed", lambda: work.open_on(acting("rota"), day), "An ordinary day again.")


def _page(**shown: Any) -> str:
    week = request.values.get("week", "")
    page = work.read_rota(deps(), asked_day(week))
    typed: Any = request.form if request.method == "POST" else {}
    return render_template("rota.html", page=page, typed=typed, week=timedelta(days=7), **shown)


def _do(form: str, change: Callable[[], object], done: str) -> Page:
    try:
        change()
    except Refused as error:
        return _page(form=form, problem=str(error)), 422
    flash(done, "done")
    return _back()


def _back() -> Response:
    day = asked_day(request.form.get("week", ""))
    return redirect(url_for("desk.rota", week=day.isoformat() if day else None), 303)


def _number(name: str) -> int:
    return number_of(request.form.get(name)) or 0
