"""What somebody searched for, in addresses that name no number.

An address is kept by browsers, proxies and logs. Words stand in it as they are, so that a search can be bookmarked;
in place of a number stands a key, which the browser's own session opens until it is signed out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, request, session
from werkzeug.wrappers import Response

from fieldcomm.services.board_filter import BoardFilter
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.desk.asked import back
from fieldcomm.web.parts import is_part

LONGEST = 100
KEPT = 12  # searches one can go back to: the cookie stays small
NUMBER_LIKE = 5  # digits; fewer name a house, or too many people
_KEY = re.compile(r"~[\w-]{10}", re.ASCII)
_SEARCHES = "searches"  # pairs of key and words, the newest last


@dataclass(frozen=True, slots=True)
class Search:
    """`given` is what an address says for `words`."""

    words: str
    given: str


@desk.post("/search")
@may_enter(Who.DISPATCHER)
def search() -> Response:
    """From any form that searches, to the page it names: Back never asks to send it again."""
    path = back("/").partition("?")[0]
    given = searched(request.form.get("q", "")).given
    return redirect(f"{path}?{urlencode({'q': given})}" if given else path, 303)


def searched(given: str) -> Search:
    """By an address or a form. A key nobody knows here finds nothing, and the page says so."""
    if _KEY.fullmatch(given):
        words = dict(session.get(_SEARCHES, [])).get(given, "")
        if not words and not is_part():
            flash("That search is over: type it again.", "problem")
        return Search(words, given if words else "")
    words = " ".join(given.replace("\0", "").split())[:LONGEST]
    return Search(words, _key_of(words) if _has_number(words) else words)


def board_filter(asked: Mapping[str, str]) -> BoardFilter:
    found = searched(asked.get("q", ""))
    key = found.given if found.given != found.words else ""
    return BoardFilter.read({**asked, "q": found.words}).but(key=key)


def _has_number(words: str) -> bool:
    return sum(map(str.isdigit, words)) >= NUMBER_LIKE


def _key_of(words: str) -> str:
    """The same for the same words, as long as they are kept."""
    before: list[list[str]] = session.get(_SEARCHES, [])
    for key, known in before:
        if known == words:
            return key
    key = f"~{deps().entropy.token()[:10]}"
    session[_SEARCHES] = [*before, [key, words]][-KEPT:]
    return key
