"""Held texts whose time has come: looked at again, worded again, queued or dropped."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit

BATCH = 200

_DUE = text(
    "SELECT id, moment, params, language, zone, wording, body, segments, attempt FROM messages WHERE state = 'held'"
    " AND ((not_before IS NOT NULL AND not_before <= :now)"
    " OR (hold_until IS NOT NULL AND hold_until <= :machine))"
    " AND (not_before IS NULL OR not_before <= :now)"
    " AND (hold_until IS NULL OR hold_until <= :machine)"
    " ORDER BY id LIMIT :n FOR UPDATE SKIP LOCKED"
)
_QUEUE = text(
    "UPDATE messages SET state = 'queued', not_before = NULL, hold_until = NULL, body = :body,"
    " segments = :segments, queued_at = :machine WHERE id = :id"
)


def release_held(deps: Deps) -> bool:
    """Queue held texts whose time has come. True when some are left.

    Whether a text is still true is looked at once more when it is claimed; here its
    words are made anew, so that "tomorrow" said at night is "today" in the morning.
    """
    with unit(deps) as work:
        given = {"now": work.now, "machine": work.machine, "n": BATCH}
        rows = work.session.execute(_DUE, given).all()
        for row in rows:
            body, segments = _worded(work, row)
            said = {"id": row.id, "body": body, "segments": segments, "machine": work.machine}
            work.session.execute(_QUEUE, said)
            work.tell("text_released", message=row.id)
        if rows:
            work.bells.add("outbox")
    return len(rows) == BATCH


def _worded(work: Unit, row: Any) -> tuple[str, int]:
    if row.attempt > 0:
        return row.body, row.segments  # frozen: perhaps the provider holds it in these words
    assert row.moment in MOMENTS
    rendered = work.deps.renderer.render(
        row.moment,
        row.params or {},
        language=row.language,
        zone=row.zone,
        now=work.now,
        company=work.policy.company,
        our_phone=work.calls_to,
        wording=row.wording,
    )
    return rendered.body, rendered.segments
