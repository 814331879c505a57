"""A customer's own page: what is under way, what was promised, and what they want to tell us.

No sign-in, no cookie, no script. Looking changes nothing: link previews look too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services import tracking_says as says
from fieldcomm.services.errors import Refused
from fieldcomm.services.knocks import TooMany, form_sent, may_knock, wrong_link
from fieldcomm.services.photos import portrait
from fieldcomm.services.tracking_page import TrackingPage, read_tracking
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.caller import address
from fieldcomm.web.deps import deps
from fieldcomm.web.inert import inert
from fieldcomm.web.numbers import number_of
from fieldcomm.web.public import public
from fieldcomm.web.public.form_token import form_key, form_token
from fieldcomm.web.public.tongue import Tongue
from fieldcomm.web.public.tracking_words import CAUSES

HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the key
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_SAID = frozenset({"confirm", "other", "call", "write", "didnt", "changed", "empty"})
_NAMED = (VisitStatus.EN_ROUTE, VisitStatus.ON_SITE, VisitStatus.MISSED)
_SHAPE = re.compile(r"[0-9A-Za-z]{22}", re.ASCII)


@public.get("/t/<token>")
@may_enter(Who.ANYBODY)
def tracking(token: str) -> Answer:
    return _guarded(token, lambda: _page(token))


@public.get("/t/<token>/photo")
@may_enter(Who.ANYBODY)
def who_comes(token: str) -> Answer:
    return _guarded(token, lambda: _photo(token))


@public.post("/t/<token>")
@may_enter(Who.ANYBODY)
def tell(token: str) -> Answer:
    return _guarded(token, lambda: _told(token))


def _guarded(token: str, view: Callable[[], Answer | None]) -> Answer:
    """The same answer for every link that leads nowhere, and a limit on trying them."""
    whence = address()
    try:
        may_knock(deps(), whence)
        answer = view()
        if answer is None:
            wrong_link(deps(), whence)
            answer = _nowhere()
    except TooMany:
        answer = _plain("tracking_busy.html", 429)
    answer.headers.update(HEADERS)
    return answer


def _page(token: str) -> Answer | None:
    page = read_tracking(deps(), token) if _SHAPE.fullmatch(token) else None
    if page is None:
        return None
    said = request.args.get("said", "")
    tongue = Tongue(page.language, page.now, page.zone)
    return Response(
        render_template(
            "tracking.html",
            page=page,
            t=tongue,
            say=tongue.say,
            causes=CAUSES,
            headline=_headline(page, tongue),
            form=lambda: form_token(token),
            said=said if said in _SAID else None,
            path=request.path,
        )
    )


def _photo(token: str) -> Answer | None:
    page = read_tracking(deps(), token) if _SHAPE.fullmatch(token) else None
    if page is None:
        return None
    who = page.visit.pictured if page.visit else None
    content = portrait(deps(), who) if who else None
    return inert(content, cache="no-store") if content else _nowhere()


def _told(token: str) -> Answer | None:
    if not _SHAPE.fullmatch(token) or read_tracking(deps(), token) is None:
        return None
    key = form_key(token)
    if key is None:
        return _plain("tracking_busy.html", 400)
    form_sent(deps(), token)
    what = request.form.get("do", "")
    try:
        _do(token, key, what)
    except Refused as refused:
        what = str(refused)
    except says.NoSuchLink:
        return None
    said = what if what in _SAID else "changed"
    return redirect(f"/t/{quote(token)}?said={said}", 303)


def _do(token: str, key: str, what: str) -> None:
    given = request.form.get
    shown = {"visit_id": _number("visit"), "version": _number("version")}
    if what == "confirm":
        says.confirm(deps(), token, key, **shown)
    elif what == "other":
        says.other_time(deps(), token, key, words=given("words", ""), **shown)
    elif what == "call":
        says.call_me(deps(), token, key, words=given("words", "")[:100])
    elif what == "write":
        says.write(deps(), token, key, body=given("words", ""))
    elif what == "didnt":
        says.did_not_happen(deps(), token, promise_id=_number("promise"))
    else:
        raise Refused("changed")


def _number(name: str) -> int:
    return number_of(request.form.get(name)) or 0


def _headline(page: TrackingPage, tongue: Tongue) -> str:
    """The one thing they want to know."""
    visit = page.visit
    if visit is not None:
        window = tongue.window(visit.window_from, visit.window_to)
        kind = str(visit.status) if visit.status in _NAMED else "coming"
        named = f"{kind}_who" if visit.who and tongue.knows(f"{kind}_who") else kind
        return tongue.say(named, who=visit.who, window=window)
    if page.status in ("done", "closed", "cancelled"):
        return tongue.say(page.status)
    waiting = f"waiting_{page.waiting_on}"
    return tongue.say(waiting if tongue.knows(waiting) else "waiting")


def _nowhere() -> Response:
    return _plain("tracking_nowhere.html", 404)


def _plain(template: str, status: int) -> Response:
    return Response(render_template(template), status=status)
