"""Handing out, erasing and keeping what we know of a customer."""

from __future__ import annotations

import io
import zipfile

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fieldcomm.domain.job import OPEN
from fieldcomm.services.customer_pages import read_customer
from fieldcomm.services.erase_customer import erase_customer
from fieldcomm.services.erase_old import CHOICES, keep_for, read_retention
from fieldcomm.services.errors import Refused
from fieldcomm.services.export_customer import Export, export_customer
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting
from fieldcomm.web.desk.page import Page
from fieldcomm.web.numbers import number_of


@desk.get("/people/customers/<int:customer_id>/export.zip")
@may_enter(Who.MANAGER)
def export(customer_id: int) -> Response:
    """Everything we hold, to read, for a spreadsheet and for a machine."""
    try:
        made = export_customer(deps(), customer_id)
    except Refused:
        abort(404)
    answer = make_response(_zip(made))
    answer.mimetype = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="customer-{customer_id}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@desk.get("/people/customers/<int:customer_id>/erase")
@may_enter(Who.MANAGER)
def erase(customer_id: int) -> str:
    return _erase_page(customer_id)


@desk.post("/people/customers/<int:customer_id>/erase")
@may_enter(Who.MANAGER)
def do_erase(customer_id: int) -> Page:
    try:
        erase_customer(acting("erase"), customer_id, typed=request.form.get("name", ""))
    except Refused as error:
        return _erase_page(customer_id, problem=str(error)), 422
    flash("Erased. Nothing on file names them any more.", "done")
    return redirect(url_for("desk.people"), 303)


@desk.get("/people/retention")
@may_enter(Who.MANAGER)
def retention() -> str:
    return render_template("retention.html", page=read_retention(deps()), choices=CHOICES)


@desk.post("/people/retention")
@may_enter(Who.MANAGER)
def set_retention() -> Page:
    raw = request.form.get("months", "")
    months = number_of(raw, digits=4)
    try:
        if raw and months is None:
            raise Refused("Choose how long from the list.")
        keep_for(acting("retention"), months)
    except Refused as error:
        page = read_retention(deps())
        shown = {"page": page, "choices": CHOICES, "problem": str(error)}
        return render_template("retention.html", **shown), 422
    flash(
        "Saved. The first go is tomorrow, until then you can change your mind."
        if raw
        else "Saved. Nobody is erased by itself.",
        "done",
    )
    return redirect(url_for("desk.retention"), 303)


def _erase_page(customer_id: int, problem: str | None = None) -> str:
    page = read_customer(deps(), customer_id)
    if page is None or page.customer.merged_into or page.customer.erased_at:
        abort(404)
    going = [job for job in page.jobs if job.status in OPEN]
    return render_template(
        "erase.html",
        page=page,
        customer=page.customer,
        going=going,
        problem=problem,
        typed=request.form,
    )


def _zip(made: Export) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as folder:
        files: dict[str, str | bytes] = {
            "read me.html": render_template("export.html", made=made),
            "everything.json": made.as_json(),
            # A mark that tells spreadsheets it is UTF-8.
            **{f"tables/{name}": f"\ufeff{table}" for name, table in made.as_csv().items()},
            **made.photos,
        }
        for name, words in files.items():
            # The clock's time, not the machine's: dates in a ZIP begin in 1980, without a zone.
            at = made.made_at
            folder.writestr(
                zipfile.ZipInfo(name, (at.year, *at.timetuple()[1:6])), words, zipfile.ZIP_DEFLATED
            )
    return written.getvalue()
