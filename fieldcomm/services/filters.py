"""Filters of the board that somebody keeps under a name, and jumping to any job."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from fieldcomm.services.board_filter import BoardFilter, patterns
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import own as rows
from fieldcomm.store.queries.board import jump_to

LONGEST_NAME = 40
MOST = 20
FOUND = 8


def keep_filter(deps: Deps, asked: BoardFilter, name: str, *, user_id: int) -> None:
    """Under the same name the new one takes the old one's place. Raises Refused."""
    named = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not named:
        raise Refused("Give the filter a name, like “Mine, late”.")
    if not asked.query:
        raise Refused("Nothing is filtered yet: choose something first, then keep it.")
    if asked.key:
        raise Refused("A search for a number is not kept: it would stand in an address.")
    with unit(deps) as work:
        if rows.how_many_others(work.session, user_id, named) >= MOST:
            raise Refused(f"You keep {MOST} filters already; drop one first.")
        rows.keep_filter(work.session, user_id, named, asked.query, work.machine)


def drop_filter(deps: Deps, filter_id: int, *, user_id: int) -> None:
    """Only one's own; dropping what is not there changes nothing."""
    with unit(deps) as work:
        rows.drop_filter(work.session, user_id, filter_id)


def find_jobs(deps: Deps, words: str) -> list[Any]:
    """The few jobs, open ones first, that a name, phone, code or address means."""
    given = patterns(words)
    if given["like"] is None:
        return []
    with Session(deps.engine) as session, session.begin():
        return list(jump_to(session, n=FOUND, **given))
