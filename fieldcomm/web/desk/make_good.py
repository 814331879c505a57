"""Making broken promises good."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from fieldcomm.domain.make_good import WORDS, Kind
from fieldcomm.services.errors import Refused
from fieldcomm.services.make_good import make_good, read_make_good
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.tone import toned


@desk.get("/make-good")
@may_enter(Who.MANAGER)
def broken_promises() -> str:
    return _page()


@desk.post("/make-good/<int:promise_id>")
@may_enter(Who.MANAGER)
def answer_broken(promise_id: int) -> Page:
    form = request.form
    text = form.get("text", "")
    if findings := toned(text):
        return _page(failed=promise_id, findings=findings), 422
    try:
        make_good(
            acting("make_good"),
            promise_id,
            kind=form.get("kind", ""),
            words=form.get("words", ""),
            text=text,
            by=me().name,
        )
    except Refused as error:
        return _page(failed=promise_id, problem=str(error)), 422
    say_done("Recorded.")
    return redirect(url_for("desk.broken_promises"), 303)


def _page(**shown: object) -> str:
    typed = request.form if request.method == "POST" else {}
    return render_template(
        "make_good.html",
        page=read_make_good(deps()),
        kinds=Kind,
        kind_words=WORDS,
        typed=typed,
        **shown,
    )
