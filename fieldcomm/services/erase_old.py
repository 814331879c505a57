"""Retention: customers whose last job ended long ago are erased, a batch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.erase_customer import erase_in
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, unit

BATCH = 20  # customers a transaction
AGAIN = timedelta(days=1)
_MONTHS = text("SELECT keep_months FROM company WHERE id = 1 FOR UPDATE")
_SET = text("UPDATE company SET keep_months = :months, next_erasing_at = :next WHERE id = 1")
_NEXT = text("UPDATE company SET next_erasing_at = :next WHERE id = 1")
# Nothing open, nothing under way, and no word between us since.
_OLD = (
    "FROM customers c WHERE c.erased_at IS NULL AND c.merged_into IS NULL AND c.created_at < :before"
    " AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.customer_id = c.id"
    "  AND (j.closed_at IS NULL OR j.closed_at >= :before))"
    " AND NOT EXISTS (SELECT 1 FROM contacts k JOIN messages m ON m.phone = k.phone"
    "  WHERE k.customer_id = c.id AND m.created_at >= :before)"
)
_SOME = text(f"SELECT c.id {_OLD} ORDER BY c.id LIMIT :n")
_HOW_MANY = text(f"SELECT count(*) {_OLD}")
# Lists and prompts to our own people name customers without belonging to a job.
_OLD_LISTS = text(
    "UPDATE messages SET body = '', params = NULL WHERE id IN (SELECT id FROM messages m"
    " WHERE job_id IS NULL AND body <> '' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM contacts k WHERE k.phone = m.phone) ORDER BY id LIMIT 1000)"
)


@dataclass(frozen=True, slots=True)
class Retention:
    """`months` None: nothing is erased by itself. `would_go`: by months, how many customers would
    be erased today."""

    months: int | None
    next_at: datetime | None
    now: datetime
    zone: ZoneInfo
    would_go: dict[int, int]
    opt_outs: int


CHOICES = (6, 12, 24, 36, 60, 84)


def read_retention(deps: Deps) -> Retention:
    with unit(deps) as work:
        row = work.session.execute(
            text(
                "SELECT keep_months, next_erasing_at, (SELECT count(*) FROM opt_out_hashes) AS n"
                " FROM company WHERE id = 1"
            )
        ).one()
        would_go = {months: _would_go(work, months) for months in CHOICES}
        return Retention(
            row.keep_months, row.next_erasing_at, work.now, work.policy.zone, would_go, row.n
        )


def keep_for(deps: Deps, months: int | None) -> None:
    """Erase customers `months` after their last job ended; None: keep them. Raises Refused."""
    if months is not None and not 1 <= months <= 240:
        raise Refused("Choose between 1 and 240 months.")
    with unit(deps) as work:
        first = None if months is None else work.now + AGAIN
        work.session.execute(_SET, {"months": months, "next": first})
        work.bells.add("due")


def erase_old(deps: Deps) -> bool:
    """Erase some of those whose time has come. True when some are left; else again tomorrow."""
    with unit(deps) as work:
        months = work.session.scalar(_MONTHS)
        if months is None:
            work.session.execute(_NEXT, {"next": None})
            return False
        before = work.now - relativedelta(months=months)
        ids = list(work.session.scalars(_SOME, {"before": before, "n": BATCH}))
        try:
            if ids:
                with work.session.begin_nested():
                    erase_in(work, ids)
        except Refused:
            ids = []  # somebody writes to them this moment: tomorrow will do
        work.session.execute(_OLD_LISTS, {"before": before})
        if len(ids) < BATCH:
            work.session.execute(_NEXT, {"next": work.now + AGAIN})
        return len(ids) == BATCH


def _would_go(work: Unit, months: int) -> int:
    before = work.now - relativedelta(months=months)
    return work.session.scalar(_HOW_MANY, {"before": before}) or 0
