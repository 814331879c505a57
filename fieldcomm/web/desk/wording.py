"""Our words for every text: changed, looked through, seen as a phone shows them, put back."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from fieldcomm.services.errors import Refused
from fieldcomm.services.wordings_pages import Trial, list_wordings, read_wording, try_wording
from fieldcomm.services.work_wording import Unsuited, revert_wording, save_wording
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.settings_tabs import tabs
from fieldcomm.web.desk.wording_words import AUDIENCES, DATA, LANGUAGES, title
from fieldcomm.web.numbers import number_of


@desk.get("/settings/wording")
@may_enter(Who.MANAGER)
def wordings() -> str:
    return render_template(
        "settings/wordings.html",
        listed=list_wordings(deps()),
        tabs=tabs("wording"),
        audiences=AUDIENCES,
        languages=LANGUAGES,
        title=title,
    )


@desk.get("/settings/wording/<moment>")
@may_enter(Who.MANAGER)
def wording(moment: str) -> Page:
    return _page(moment, None)


@desk.post("/settings/wording/<moment>")
@may_enter(Who.MANAGER)
def save_words(moment: str) -> Page:
    typed, do = _typed(), request.form.get("do")
    if do == "try":
        return _page(moment, typed)
    who: dict[str, Any] = {"by": me().name, "user_id": me().user_id}
    try:
        if do == "revert":
            changed = revert_wording(acting("wording"), moment, _language(), **who)
        else:
            anyway = request.form.get("anyway") == "1"
            changed = save_wording(
                acting("wording"), moment, _language(), typed, anyway=anyway, **who
            )
    except Unsuited:
        return _page(moment, typed, refused=True), 422
    except Refused as error:
        flash(str(error), "problem")
        return redirect(url_for("desk.wordings"), 303)
    say_done("Saved. Texts made from now on use it." if changed else "Nothing had changed.")
    return redirect(url_for("desk.wording", moment=moment, language=_language()), 303)


@desk.post("/settings/wording/<moment>/preview")
@may_enter(Who.MANAGER)
def preview_words(moment: str) -> Page:
    """The phone beside the editor, for what is typed so far."""
    page = read_wording(deps(), moment, _language())
    if page is None:
        abort(404)
    return render_template(
        "settings/_preview.html", page=page, trial=_trial(moment, _typed()), data=DATA, at=_at()
    )


def _page(moment: str, typed: str | None, *, refused: bool = False) -> str:
    page = read_wording(deps(), moment, _language())
    if page is None:
        abort(404)
    text = page.text if typed is None else typed
    return render_template(
        "settings/wording.html",
        page=page,
        text=text,
        trial=_trial(moment, text),
        refused=refused,
        tabs=tabs("wording"),
        title=title(moment),
        audience=AUDIENCES[page.moment.audience],
        languages=LANGUAGES,
        data=DATA,
        at=0,
    )


def _trial(moment: str, text: str) -> Trial:
    return try_wording(deps(), moment, _language(), text)


def _language() -> str:
    return request.values.get("language", "en")


def _at() -> int:
    """Which wording whoever types is in; the phone shows that one."""
    return number_of(request.form.get("at"), digits=2) or 0


def _typed() -> str:
    return request.form.get("text", "")
