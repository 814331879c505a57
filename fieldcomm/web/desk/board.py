"""The board, its tasks, and whether it has changed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.risk import Risk
from fieldcomm.services.board import read_board
from fieldcomm.services.changes import version
from fieldcomm.services.errors import Refused
from fieldcomm.services.tasks import settle_task
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, back, me, number, say_done


@desk.get("/")
@may_enter(Who.DISPATCHER)
def board() -> str:
    search = request.args.get("q", "")[:100]
    seen = version(deps())
    found = read_board(deps(), search=search, page=number("page", 1))
    return render_template("board.html", board=found, search=search, risks=Risk, version=seen)


@desk.get("/version")
@may_enter(Who.DISPATCHER)
def changed() -> Response:
    """Polled by open pages: 304 while nothing has happened."""
    seen = version(deps())
    answer = Response(seen, mimetype="text/plain", headers={"Cache-Control": "no-cache"})
    answer.set_etag(seen)
    return answer.make_conditional(request.environ)


@desk.post("/tasks/<int:task_id>/settle")
@may_enter(Who.DISPATCHER)
def settle(task_id: int) -> Response:
    try:
        settle_task(acting("settle"), task_id, by=me().name)
        say_done("Settled.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(back(url_for("desk.board")), 303)
