"""Erasing people: who they are everywhere, and what is put in their place."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are names of our own tables and columns
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from fieldcomm.domain.forgetting import ERASED, pattern_of
from fieldcomm.store.models import Base
from fieldcomm.store.personal import DELETED, MENTIONS, PERSONAL, Personal

_ALL_OF_THEM = (
    "WITH RECURSIVE found AS (SELECT id FROM customers WHERE id = ANY(:ids)"
    " UNION SELECT c.id FROM customers c JOIN found f ON c.merged_into = f.id)"
)
_CUSTOMERS = text(
    f"{_ALL_OF_THEM} SELECT id, name, address FROM customers WHERE id IN (SELECT id FROM found)"
    " ORDER BY id"
)
_CONTACTS = text(
    "SELECT k.id, k.name, k.phone, NOT EXISTS (SELECT 1 FROM contacts o WHERE o.phone = k.phone"
    "  AND o.customer_id <> ALL(:ids))"
    " AND NOT EXISTS (SELECT 1 FROM contractors w WHERE w.phone = k.phone)"
    " AND NOT EXISTS (SELECT 1 FROM users u WHERE u.phone = k.phone) AS only_theirs"
    " FROM contacts k WHERE k.customer_id = ANY(:ids) ORDER BY k.id"
)
_JOBS = text("SELECT id, code, status FROM jobs WHERE customer_id = ANY(:ids) ORDER BY id")
_UNDER_WAY = text(
    "SELECT (SELECT count(*) FROM messages WHERE direction = 'out' AND (phone = ANY(:phones)"
    "  OR job_id = ANY(:jobs)) AND state IN ('held', 'queued', 'attempting', 'unknown'))"
    " + (SELECT count(*) FROM inbox WHERE state = 'unread' AND phone = ANY(:phones))"
)
_SETTLE = (
    "UPDATE promises SET state = 'released', settled_at = :now, next_step_at = NULL"
    " WHERE state = 'open' AND (phone = ANY(:phones) OR job_id = ANY(:jobs))",
    "UPDATE tasks SET settled_at = :now, settled_by = 'erased', next_step_at = NULL"
    " WHERE settled_at IS NULL AND (phone = ANY(:phones) OR job_id = ANY(:jobs))",
)
_ALIAS_OF_CONTACT = text(
    "UPDATE contacts SET phone = m.alias FROM unnest(CAST(:contacts AS bigint[]),"
    " CAST(:contact_aliases AS text[])) AS m(id, alias) WHERE contacts.id = m.id"
)
_ERASED_AT = text("UPDATE customers SET erased_at = :now WHERE id = ANY(:customers)")
_LEFT_DEEDS = text(
    "UPDATE deeds SET changes = '{}'::jsonb WHERE changes <> '{}'::jsonb AND undo_until < :machine"
)
_OF_NO_CUSTOMER = "NOT EXISTS (SELECT 1 FROM contacts k WHERE k.phone = t.phone)"
# Day lists, and what crews texted: it belongs to no job, and is of no use without the names.
_JOBLESS = text(
    "UPDATE messages t SET body = '', params = NULL, media = NULL WHERE job_id IS NULL"
    f" AND (body ~* :broad OR CAST(params AS text) ~* :json_broad) AND {_OF_NO_CUSTOMER}"
)
_INBOX = text(
    "UPDATE inbox t SET params = '{}'::jsonb WHERE state <> 'unread'"
    f" AND CAST(params AS text) ~* :json_broad AND {_OF_NO_CUSTOMER}"
)
_TO_OTHERS = text(
    "UPDATE messages t SET body = regexp_replace(body, :pattern, :gone, 'gi'), params = NULL"
    f" WHERE body ~* :pattern AND {_OF_NO_CUSTOMER}"
)


@dataclass(frozen=True, slots=True)
class Theirs:
    """Everything that is some customers': those merged into them too. `phones`: nobody else's."""

    customers: list[Any]
    contacts: list[Any]
    jobs: list[Any]

    @property
    def phones(self) -> list[str]:
        return sorted({k.phone for k in self.contacts if k.only_theirs})

    @property
    def all_phones(self) -> list[str]:
        return sorted({k.phone for k in self.contacts})

    @property
    def names(self) -> list[str]:
        return sorted({row.name for row in (*self.customers, *self.contacts)})


def read_theirs(session: Session, ids: Sequence[int]) -> Theirs:
    """Read again once their phones are locked."""
    customers = list(session.execute(_CUSTOMERS, {"ids": list(ids)}))
    given = {"ids": [row.id for row in customers]}
    return Theirs(
        customers,
        list(session.execute(_CONTACTS, given)),
        list(session.execute(_JOBS, given)),
    )


def under_way(session: Session, theirs: Theirs) -> int:
    """Texts that are on their way to them or about them, and texts of theirs nobody has read."""
    given = {"phones": theirs.phones, "jobs": [job.id for job in theirs.jobs]}
    return session.scalar(_UNDER_WAY, given) or 0


def erase(session: Session, theirs: Theirs, aliases: dict[int, str], now: datetime) -> None:
    """Put nothing, or an alias, in place of everything that names them. `aliases` by contact."""
    first = {k.phone: aliases[k.id] for k in reversed(theirs.contacts) if k.only_theirs}
    given: dict[str, Any] = {
        "customers": [row.id for row in theirs.customers],
        "jobs": [job.id for job in theirs.jobs],
        "names": theirs.names,
        "phones": list(first),
        "aliases": list(first.values()),
        "contacts": list(aliases),
        "contact_aliases": list(aliases.values()),
        "now": now,
    }
    for statement in _SETTLE:
        session.execute(text(statement), given)
    for personal in PERSONAL:
        session.execute(text(_erasing(personal)), given)
    for table, where in DELETED.items():
        session.execute(text(f"DELETE FROM {table} WHERE {where}"), given)
    for table in (p.table for p in PERSONAL if p.phone and p.table != "contacts"):
        session.execute(text(_aliasing(table)), given)
    session.execute(_ALIAS_OF_CONTACT, given)
    session.execute(_ERASED_AT, given)


def forget_past_deeds(session: Session, machine: datetime) -> None:
    """What can no longer be taken back need not be remembered."""
    session.execute(_LEFT_DEEDS, {"machine": machine})


def erase_mentions(session: Session, exact: list[str], broad: list[str]) -> None:
    """Wherever else they are spoken of: reads every row of these tables, once. `broad` are traces
    that would do for a text to our own people, `exact` for anything."""
    given = {
        "pattern": pattern_of(exact),
        "json_pattern": pattern_of(exact, in_json=True),
        "broad": pattern_of(broad),
        "json_broad": pattern_of(broad, in_json=True),
        "gone": ERASED,
    }
    session.execute(_JOBLESS, given)
    session.execute(_INBOX, given)
    session.execute(_TO_OTHERS, given)
    for table, columns in MENTIONS.items():
        session.execute(text(_replacing(table, columns)), given)


def _erasing(personal: Personal) -> str:
    sets = ", ".join(f"{column} = {value}" for column, value in personal.erased.items())
    return f"UPDATE {personal.table} SET {sets} WHERE {personal.where}"


def _aliasing(table: str) -> str:
    return (
        f"UPDATE {table} SET phone = m.alias FROM unnest(CAST(:phones AS text[]),"
        f" CAST(:aliases AS text[])) AS m(phone, alias) WHERE {table}.phone = m.phone"
    )


def _replacing(table: str, columns: Sequence[str]) -> str:
    sets, wheres = [], []
    for column in columns:
        if isinstance(Base.metadata.tables[table].c[column].type, JSONB):
            as_text = f"CAST({column} AS text)"
            sets.append(
                f"{column} = CAST(regexp_replace({as_text}, :json_pattern, :gone, 'gi') AS jsonb)"
            )
            wheres.append(f"{as_text} ~* :json_pattern")
        else:
            sets.append(f"{column} = regexp_replace({column}, :pattern, :gone, 'gi')")
            wheres.append(f"{column} ~* :pattern")
    return f"UPDATE {table} SET {', '.join(sets)} WHERE {' OR '.join(wheres)}"
