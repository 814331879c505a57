"""The shared inbox on the board: claim, no reply needed, done, many at once."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services import inbox
from fieldcomm.services.errors import Refused
from fieldcomm.services.tasks import settle_task
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, back, me, say_done


@desk.post("/tasks/<int:task_id>/settle")
@may_enter(Who.DISPATCHER)
def settle(task_id: int) -> Response:
    return _do(lambda: settle_task(acting("settle"), task_id, by=me().name), "Settled.")


@desk.post("/inbox/<item>/no-reply")
@may_enter(Who.DISPATCHER)
def no_reply(item: str) -> Response:
    return _do(
        lambda: inbox.no_reply(acting("no reply"), item, by=me().name), "No reply needed: let go."
    )


@desk.post("/inbox/<item>/claim")
@may_enter(Who.DISPATCHER)
def claim(item: str) -> Response:
    """No deed: it tells nobody outside anything, and letting go takes it back."""
    return _do(lambda: inbox.claim(deps(), item, user_id=me().user_id), None)


@desk.post("/inbox/<item>/let-go")
@may_enter(Who.DISPATCHER)
def let_go(item: str) -> Response:
    return _do(lambda: inbox.let_go(deps(), item, user_id=me().user_id), None)


@desk.post("/inbox/settle")
@may_enter(Who.DISPATCHER)
def settle_many() -> Response:
    try:
        items = request.form.getlist("item")
        settled, before = inbox.settle_many(acting("settle many"), items, by=me().name)
        others = f" {before} had been settled by somebody else." if before else ""
        say_done(f"{settled} settled.{others}")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(back(url_for("desk.board")), 303)


def _do(work: Callable[[], None], done: str | None) -> Response:
    try:
        work()
        if done:
            say_done(done)
    except Refused as error:
        flash(str(error), "problem")
    return redirect(back(url_for("desk.board")), 303)
