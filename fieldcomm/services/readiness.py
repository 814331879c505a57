"""Whether fieldcomm does its work now: what `/readyz` says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session

from fieldcomm.domain.behind import UNREAD
from fieldcomm.services.deps import Deps
from fieldcomm.services.heartbeat import CLOCK, CLOCK_SILENT, last_seen
from fieldcomm.services.measure import age
from fieldcomm.store import schema
from fieldcomm.store.queries import ages, big_pause
from fieldcomm.store.queries.company import read_company

OK = "ok"


def readiness(deps: Deps) -> dict[str, Any]:
    """`ready` says it all; what is not `ok` below says why. Redis only makes things slower: without
    it we are ready and degraded."""
    said = {**_database(deps), "redis": _redis(deps)}
    needed = (said[name] for name in ("database", "schema", "clock", "inbox"))
    return {
        "ready": all(one == OK for one in needed),
        "degraded": said["redis"] != OK,
        **said,
        "sending": deps.gateway is not None and said["paused"] is None,
    }


def _database(deps: Deps) -> dict[str, str | None]:
    unknown = {**dict.fromkeys(("schema", "clock", "inbox"), "not known"), "paused": None}
    machine = deps.clock.machine()
    try:
        with deps.engine.connect() as connection:
            found = _schema(connection)
            if found != OK:
                return {**unknown, "database": OK, "schema": found}
            said = {"clock": _clock(connection, machine), "inbox": _inbox(connection, machine)}
            return {"database": OK, "schema": OK, **said, "paused": _paused(connection)}
    except SQLAlchemyError as error:
        return {**unknown, "database": f"not reachable ({type(error).__name__})"}


def _schema(connection: Connection) -> str:
    ours = schema.written_for()
    try:
        theirs = schema.held(connection)
    except ProgrammingError:
        return "empty: run `fieldcomm db upgrade`"
    if theirs < ours:
        return f"older ({theirs}) than this code ({ours}): run `fieldcomm db upgrade`"
    if theirs > ours:
        return f"newer ({theirs}) than this code ({ours}): start the new release here too"
    return OK if read_company(connection) is not None else "empty: run `fieldcomm db upgrade`"


def _clock(connection: Connection, machine: datetime) -> str:
    silent = last_seen(connection, machine).get(CLOCK)
    if silent is None:
        return "has never ticked: start `fieldcomm clock`"
    return OK if silent <= CLOCK_SILENT else f"has not ticked for {_seconds(silent)}"


def _inbox(connection: Connection, machine: datetime) -> str:
    with Session(connection) as session:
        oldest = {row.kind: age(row.oldest, machine) for row in ages.unread(session)}
    waits = oldest["text"]
    return OK if waits <= UNREAD else f"a text has been unread for {_seconds(waits)}"


def _paused(connection: Connection) -> str | None:
    """Why nothing but danger and STOP leaves; whoever did it meant it, so it is no alarm. Without
    the reason given and by whom: this page is for everybody."""
    with Session(connection) as session:
        state = big_pause.state(session)
    if state.restored_at:
        at = _stamp(state.restored_at)
        return f"since the restore of {at}: until the provider's list is read, or a manager goes on"
    if state.paused:
        return f"by a person of the office, since {_stamp(state.paused_at)}"
    return f"by the provider: {state.sender_says}" if state.sender_says else None


def _stamp(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "a time nobody noted"


def _seconds(span: timedelta) -> str:
    return f"{span.total_seconds():.0f} s"


def _redis(deps: Deps) -> str:
    if deps.redis_answers is None:
        return "none: the clock does the work"
    return OK if deps.redis_answers() else "away: the clock does the work, up to 15 s later"
