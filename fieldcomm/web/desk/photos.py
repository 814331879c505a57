"""Photos of the thread: for the desk only, and as nothing but pictures."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from fieldcomm.services.photos import photo, portrait
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.inert import inert


@desk.get("/photos/<int:photo_id>")
@may_enter(Who.DISPATCHER)
def show_photo(photo_id: int) -> Response:
    content = photo(deps(), photo_id)
    return inert(content) if content else abort(404)


@desk.get("/portraits/<int:contractor_id>")
@may_enter(Who.DISPATCHER)
def show_portrait(contractor_id: int) -> Response:
    content = portrait(deps(), contractor_id)
    return inert(content) if content else abort(404)
