"""The job page, with what a form on it got wrong and everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.segments import count
from fieldcomm.services.errors import Refused
from fieldcomm.services.job_page import read_job
from fieldcomm.web.deps import deps
from fieldcomm.web.desk.asked import back, me, number, say_done

Page = str | Response | tuple[str, int]


def job_page(code: str, **shown: Any) -> str:
    """`form` names the form that failed, `problem` says why; the typed values come back from the request."""
    page = read_job(deps(), code)
    if page is None:
        abort(404)
    typed = request.form if request.method == "POST" else {}
    shown.setdefault("move", (request.view_args or {}).get("message_id") or number("move", 0))
    return render_template(
        "job.html", page=page, job=page.job, typed=typed, version=me().version, count=count, **shown
    )


def do(code: str, form: str, work: Callable[[], object], done: str) -> Page:
    """Run a use case of the job page: back to the page, or the page again with what was wrong."""
    try:
        work()
    except Refused as error:
        if request.form.get("back"):
            flash(str(error), "problem")
            return redirect(back("/"), 303)
        return job_page(code, form=form, problem=str(error)), 422
    say_done(done)
    return redirect(back(url_for("desk.job", code=code.upper())), 303)
