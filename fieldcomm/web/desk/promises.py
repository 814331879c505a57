"""Promises at the desk: record a callback, log a call."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import request

from fieldcomm.services.advance_clock import business_now
from fieldcomm.services.promise_work import add_callback, log_call
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do
from fieldcomm.web.numbers import number_of


@desk.post("/jobs/<code>/callback")
@may_enter(Who.DISPATCHER)
def callback(code: str) -> Page:
    form = request.form
    return do(
        code,
        "callback",
        lambda: add_callback(
            acting("callback"),
            code,
            due=form.get("due", ""),
            owner_phone=form.get("owner") or None,
            words=form.get("words", "").strip() or None,
        ),
        "Promised. Its owner is prompted in time.",
    )


@desk.post("/jobs/<code>/call")
@may_enter(Who.DISPATCHER)
def call(code: str) -> Page:
    heard = request.form.get("heard", "")
    return do(
        code,
        "call",
        lambda: log_call(acting("call"), code, heard=heard, by=me().name, next_by=_next_by()),
        "Call logged.",
    )


def _next_by() -> datetime | str | None:
    """A time typed in, or so many minutes from now, rounded up to a time one can say."""
    typed = request.form.get("next_by", "").strip()
    if typed:
        return typed
    minutes = number_of(request.form.get("next_in", "")) or 0
    if not 0 < minutes <= 10_080:
        return None
    at = business_now(deps()) + timedelta(minutes=minutes)
    return at + timedelta(minutes=-at.minute % 5, seconds=-at.second, microseconds=-at.microsecond)
