"""The board as a page, and its live parts for those that stand open."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request, url_for
from markupsafe import Markup

from fieldcomm.domain.job import Urgency, WaitingOn
from fieldcomm.domain.risk import Risk
from fieldcomm.services.board import Board, read_board
from fieldcomm.services.board_filter import BoardFilter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk.asked import me
from fieldcomm.web.shared import Shared

Made = tuple[Board, Markup]


def board_page(asked: BoardFilter, *, page: int = 1, **shown: Any) -> str:
    """`form` and `code` name the form of a row that failed, `problem` says why."""
    found = read_board(deps(), asked, me=me().user_id, page=page)
    return _render(
        "board.html",
        asked,
        found,
        asked_more=request.args.get("more", "")[:20],  # the row whose small forms are wanted
        typed=request.form if request.method == "POST" else {},
        **shown,
    )


def board_parts(asked: BoardFilter, *, page: int = 1) -> str:
    """Whoever asks after the same change gets the same reading and the same rows of jobs, which are
    nearly all of the work; the rest, with who has claimed what, is written for each."""
    who = me()

    def make() -> Made:
        found = read_board(deps(), asked, me=who.user_id, page=page)
        return found, Markup(_render("board/jobs.html", asked, found))  # noqa: S704  a template's

    made: Shared[Made] = current_app.extensions.setdefault("open_boards", Shared())
    # As new as the version or newer: it was read before, with the session.
    key = who.version, asked, asked.owner_id(who.user_id), page
    found, jobs = made.get(key, deps().clock.machine(), make)
    return _render("board.html", asked, found, jobs=jobs)


def _render(template: str, asked: BoardFilter, found: Board, **shown: Any) -> str:
    return render_template(
        template,
        board=found,
        asked=asked,
        here=_address(asked, found.page),
        risks=Risk,
        urgencies=Urgency,
        waits=WaitingOn,
        version=me().version,
        **shown,
    )


def _address(asked: BoardFilter, page: int) -> str:
    more = [asked.query, f"page={page}" if page > 1 else ""]
    query = "&".join(filter(None, more))
    return url_for("desk.board") + (f"?{query}" if query else "")
