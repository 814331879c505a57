"""Take in a webhook: durable before it is acknowledged, in one statement.

Everything else waits. A text is replayable for ever, so its SID is used up in `once`;
delivery reports may repeat, recording them is idempotent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

# ruff: noqa: S608  the only thing pasted in is the constant _AT
import psycopg
from sqlalchemy.exc import SQLAlchemyError

from fieldcomm.domain.once import inbound_key
from fieldcomm.services.deps import Deps
from fieldcomm.services.readable import clean, readable
from fieldcomm.store.engine import straight


class NotStored(Exception):
    """The database did not take it: not acknowledged, so that the provider tries elsewhere."""


_AT = (
    "%(machine)s + %(adjustable)s * interval '1 millisecond'"
    " * coalesce((SELECT clock_offset_ms FROM company WHERE id = 1), 0)"
)
_TEXT = (
    "WITH fresh AS (INSERT INTO once (key, at) VALUES (%(key)s, %(machine)s)"
    " ON CONFLICT DO NOTHING RETURNING key)"
    " INSERT INTO inbox (kind, source, sid, phone, params, received_at, arrived_at)"
    f" SELECT 'text', %(source)s, %(sid)s, %(phone)s, CAST(%(params)s AS jsonb), {_AT}, %(machine)s FROM fresh"
)
_DELIVERY = (
    "INSERT INTO inbox (kind, sid, token, params, received_at, arrived_at)"
    f" VALUES ('delivery', %(sid)s, %(token)s, CAST(%(params)s AS jsonb), {_AT}, %(machine)s)"
)


def receive_text(
    deps: Deps,
    *,
    sid: str,
    phone: str,
    params: Mapping[str, Any],
    source: str = "webhook",
    sent_at: datetime | None = None,
) -> bool:
    """Store an inbound text and ring. False if this SID was stored before.

    `params` as they were signed; what PostgreSQL cannot hold is replaced, and kept beside it.
    `sent_at` is when it was sent, for texts found by polling (machine time).
    """
    given = {
        "key": inbound_key(sid),
        "sid": sid,
        "phone": clean(phone),
        "params": json.dumps(readable(params)),
        "source": source,
        "machine": sent_at or deps.clock.machine(),
        "adjustable": int(deps.clock.adjustable),
    }
    deps.hook("storing")
    fresh = _run(deps, _TEXT, given) == 1
    deps.hook("stored")
    if fresh:
        deps.ring("inbox")
    return fresh


def receive_delivery(deps: Deps, *, sid: str, token: str, params: Mapping[str, Any]) -> None:
    """Store a delivery report and ring."""
    given = {
        "sid": sid,
        "token": clean(token),
        "params": json.dumps(readable(params)),
        "machine": deps.clock.machine(),
        "adjustable": int(deps.clock.adjustable),
    }
    deps.hook("storing")
    _run(deps, _DELIVERY, given)
    deps.hook("stored")
    deps.ring("inbox")


def _run(deps: Deps, statement: str, given: Mapping[str, Any]) -> int:
    try:
        try:
            return _execute(deps, statement, given)
        except psycopg.OperationalError:
            # Connections from before the server restarted are all as dead as this one. Once more on
            # a new one: even if the statement was carried out, it repeats well.
            straight(deps.engine).dispose()
            return _execute(deps, statement, given)
    except (psycopg.Error, SQLAlchemyError) as error:
        # Without its cause: a driver's words hold what people wrote, and their numbers.
        raise NotStored(type(error).__name__) from None


def _execute(deps: Deps, statement: str, given: Mapping[str, Any]) -> int:
    # Straight to the driver: this is the hot path, and one statement is one transaction.
    connection = straight(deps.engine).raw_connection()
    try:
        driver: Any = connection.driver_connection
        return int(driver.execute(statement, given).rowcount)
    except psycopg.OperationalError:
        connection.invalidate()  # the server went away: the next try opens a new one
        raise
    finally:
        connection.close()
