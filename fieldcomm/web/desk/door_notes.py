"""Door notes: written, shown on request (on record), erased."""

from __future__ import annotations

from flask import request

from fieldcomm.services.door_notes import erase_door_note, read_door_note, write_door_note
from fieldcomm.services.errors import Refused
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do, job_page


@desk.post("/jobs/<code>/door")
@may_enter(Who.DISPATCHER)
def door_note(code: str) -> Page:
    form = request.form
    return do(
        code,
        "door",
        lambda: write_door_note(
            acting("door_note"),
            code,
            form.get("words", ""),
            until=form.get("until", "").strip() or None,
            by=me().name,
        ),
        "Kept, masked. The crew gets it on the day of the visit.",
    )


@desk.post("/jobs/<code>/door/read")
@may_enter(Who.DISPATCHER)
def door_read(code: str) -> Page:
    """Answered with the page itself: the words stand in no address and no cookie."""
    try:
        words = read_door_note(deps(), code, by=me().name)
    except Refused as error:
        return job_page(code, form="door", problem=str(error)), 422
    return job_page(code, door_words=words)


@desk.post("/jobs/<code>/door/erase")
@may_enter(Who.DISPATCHER)
def door_erase(code: str) -> Page:
    return do(
        code, "door", lambda: erase_door_note(acting("door_note"), code, by=me().name), "Erased."
    )
