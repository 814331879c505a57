"""Contractors: the list, a card for each, and the sheet of what they can text."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for

from fieldcomm.services.change_contractor import change_contractor as change
from fieldcomm.services.contractor_pages import (
    read_command_sheet,
    read_contractor,
    read_contractors,
)
from fieldcomm.services.errors import Refused
from fieldcomm.services.people import add_contractor
from fieldcomm.services.photos import set_portrait as keep_portrait
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.qr import qr_address, text_link

# What the sheet shows: the words to text, and what they mean in English and Spanish.
COMMANDS = (
    ("OMW 20", "On my way, there in 20 minutes", "Voy en camino, llego en 20 minutos"),
    ("HERE", "I am at the house", "Ya estoy en la casa"),
    ("LATE 40", "I will be 40 minutes late", "Voy 40 minutos tarde"),
    ("DONE", "The visit is finished", "La visita terminó"),
    ("NOBODY HOME", "Nobody opens the door", "Nadie abre la puerta"),
    ("CALLBACK 3pm", "I will call the customer by 3 pm", "Llamaré al cliente antes de las 3 pm"),
    ("SICK", "I cannot work today", "Hoy no puedo trabajar"),
    ("?", "Help: what can I text?", "Ayuda: ¿qué puedo escribir?"),
)


@desk.get("/people/contractors")
@may_enter(Who.DISPATCHER)
def contractors() -> str:
    return render_template("contractors.html", page=read_contractors(deps()), typed={})


@desk.post("/people/contractors")
@may_enter(Who.DISPATCHER)
def new_contractor() -> Page:
    typed = request.form
    try:
        made = add_contractor(
            acting("contractor"), name=typed.get("name", ""), phone=typed.get("phone", "")
        )
    except Refused as error:
        page = read_contractors(deps())
        return render_template("contractors.html", page=page, typed=typed, problem=str(error)), 422
    flash(f"{made['name']} can be booked now.", "done")
    return redirect(url_for("desk.contractors"), 303)


@desk.get("/people/contractors/<int:contractor_id>")
@may_enter(Who.DISPATCHER)
def contractor(contractor_id: int) -> str:
    return _card(contractor_id)


@desk.post("/people/contractors/<int:contractor_id>")
@may_enter(Who.DISPATCHER)
def change_contractor(contractor_id: int) -> Page:
    typed = request.form
    try:
        name = change(
            acting("contractor"),
            contractor_id,
            name=typed.get("name", ""),
            phone=typed.get("phone", ""),
            active="active" in typed,
        )
    except Refused as error:
        return _card(contractor_id, typed=typed, problem=str(error)), 422
    say_done(f"{name} is changed.")
    return redirect(url_for("desk.contractor", contractor_id=contractor_id), 303)


@desk.post("/people/contractors/<int:contractor_id>/photo")
@may_enter(Who.DISPATCHER)
def set_portrait(contractor_id: int) -> Page:
    chosen = request.files.get("photo")
    try:
        keep_portrait(acting("portrait"), contractor_id, chosen.read() if chosen else b"")
    except Refused as error:
        return _card(contractor_id, photo_problem=str(error)), 422
    say_done("Customers see it when they come.")
    return redirect(url_for("desk.contractor", contractor_id=contractor_id), 303)


@desk.get("/people/contractors/<int:contractor_id>/sheet")
@may_enter(Who.DISPATCHER)
def command_sheet(contractor_id: int) -> str:
    sheet = read_command_sheet(deps(), contractor_id)
    if sheet is None:
        abort(404)
    # A code opens the texting app with our number and the words in it.
    codes = [
        qr_address(text_link(sheet.our_phone, c[0])) if sheet.our_phone else "" for c in COMMANDS
    ]
    return render_template("command_sheet.html", sheet=sheet, commands=COMMANDS, codes=codes)


def _card(contractor_id: int, **shown: object) -> str:
    page = read_contractor(deps(), contractor_id)
    if page is None:
        abort(404)
    return render_template("contractor.html", page=page, **{"typed": None, **shown})
