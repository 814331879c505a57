"""What happened before anybody wrote it down: arrived 2:05, left 3:20, nobody home."""

from __future__ import annotations

from flask import request

from fieldcomm.services.back_date import record_nobody_home, record_past
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do
from fieldcomm.web.numbers import number_of


@desk.post("/jobs/<code>/happened")
@may_enter(Who.DISPATCHER)
def happened(code: str) -> Page:
    form = request.form
    what, at, visit_id = form.get("what", ""), form.get("at", ""), number_of(form.get("visit", ""))
    shown = f"happened-{visit_id or 'job'}"
    by = me().name
    if what == "nobody_home":
        return do(
            code,
            shown,
            lambda: record_nobody_home(
                acting("nobody_home"), code, at=at or None, by=by, visit_id=visit_id
            ),
            "Recorded. They are texted; the crew waits 15 min from when it came.",
        )
    return do(
        code,
        shown,
        lambda: record_past(acting(what[:20]), code, what, at=at, by=by, visit_id=visit_id),
        "Recorded with its own time. Nobody was texted.",
    )
