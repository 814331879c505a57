"""Texts as such: measured while they are written, moved to where they belong."""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.wrappers import Response

from fieldcomm.domain.segments import count
from fieldcomm.domain.tone import check
from fieldcomm.services.move_text import move_text
from fieldcomm.services.preview import preview_manual
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do

LONGEST = 2000


@desk.post("/texts/check")
@may_enter(Who.DISPATCHER)
def check_text() -> Response:
    """While somebody writes: what it costs, how it reads, what will stand on the phone."""
    body = request.form.get("body", "")[:LONGEST]
    read = preview_manual(deps(), body).body  # it goes out as written: that is what it costs
    measured = count(read)
    return jsonify(
        units=measured.units,
        segments=measured.segments if body else 0,
        unusual=measured.encoding == "ucs2",
        preview=read,
        findings=[{"words": f.words, "why": f.why, "better": f.better} for f in check(body)],
    )


@desk.post("/jobs/<code>/texts/<int:message_id>/move")
@may_enter(Who.DISPATCHER)
def move_one(code: str, message_id: int) -> Page:
    to = request.form.get("to", "")
    return do(
        code,
        "move-text",
        lambda: move_text(acting("move_text"), message_id, to, by=me().name),
        f"Moved to {to.strip().upper()[:12]}, with what it had opened.",
    )
