"""Two records of one household become one."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for

from fieldcomm.services.customer_pages import read_customer, read_people
from fieldcomm.services.errors import Refused
from fieldcomm.services.merge_customers import merge_customers, preview_merge
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, number, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.searched import searched
from fieldcomm.web.numbers import number_of


@desk.get("/people/customers/<int:customer_id>/merge")
@may_enter(Who.DISPATCHER)
def merge(customer_id: int) -> Page:
    """Choose the other record, then see what would move, and which of the two stays."""
    return _merge_page(customer_id, number("with", 0))


@desk.post("/people/customers/<int:customer_id>/merge")
@may_enter(Who.DISPATCHER)
def do_merge(customer_id: int) -> Page:
    """`customer_id` is the one that stays."""
    gone = number_of(request.form.get("gone")) or 0
    if "sure" not in request.form:
        why = "Tick that you have looked: after ten seconds it cannot be taken apart again."
        return _merge_page(customer_id, gone, problem=why), 422
    try:
        merge_customers(acting("merge"), customer_id, gone, by=me().name)
    except Refused as error:
        return _merge_page(customer_id, 0, problem=str(error)), 422
    say_done("Merged: one household now.")
    return redirect(url_for("desk.customer", customer_id=customer_id), 303)


def _merge_page(customer_id: int, other: int, problem: str | None = None) -> str:
    page = read_customer(deps(), customer_id)
    if page is None or page.customer.merged_into or page.customer.erased_at:
        abort(404)
    preview = None
    if other:
        try:
            preview = preview_merge(deps(), customer_id, other)
        except Refused as error:
            problem = problem or str(error)
    search = searched(request.args.get("q", "")).words
    found = read_people(deps(), search).customers if search and not preview else []
    return render_template(
        "merge.html",
        page=page,
        customer=page.customer,
        preview=preview,
        search=search,
        found=[row for row in found if row.id != customer_id],
        problem=problem,
    )
