"""The people of a job's customer: add one, change one, text another one from now on."""

from __future__ import annotations

from flask import request

from fieldcomm.services.contacts import add_contact, change_contact, text_contact_instead
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me
from fieldcomm.web.desk.page import Page, do


@desk.post("/jobs/<code>/contacts")
@may_enter(Who.DISPATCHER)
def new_contact(code: str) -> Page:
    form = request.form
    return do(
        code,
        "contact",
        lambda: add_contact(
            acting("contact"),
            code,
            name=form.get("name", ""),
            phone=form.get("phone", ""),
            role=form.get("role", "other"),
            agreed="agreed" in form,
            by=me().name,
        ),
        "Added.",
    )


@desk.post("/jobs/<code>/contacts/<int:contact_id>")
@may_enter(Who.DISPATCHER)
def edit_contact(code: str, contact_id: int) -> Page:
    form = request.form
    return do(
        code,
        f"contact-{contact_id}",
        lambda: change_contact(
            acting("contact"),
            code,
            contact_id,
            name=form.get("name", ""),
            role=form.get("role", ""),
        ),
        "Changed.",
    )


@desk.post("/jobs/<code>/contacts/<int:contact_id>/text")
@may_enter(Who.DISPATCHER)
def text_them(code: str, contact_id: int) -> Page:
    return do(
        code,
        f"contact-{contact_id}",
        lambda: text_contact_instead(
            acting("texts_instead"),
            code,
            contact_id,
            agreed="agreed" in request.form,
            by=me().name,
        ),
        "From now on this job texts them.",
    )
