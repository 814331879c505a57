"""A customer's page: who they are, what we said and promised, and how they want to hear from us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.services.consent_by_phone import record_consent_by_phone
from fieldcomm.services.customer_contacts import add_person as add
from fieldcomm.services.customer_contacts import change_person as change_contact
from fieldcomm.services.customer_contacts import remove_person as remove
from fieldcomm.services.customer_pages import read_customer
from fieldcomm.services.customer_record import change_customer as change_record
from fieldcomm.services.errors import Refused
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, number, say_done
from fieldcomm.web.desk.page import Page

ROLES = {
    "decides": "Customer",
    "spouse": "Spouse or partner",
    "tenant": "Tenant",
    "landlord": "Landlord",
    "adjuster": "Adjuster",
    "opens_door": "Opens the door",
    "other": "Somebody else",
}
FREQUENCIES = {
    "twice": "Twice a day",
    "daily": "Once a day",
    "changes": "Only when something changes",
}


@desk.get("/people/customers/<int:customer_id>")
@may_enter(Who.DISPATCHER)
def customer(customer_id: int) -> Page:
    return _page(customer_id)


@desk.post("/people/customers/<int:customer_id>")
@may_enter(Who.DISPATCHER)
def change_customer(customer_id: int) -> Page:
    return _do(
        customer_id,
        "record",
        lambda: change_record(acting("customer"), customer_id, request.form, by=me().name),
        "Changed.",
    )


@desk.post("/people/customers/<int:customer_id>/contacts")
@may_enter(Who.DISPATCHER)
def add_person(customer_id: int) -> Page:
    return _do(
        customer_id,
        "add",
        lambda: add(acting("contact"), customer_id, _typed(), by=me().name),
        "Added.",
    )


@desk.post("/people/customers/<int:customer_id>/contacts/<int:contact_id>")
@may_enter(Who.DISPATCHER)
def change_person(customer_id: int, contact_id: int) -> Page:
    return _do(
        customer_id,
        f"contact-{contact_id}",
        lambda: change_contact(acting("contact"), contact_id, _typed(), by=me().name),
        "Changed.",
    )


@desk.post("/people/customers/<int:customer_id>/contacts/<int:contact_id>/remove")
@may_enter(Who.DISPATCHER)
def remove_person(customer_id: int, contact_id: int) -> Page:
    return _do(
        customer_id,
        f"contact-{contact_id}",
        lambda: remove(acting("contact"), contact_id),
        "Taken off. What was said with them stays on file.",
    )


@desk.post("/people/customers/<int:customer_id>/consent")
@may_enter(Who.DISPATCHER)
def record_consent(customer_id: int) -> Page:
    form = request.form
    state = form.get("state", "")
    return _do(
        customer_id,
        f"consent-{form.get('contact', '')}",
        lambda: record_consent_by_phone(
            acting("consent"),
            form.get("phone", ""),
            state=state,
            words=form.get("words", ""),
            by=me().name,
        ),
        "Recorded. No text reaches them now." if state == "stopped" else "Recorded.",
    )


def _typed() -> dict[str, str]:
    return {"name": "", "phone": "", **request.form.to_dict()}


def _do(customer_id: int, form: str, work: Callable[[], object], done: str) -> Page:
    try:
        work()
    except Refused as error:
        return make_response(_page(customer_id, form=form, problem=str(error)), 422)
    say_done(done)
    return redirect(url_for("desk.customer", customer_id=customer_id), 303)


def _page(customer_id: int, **shown: Any) -> str | Response:
    """`form` names the form that failed; what was typed comes back from the request."""
    part = "promises" if request.args.get("part") == "promises" else "texts"
    page = read_customer(deps(), customer_id, part=part, page=number("page", 1))
    if page is None:
        abort(404)
    if page.customer.merged_into:
        return redirect(url_for("desk.customer", customer_id=page.customer.merged_into), 302)
    return render_template(
        "customer.html",
        page=page,
        customer=page.customer,
        typed=request.form,
        roles=ROLES,
        frequencies=FREQUENCIES,
        **shown,
    )
