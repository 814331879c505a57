"""The company's rules: each page says what an entry would do, who changed it, and puts it back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, current_app, flash, redirect, render_template, request, url_for

from fieldcomm.services.change_settings import Saved, Unfit, change_settings, put_back
from fieldcomm.services.errors import Refused
from fieldcomm.services.setting_fields import SECTIONS, Field
from fieldcomm.services.settings_pages import Outlook, read_settings, try_settings
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, back, me, say_done
from fieldcomm.web.desk.ladder_picture import Ladder, ladders
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.settings_tabs import tabs

TITLES = {
    "company": "Company",
    "check-ins": "Check-ins",
    "hours": "Quiet and working hours",
    "ladders": "Ladders",
}
LEADS = {
    "company": "Who we are to customers, and how much we can promise.",
    "check-ins": "The day's \u201cwe haven't forgotten you\u201d: when, and when a person's word replaces it.",
    "hours": "When nobody is texted, and when somebody is here to keep a promise.",
    "ladders": "What happens before a promise is late, and after.",
}


@desk.get("/settings", defaults={"section": "company"})
@desk.get("/settings/<section>")
@may_enter(Who.MANAGER)
def settings(section: str) -> Page:
    return _page(section, {}, {})


@desk.post("/settings/<section>")
@may_enter(Who.MANAGER)
def save_settings(section: str) -> Page:
    typed = request.form
    if section not in SECTIONS:
        abort(404)
    if typed.get("do") == "try":
        problems, outlook, _ = try_settings(deps(), section, typed)
        return _page(section, typed, problems, tried=not problems, outlook=outlook)
    try:
        saved = change_settings(
            acting("settings"), section, typed, by=me().name, user_id=me().user_id
        )
    except Unfit as unfit:
        return _page(section, typed, unfit.problems), 422
    say_done(_done(saved))
    return redirect(url_for("desk.settings", section=section), 303)


@desk.post("/settings/<section>/outlook")
@may_enter(Who.MANAGER)
def outlook(section: str) -> Page:
    """What the values typed so far would do, as a part of the page."""
    if section not in SECTIONS:
        abort(404)
    problems, found, policy = try_settings(deps(), section, request.form)
    return render_template(
        "settings/_outlook.html",
        problems=problems,
        outlook=found,
        tried=not problems,
        ladders=ladders(policy) if section == "ladders" else [],
        page=read_settings(deps(), section),
    )


@desk.post("/settings/changes/<int:change_id>/back")
@may_enter(Who.MANAGER)
def put_setting_back(change_id: int) -> Page:
    try:
        saved = put_back(acting("settings"), change_id, by=me().name, user_id=me().user_id)
        say_done(f"Put back. {_done(saved)}" if saved.labels else "Nothing had changed.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(back(url_for("desk.settings")), 303)


def _page(
    section: str,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    tried: bool = False,
    outlook: Outlook | None = None,
) -> str:
    if section not in SECTIONS:
        abort(404)
    page = read_settings(deps(), section)
    return render_template(
        "settings/section.html",
        page=page,
        title=TITLES[section],
        lead=LEADS[section],
        tabs=tabs(section),
        shown={**page.typed, **typed},
        problems=problems,
        tried=tried,
        outlook=outlook,
        ladders=_pictured(section, typed),
        groups=_grouped(page.fields),
        team="desk.team" in current_app.view_functions,
    )


def _grouped(fields: tuple[Field, ...]) -> dict[str, list[Field]]:
    groups: dict[str, list[Field]] = {}
    for field in fields:
        groups.setdefault(field.group, []).append(field)
    return groups


def _pictured(section: str, typed: Mapping[str, str]) -> list[Ladder]:
    """The ladders with what was typed, where it can be used, else as they are."""
    if section != "ladders":
        return []
    given = typed or read_settings(deps(), section).typed
    return ladders(try_settings(deps(), section, given)[2])


def _done(saved: Saved) -> str:
    if not saved.labels:
        return "Nothing had changed."
    said = f"Saved: {', '.join(saved.labels)}."
    if saved.more:
        return f"{said} Everything is being planned anew; the workers go on with it."
    return f"{said} Everything was planned anew." if saved.replanned else said
