"""The board, whether it has changed, and the filters somebody keeps."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.board_filter import BoardFilter
from fieldcomm.services.errors import Refused
from fieldcomm.services.filters import drop_filter, keep_filter
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import back, me, number
from fieldcomm.web.desk.board_page import board_page, board_parts
from fieldcomm.web.desk.searched import board_filter
from fieldcomm.web.parts import is_part


@desk.get("/")
@may_enter(Who.DISPATCHER)
def board() -> str:
    asked, page = board_filter(request.args), number("page", 1)
    return board_parts(asked, page=page) if is_part() else board_page(asked, page=page)


def asked_before() -> BoardFilter:
    """The filter of the page a form stood on."""
    return board_filter(dict(parse_qsl(urlsplit(back("/")).query)))


@desk.get("/version")
@may_enter(Who.DISPATCHER)
def changed() -> Response:
    """Polled by open pages: 304 while nothing has happened. Whoever signed out is told before."""
    seen = me().version
    answer = Response(seen, mimetype="text/plain", headers={"Cache-Control": "no-cache"})
    answer.set_etag(seen)
    return answer.make_conditional(request.environ)


@desk.post("/filters")
@may_enter(Who.DISPATCHER)
def keep() -> Response:
    """Keeps the filter of the page the form stood on."""
    try:
        keep_filter(deps(), asked_before(), request.form.get("name", ""), user_id=me().user_id)
        flash("Kept. It stands beside the search now.", "done")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(back(url_for("desk.board")), 303)


@desk.post("/filters/<int:filter_id>/drop")
@may_enter(Who.DISPATCHER)
def drop(filter_id: int) -> Response:
    drop_filter(deps(), filter_id, user_id=me().user_id)
    flash("Dropped.", "done")
    return redirect(back(url_for("desk.board")), 303)
