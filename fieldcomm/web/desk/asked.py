"""What a request asks for."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, g, request

from fieldcomm.services.acting import Acting
from fieldcomm.services.deps import Deps
from fieldcomm.services.sessions import SignedIn
from fieldcomm.web.deps import deps
from fieldcomm.web.numbers import number_of
from fieldcomm.web.own_page import own_page


def me() -> SignedIn:
    """Who is at the desk; only in views that ask for a dispatcher."""
    found: SignedIn = g.who
    return found


def number(name: str, default: int) -> int:
    found = number_of(request.args.get(name), digits=8)
    return default if found is None else found


def back(default: str) -> str:
    """The page the form was on, if it says one of ours."""
    return own_page(request.form.get("back", "")) or default


def acting(what: str) -> Deps:
    """The dependencies for the one thing this request does: done once for the form it came from,
    its texts held for ten seconds, and then open to be taken back. Read pages with `deps()`."""
    if "acting" not in g:
        who = me()
        key = request.form.get("deed", "")
        if not 8 <= len(key) <= 100:
            key = deps().entropy.token()
        mine = f"{who.user_id}/{request.path}/{key}"
        g.acting = Acting(
            key=mine,
            what=what,
            user_id=who.user_id,
            name=who.name,
            tone_overridden=g.get("tone_overridden", ()),
        )
    return replace(deps(), acting=g.acting)


def say_done(words: str) -> None:
    """What the next page says, with a button to take it back where that is possible."""
    did: Acting | None = g.get("acting")
    flash(words, f"undo:{did.deed_id}" if did is not None and did.undoable else "done")
