"""Who else is writing on a job right now: two tiny requests that touch no table."""

from __future__ import annotations

from flask import jsonify
from werkzeug.wrappers import Response

from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import me


@desk.get("/jobs/<code>/writing")
@may_enter(Who.DISPATCHER)
def who_writes(code: str) -> Response:
    at = deps().clock.machine()
    names = deps().presence.others(_key(code), me().user_id, at)
    answer = jsonify(names=names)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@desk.post("/jobs/<code>/writing")
@may_enter(Who.DISPATCHER)
def i_write(code: str) -> tuple[str, int]:
    deps().presence.seen(_key(code), me().user_id, me().name, deps().clock.machine())
    return "", 204


def _key(code: str) -> str:
    return code.upper()[:20]
