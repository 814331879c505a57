"""A new job: the phone first, every problem at once, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request, url_for

from fieldcomm.domain.job import Urgency
from fieldcomm.services.add_job import (
    CONSENT_WORDS,
    add_job,
    checked_urgency,
    checked_zone,
    new_code,
)
from fieldcomm.services.errors import Refused
from fieldcomm.services.people import checked_name, checked_phone
from fieldcomm.services.people_pages import phone_of_contact, read_new_job
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, number, say_done
from fieldcomm.web.desk.new_job_seen import given, seen, site_zone
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.searched import searched

CHECKS: dict[str, Callable[[str], object]] = {
    "phone": checked_phone,
    "name": lambda raw: checked_name(raw, "customer's name"),
    "address": lambda raw: checked_name(raw, "address"),
    "summary": lambda raw: checked_name(raw, "summary"),
    "zone": checked_zone,
    "urgency": checked_urgency,
    "consent": lambda raw: _consented(raw),
}


@desk.get("/jobs/new")
@may_enter(Who.DISPATCHER)
def new_job() -> Page:
    """`contact`: for somebody on file. Our own links name people by number, phones never."""
    phone = phone_of_contact(deps(), number("contact", 0))
    asked = request.args.get("phone", "")
    phone = phone or (searched(asked).words if asked.startswith("~") else asked)
    return _form({**request.args, "phone": phone}, {})


@desk.post("/jobs/new/seen")
@may_enter(Who.DISPATCHER)
def look_at_new_job() -> Page:
    """The form as it stands, with what it already tells; nothing is kept. A script asks for the
    part alone while somebody types."""
    if request.headers.get("X-Asks") == "part":
        return _part(request.form)
    return _form(request.form, {})


@desk.post("/jobs/new")
@may_enter(Who.DISPATCHER)
def create_job() -> Page:
    typed = request.form
    problems = _problems(typed)
    if problems:
        return _form(typed, problems), 422
    zone, _ = site_zone(typed, read_new_job(deps(), typed["phone"]))
    try:
        code = add_job(
            acting("new_job"),
            **given(typed, zone, typed.get("code", "")),
            consent_words=typed.get("consent_words", "").strip()[:500] or CONSENT_WORDS,
            actor=me().name,
        )
    except Refused as error:
        return _form(typed, {"summary": str(error)}), 422
    say_done("Added. Their first text is on its way.")
    return redirect(url_for("desk.job", code=code), 303)


def _part(typed: Mapping[str, str]) -> str:
    page = read_new_job(deps(), typed.get("phone", ""))
    code = typed.get("code") or new_code(deps())
    return render_template(
        "new_job_seen.html", page=page, typed=typed, code=code, seen=seen(deps(), typed, page, code)
    )


def _form(typed: Mapping[str, str], problems: dict[str, str]) -> str:
    page = read_new_job(deps(), typed.get("phone", ""))
    code = typed.get("code") or new_code(deps())
    return render_template(
        "new_job.html",
        page=page,
        typed=typed,
        code=code,
        seen=seen(deps(), typed, page, code),
        problems=problems,
        urgencies=Urgency,
        consent_words=CONSENT_WORDS,
    )


def _problems(typed: Mapping[str, str]) -> dict[str, str]:
    """Everything that is wrong, by field, in the order of the form."""
    found: dict[str, str] = {}
    for name, check in CHECKS.items():
        try:
            check(typed.get(name, ""))
        except Refused as error:
            found[name] = str(error)
    return found


def _consented(raw: str) -> None:
    if not raw:
        raise Refused("Ask them whether we may text, and tick the box; without a yes we call.")
