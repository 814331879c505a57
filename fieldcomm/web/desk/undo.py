"""Taking back what was just done."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.errors import DoneAlready, Refused
from fieldcomm.services.undo import TakenBack, undo_deed
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import back, me
from fieldcomm.web.own_page import own_page


@desk.post("/deeds/<int:deed_id>/undo")
@may_enter(Who.DISPATCHER)
def undo(deed_id: int) -> Response:
    try:
        done = undo_deed(deps(), deed_id, user_id=me().user_id, by=me().name)
        flash(_words(done), "done")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(back(url_for("desk.board")), 303)


def _words(done: TakenBack) -> str:
    if not done.left:
        return "Taken back. Nothing of it was sent."
    texts = "A text" if done.left == 1 else f"{done.left} texts"
    return f"Taken back. {texts} of it had left already: tell them how it stands."


@desk.errorhandler(DoneAlready)
def twice(_: DoneAlready) -> Response:
    """A double click, a reload, a reconnect: the page as it is now, and nothing twice."""
    flash("That was done already; it was not done twice.", "done")
    came_from = own_page(request.form.get("back", "")) or own_page(_path(request.referrer or ""))
    return redirect(came_from or url_for("desk.board"), 303)


def _path(referrer: str) -> str:
    return "/" + referrer.split("/", 3)[3] if referrer.startswith(request.host_url) else ""
