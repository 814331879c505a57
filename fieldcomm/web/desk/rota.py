"""stub"""

from __future__ import annotations

from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.desk import desk


@desk.get("/rota")
@may_enter(Who.DISPATCHER)
def rota() -> str:
    return ""


@desk.get("/hand-over")
@may_enter(Who.DISPATCHER)
def hand_over() -> str:
    return ""
