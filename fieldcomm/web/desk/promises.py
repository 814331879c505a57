"""Promises at the desk: record a callback, log a call."""

from __future__ import annotations

from flask import request

from fieldcomm.services.promise_work import add_callback, log_call
from fieldcomm.web.auth import Who, may_enter
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
    form = request.form
    return do(
        code,
        "call",
        lambda: log_call(
            acting("call"),
            code,
            heard=form.get("heard", ""),
            by=me().name,
            next_by=form.get("next_by", "").strip() or None,
            next_in=number_of(form.get("next_in"), digits=4),
        ),
        "Call logged.",
    )
