"""People: customers found by anything one knows of them, and records that are likely twice."""

from __future__ import annotations

from flask import render_template, request

from fieldcomm.services.customer_pages import read_people
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.searched import searched


@desk.get("/people")
@may_enter(Who.DISPATCHER)
def people() -> str:
    words = searched(request.args.get("q", "")).words
    return render_template("people.html", page=read_people(deps(), words), search=words)
