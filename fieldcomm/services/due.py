"""What waits to be done, and when the next thing falls due: a look of a few index pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit

# One row each: kind, identity of the first in line, when it is (or became) due.
# business: compared with business time; machine: with machine time.
_HEADS = text(
    "(SELECT 'inbox' AS kind, 'text' || id AS head, NULL::timestamptz AS business,"
    "  arrived_at AS machine FROM inbox WHERE state = 'unread' AND kind = 'text'"
    "  ORDER BY phone, id LIMIT 1)"
    " UNION ALL (SELECT 'inbox', 'delivery' || id, NULL, arrived_at FROM inbox"
    "  WHERE state = 'unread' AND kind = 'delivery' ORDER BY id LIMIT 1)"
    # One that waits for its retry must not hide those behind it.
    " UNION ALL (SELECT 'outbox', 'queued' || id, NULL, coalesce(retry_at, 'epoch')"
    "  FROM messages WHERE state = 'queued' AND (retry_at IS NULL OR retry_at <= :machine)"
    # While all but safety is stopped, nobody need look at the rest.
    "  AND (priority = 0 OR NOT (SELECT paused FROM company WHERE id = 1)"
    "  AND NOT EXISTS (SELECT 1 FROM restores WHERE ended_at IS NULL))"
    "  ORDER BY priority, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'restored' || id, NULL, look_at FROM restores"
    "  WHERE ended_at IS NULL ORDER BY id DESC LIMIT 1)"
    " UNION ALL (SELECT 'due', 'check_in' || phone, next_check_in_at, NULL FROM phones"
    "  WHERE next_check_in_at IS NOT NULL ORDER BY next_check_in_at, phone LIMIT 1)"
    " UNION ALL (SELECT 'due', 'promise' || id, next_step_at, NULL FROM promises"
    "  WHERE next_step_at IS NOT NULL ORDER BY next_step_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'visit' || id, next_step_at, NULL FROM visits"
    "  WHERE next_step_at IS NOT NULL ORDER BY next_step_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'alarm' || id, next_step_at, NULL FROM tasks"
    "  WHERE next_step_at IS NOT NULL AND settled_at IS NULL ORDER BY next_step_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'broadcast' || id, NULL, next_at FROM broadcasts"
    "  WHERE state = 'running' ORDER BY next_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'incident' || id, next_step_at, NULL FROM incidents"
    "  WHERE next_step_at IS NOT NULL ORDER BY next_step_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'list' || id, next_list_at, NULL FROM contractors"
    "  WHERE next_list_at IS NOT NULL AND active ORDER BY next_list_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'door' || job_id, look_at, NULL FROM door_notes"
    "  ORDER BY look_at, job_id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'held' || id, not_before, NULL FROM messages"
    "  WHERE state = 'held' AND not_before IS NOT NULL ORDER BY not_before, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'undo' || id, NULL, hold_until FROM messages"
    "  WHERE state = 'held' AND hold_until IS NOT NULL ORDER BY hold_until, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'photo' || id, NULL, next_try_at FROM photos"
    "  WHERE next_try_at IS NOT NULL ORDER BY next_try_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'look' || id, NULL, look_at FROM messages"
    "  WHERE state IN ('attempting', 'unknown', 'accepted') AND look_at IS NOT NULL"
    "  ORDER BY look_at, id LIMIT 1)"
    " UNION ALL (SELECT 'due', 'quiet' || id, changed_at + :quiet_days * interval '1 day', NULL"
    "  FROM jobs WHERE status = 'done' ORDER BY changed_at LIMIT 1)"
    " UNION ALL (SELECT 'due', 'deed' || id, NULL, at + interval '1 day' FROM deeds"
    "  WHERE changes <> '{}'::jsonb ORDER BY at LIMIT 1)"
    " UNION ALL (SELECT 'due', 'old', next_erasing_at, NULL FROM company"
    "  WHERE next_erasing_at IS NOT NULL)"
)

QUEUES = ("inbox", "outbox", "due")


@dataclass(frozen=True, slots=True)
class Waiting:
    """`heads`: per queue, what is first in line now (absent: nothing). `next_business` and
    `next_machine`: when the next thing that is not due yet will be."""

    now: datetime
    heads: dict[str, str]
    next_business: datetime | None
    next_machine: datetime | None

    def is_due(self, *kinds: str) -> bool:
        """Whether anything of these kinds (`promise`, `visit`, ...) waits in the `due` queue."""
        return any(head.startswith(kinds) for head in self.heads.get("due", "").split("|"))


def look(deps: Deps) -> Waiting:
    """What waits, at this moment of both times."""
    with unit(deps) as work:
        return _look(work)


def _look(work: Unit) -> Waiting:
    days = work.policy.close_after_quiet.days
    heads: dict[str, str] = {}
    business: list[datetime] = []
    machine: list[datetime] = []
    restored = work.company.restored_at is not None
    for row in work.session.execute(_HEADS, {"quiet_days": days, "machine": work.machine}):
        if restored and row.kind == "due" and not row.head.startswith("restored"):
            continue  # nothing falls due before we know what was done
        if row.business is not None and row.business > work.now:
            business.append(row.business)
        elif row.machine is not None and row.machine > work.machine:
            machine.append(row.machine)
        else:
            heads[row.kind] = heads.get(row.kind, "") + "|" + row.head
    if work.company.replan_after is not None and not restored:
        heads["due"] = heads.get("due", "") + "|replan"
    return Waiting(work.now, heads, min(business, default=None), min(machine, default=None))
