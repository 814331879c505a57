"""The link by which the provider fetches a picture that goes out: unguessable, for a day."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from fieldcomm.services.photos import linked_photo
from fieldcomm.web.deps import deps
from fieldcomm.web.inert import inert
from fieldcomm.web.public import public


@public.get("/m/<token>")
def sent_photo(token: str) -> Response:
    content = linked_photo(deps(), token) if len(token) < 100 else None
    return inert(content, cache="no-store") if content else abort(404)
