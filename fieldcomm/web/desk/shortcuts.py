"""Jumping to any job, and what the keys of the board do."""

from __future__ import annotations

from flask import jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.phone import pretty
from fieldcomm.services.filters import find_jobs
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.searched import LONGEST, searched


@desk.get("/jump")
@may_enter(Who.DISPATCHER)
def jump() -> str | Response:
    """The page without JavaScript: a code that is one leads straight to its job."""
    asked = searched(request.args.get("q", ""))
    found = find_jobs(deps(), asked.words)
    if len(found) == 1 and found[0].code == asked.words.upper():
        return redirect(url_for("desk.job", code=found[0].code), 303)
    return render_template("jump.html", asked=asked, found=found)


@desk.post("/jump.json")
@may_enter(Who.DISPATCHER)
def jump_json() -> Response:
    """For the dialog that Ctrl-K opens."""
    found = find_jobs(deps(), request.form.get("q", "")[:LONGEST])
    return jsonify(
        jobs=[
            {
                "url": url_for("desk.job", code=job.code),
                "code": job.code,
                "customer": job.customer,
                "detail": f"{pretty(job.phone)} · {job.address}",
                "status": job.status.replace("_", " "),
            }
            for job in found
        ]
    )


@desk.get("/keys")
@may_enter(Who.DISPATCHER)
def keys() -> str:
    return render_template("keys.html")
