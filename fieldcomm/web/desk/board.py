"""The board, whether it has changed, and the filters somebody keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.job import Urgency, WaitingOn
from fieldcomm.domain.risk import Risk
from fieldcomm.services.board import read_board
from fieldcomm.services.board_filter import BoardFilter
from fieldcomm.services.errors import Refused
from fieldcomm.services.filters import drop_filter, keep_filter
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import back, me, number


@desk.get("/")
@may_enter(Who.DISPATCHER)
def board() -> str:
    return board_page(BoardFilter.read(request.args), page=number("page", 1))


def board_page(asked: BoardFilter, *, page: int = 1, **shown: Any) -> str:
    """`form` and `code` name the form of a row that failed, `problem` says why."""
    found = read_board(deps(), asked, me=me().user_id, page=page)
    here = _address(asked, found.page)
    return render_template(
        "board.html",
        board=found,
        asked=asked,
        here=here,
        risks=Risk,
        urgencies=Urgency,
        waits=WaitingOn,
        version=me().version,
        asked_more=request.args.get("more", "")[:20],  # the row whose small forms are wanted
        typed=request.form if request.method == "POST" else {},
        **shown,
    )


def asked_before() -> BoardFilter:
    """The filter of the page a form stood on."""
    return BoardFilter.read(dict(parse_qsl(urlsplit(back("/")).query)))


def _address(asked: BoardFilter, page: int) -> str:
    more = [asked.query, f"page={page}" if page > 1 else ""]
    query = "&".join(filter(None, more))
    return url_for("desk.board") + (f"?{query}" if query else "")


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
