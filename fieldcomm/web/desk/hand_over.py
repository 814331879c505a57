"""Handing over at the end of a shift."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from fieldcomm.services.errors import Refused
from fieldcomm.services.hand_over import hand_over_all, read_hand_over
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.numbers import number_of


@desk.get("/hand-over")
@may_enter(Who.DISPATCHER)
def hand_over() -> str:
    return _page()


@desk.post("/hand-over")
@may_enter(Who.DISPATCHER)
def hand_over_now() -> Page:
    form, who = request.form, me()
    to = {
        promise: to_whom
        for name, value in form.items()
        if name.startswith("to-")
        and (promise := number_of(name[3:])) is not None
        and (to_whom := number_of(value)) is not None
    }
    try:
        moved = hand_over_all(
            acting("hand_over"),
            who.user_id,
            to=to,
            jobs_to=number_of(form.get("jobs_to")) or None,
            note=form.get("note", ""),
            by=who.name,
        )
    except Refused as error:
        return _page(problem=str(error)), 422
    say_done(f"Handed over: {moved}. Each new owner gets one text.")
    return redirect(url_for("desk.hand_over"), 303)


def _page(**shown: Any) -> str:
    page = read_hand_over(deps(), me().user_id)
    typed: Any = request.form if request.method == "POST" else {}
    return render_template("hand_over.html", page=page, typed=typed, **shown)
