"""How our texts leave: Twilio looked at, and a test text. The pause has a page of its own."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from fieldcomm.services.errors import Refused
from fieldcomm.services.finding import Finding
from fieldcomm.services.provider_page import check_sending, read_sending, send_test_text
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import acting, me, say_done
from fieldcomm.web.desk.page import Page
from fieldcomm.web.desk.settings_tabs import tabs


@desk.get("/settings/sending")
@may_enter(Who.MANAGER)
def provider() -> str:
    return _page(None)


@desk.post("/settings/sending/check")
@may_enter(Who.MANAGER)
def check_twilio() -> str:
    return _page(check_sending(deps()))


@desk.post("/settings/sending/test")
@may_enter(Who.MANAGER)
def test_text() -> Page:
    try:
        send_test_text(acting("test_text"), me().user_id)
        say_done("A test text is on its way to your phone. Reload to see how it went.")
    except Refused as error:
        flash(str(error), "problem")
    return redirect(url_for("desk.provider"), 303)


def _page(findings: list[Finding] | None) -> str:
    page = read_sending(deps(), me().user_id)
    return render_template(
        "settings/provider.html", page=page, tabs=tabs("sending"), findings=findings
    )
